"""The plugin's tables: request form, calls, charges, price list, enquiries; complaints and what is learnt from them."""

from plugins.service_quality.models.charge import ChargeLine, PriceItem
from plugins.service_quality.models.complaint import Complaint, Responsible, Stay
from plugins.service_quality.models.enquiry import Enquiry
from plugins.service_quality.models.improvement import Cause, Improvement, Penalty
from plugins.service_quality.models.request import Call, Request

__all__ = [
    "Call",
    "Cause",
    "ChargeLine",
    "Complaint",
    "Enquiry",
    "Improvement",
    "Penalty",
    "PriceItem",
    "Request",
    "Responsible",
    "Stay",
]
