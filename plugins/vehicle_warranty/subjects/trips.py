"""Outing orders and service reports."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.trips import ServiceOrder, ServiceReport

DECLARED = (
    Subject(
        n.ORDER,
        ServiceOrder,
        N_("Outing order"),
        {"issued": Stage(N_("Order issued")), "back": Stage(N_("Back at the unit"), "done")},
        "issued",
        "VWC",
        title="vehicle",
        search=("vehicle",),
        icon="car",
    ),
    Subject(
        n.REPORT,
        ServiceReport,
        N_("Service report"),
        {
            "draft": Stage(N_("Report drafted")),
            "ended": Stage(N_("Service ended")),
            "signed": Stage(N_("Signed by the user")),
            "approved": Stage(N_("Report approved"), "done"),
        },
        "draft",
        "VFB",
        parent=n.ORDER,
        parent_field="order_id",
        icon="form",
    ),
)
