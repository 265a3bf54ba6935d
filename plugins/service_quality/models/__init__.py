"""The plugin's tables: request form, calls, charges, price list, enquiries; complaints and what is learnt from them."""

from plugins.service_quality.models.assessment import Assessment, Programme, ProgrammeItem, Score
from plugins.service_quality.models.charge import ChargeLine, PriceItem
from plugins.service_quality.models.complaint import Complaint, Responsible, Stay
from plugins.service_quality.models.enquiry import Enquiry
from plugins.service_quality.models.evidence import Feedback, Finding, Inspection, LedgerEntry, Report
from plugins.service_quality.models.improvement import Cause, Improvement, Penalty
from plugins.service_quality.models.opinion import Opinion, Visit
from plugins.service_quality.models.request import Call, Request
from plugins.service_quality.models.staff import ConductCase, Reward, RewardRule, StaffFile, Training
from plugins.service_quality.models.survey import Survey

__all__ = [
    "Assessment",
    "Call",
    "Cause",
    "ChargeLine",
    "Complaint",
    "ConductCase",
    "Enquiry",
    "Feedback",
    "Finding",
    "Improvement",
    "Inspection",
    "LedgerEntry",
    "Opinion",
    "Penalty",
    "PriceItem",
    "Programme",
    "ProgrammeItem",
    "Report",
    "Request",
    "Responsible",
    "Reward",
    "RewardRule",
    "Score",
    "StaffFile",
    "Stay",
    "Survey",
    "Training",
    "Visit",
]
