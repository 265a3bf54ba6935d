"""Contracts and how what they promise reaches the buyer."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.tech_support import names as n
from plugins.tech_support.models import Contract, Crate, Pickup, Shipment, TermChange

_REACH = ("contact", "phone", "address")

DECLARED = (
    Subject(
        n.CONTRACT,
        Contract,
        N_("Supply contract"),
        {
            "agreed": Stage(N_("Contract agreed")),
            "delivered": Stage(N_("Delivered")),
            "completed": Stage(N_("Completed"), "done"),
        },
        start="agreed",
        prefix="HT",
        parent="core.customer",
        parent_field="customer_id",
        title="equipment",
        search=("contract_no", "equipment"),
        personal=_REACH,
        icon="file",
    ),
    Subject(
        n.CHANGE,
        TermChange,
        N_("Change of terms"),
        {"open": Stage(N_("To be confirmed")), "settled": Stage(N_("Settled"), "done")},
        start="open",
        prefix="BG",
        parent=n.CONTRACT,
        parent_field="contract_id",
        title="what",
        personal=("confirmed_with",),
        icon="swap",
    ),
    Subject(
        n.PICKUP,
        Pickup,
        N_("Collection by the buyer"),
        {
            "planned": Stage(N_("Collection planned")),
            "noticed": Stage(N_("Buyer told")),
            "not_collected": Stage(N_("Not collected")),
            "called": Stage(N_("New day agreed")),
            "collected": Stage(N_("Collected"), "done"),
            "replaced": Stage(N_("Delivered in another way"), "done"),
        },
        start="planned",
        prefix="TH",
        parent=n.CONTRACT,
        parent_field="contract_id",
        personal=("notice_to", "collected_by"),
        icon="inbox",
    ),
    Subject(
        n.SHIPMENT,
        Shipment,
        N_("Shipment"),
        {
            "packing": Stage(N_("Being packed")),
            "packed": Stage(N_("Packed")),
            "labelled": Stage(N_("Labelled")),
            "dispatched": Stage(N_("Dispatched")),
            "notified": Stage(N_("Shipping notice sent")),
            "received": Stage(N_("Received"), "done"),
            "replaced": Stage(N_("Delivered in another way"), "done"),
        },
        start="packing",
        prefix="FH",
        parent=n.CONTRACT,
        parent_field="contract_id",
        personal=(*_REACH, "shipper_phone", "received_by"),
        icon="up",
    ),
    Subject(
        n.CRATE,
        Crate,
        N_("Crate"),
        {"open": Stage(N_("Without packing list")), "packed": Stage(N_("With packing list"), "done")},
        start="open",
        prefix="HX",
        parent=n.SHIPMENT,
        parent_field="shipment_id",
        title="crate_no",
        icon="box",
    ),
)
