"""All acts of the plugin, in the order in which a form meets them and a page offers them."""

from plugins.service_quality.acts import charge, closing, enquiry, handover, intake, prices, visit

ACTS = (*intake.ACTS, *visit.ACTS, *handover.ACTS, *closing.ACTS, *charge.ACTS, *prices.ACTS, *enquiry.ACTS)

__all__ = ["ACTS"]
