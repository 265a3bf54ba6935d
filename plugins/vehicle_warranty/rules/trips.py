"""The sealed service report (VW-3.3.2)."""

from __future__ import annotations

from core.api import N_, Record
from plugins.vehicle_warranty import names_stock as n

DECLARED = (
    Record(
        "report",
        n.REPORT,
        "VW-3.3.2",
        N_("Service report"),
        ("cause", "handling", "user_opinion"),
        signatures=("user",),
    ),
)
