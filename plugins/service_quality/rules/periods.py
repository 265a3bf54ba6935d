"""ES-4.3.1: in every half year after the purchase the customer is asked, for the product's whole life (ES-2.1)."""

from __future__ import annotations

from core.api import N_, On, Periodic
from plugins.service_quality import names as n
from plugins.service_quality.policies import ENQUIRY

PERIODICS = (
    Periodic(
        "es.enquiry",
        "core.asset",
        "ES-4.3.1",
        N_("Ask the customer how the product is doing"),
        anchor="acquired_on",
        every=ENQUIRY.key,
        counts=On(n.ENQUIRE, via="asset_id"),
        when={"state": "active"},
        cancel=On("core.asset.archive"),
        owes="role:agent",
        act=n.ENQUIRE,
        by="service_quality",
    ),
)
