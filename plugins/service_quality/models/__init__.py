"""The plugin's tables: the request form, the calls about it, what is charged on it, and the price list."""

from plugins.service_quality.models.charge import ChargeLine, PriceItem
from plugins.service_quality.models.checklist import CONDUCT, ITEMS, ONES
from plugins.service_quality.models.request import Call, Request

__all__ = ["CONDUCT", "ITEMS", "ONES", "Call", "ChargeLine", "PriceItem", "Request"]
