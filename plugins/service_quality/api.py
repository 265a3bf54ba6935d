"""What other plugins may use of this one: the price list by which paid service is charged."""

from plugins.service_quality.acts.charge import LineForm, priced
from plugins.service_quality.names import KINDS, PRICE

__all__ = ["KINDS", "PRICE", "LineForm", "priced"]
