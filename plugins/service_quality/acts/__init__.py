"""All acts of the plugin, in the order in which a form or complaint meets them and a page offers them."""

from plugins.service_quality.acts import (
    charge,
    closing,
    complaint_work,
    complaints,
    enquiry,
    handover,
    intake,
    learning,
    penalties,
    prices,
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
)

__all__ = ["ACTS"]
