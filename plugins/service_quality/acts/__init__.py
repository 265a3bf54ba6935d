"""All acts of the plugin, in the order in which a form or complaint meets them and a page offers them."""

from plugins.service_quality.acts import (
    assessment,
    charge,
    closing,
    complaint_work,
    complaints,
    enquiry,
    evidence,
    handover,
    intake,
    learning,
    opinions,
    penalties,
    prices,
    programme,
    report,
    staff,
    surveys,
    visit,
)

ACTS = (
    *intake.ACTS,
    *visit.ACTS,
    *handover.ACTS,
    *closing.ACTS,
    *charge.ACTS,
    *prices.ACTS,
    *enquiry.ACTS,
    *complaints.ACTS,
    *complaint_work.ACTS,
    *penalties.ACTS,
    *learning.ACTS,
    *opinions.ACTS,
    *assessment.ACTS,  # a page offers to assess a period before it offers to end the programme
    *programme.ACTS,
    *evidence.ACTS,
    *report.ACTS,
    *staff.ACTS,
    *surveys.ACTS,
)

__all__ = ["ACTS"]
