"""The plugin's tables: the request form, the calls about it, what is charged on it, the price list, and periodic enquiries."""

from plugins.service_quality.models.charge import ChargeLine, PriceItem
from plugins.service_quality.models.checklist import CONDUCT, ITEMS, ONES
from plugins.service_quality.models.enquiry import Enquiry
from plugins.service_quality.models.request import Call, Request

__all__ = ["CONDUCT", "ITEMS", "ONES", "Call", "ChargeLine", "Enquiry", "PriceItem", "Request"]
