"""Clocks, records and figures of delivery (TS-1.0 to TS-1.2)."""

from __future__ import annotations

from core.api import N_, Deadline, DutyMeasure, Kpi, On, Record
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.rules.common import needs
from plugins.tech_support.rules.delivery_gates import FACTS, GATES

DEADLINES = (
    Deadline(
        "delivery",
        n.CONTRACT,
        "TS-1.0",
        N_("Deliver as the contract says"),
        until="delivery_on",
        start=On(f"{n.CONTRACT}.register"),
        stop=(On(f"{n.PICKUP}.collect", via="contract_id"), On(f"{n.SHIPMENT}.dispatch", via="contract_id")),
    ),
    Deadline(
        "change",
        n.CHANGE,
        "TS-1.0",
        N_("Confirm the change with the buyer and hand it on"),
        length=policies.CHANGE,
        start=On(f"{n.CHANGE}.open"),
        stop=On(f"{n.CHANGE}.confirm"),
        act=f"{n.CHANGE}.confirm",
    ),
    Deadline(
        "pickup.notice",
        n.PICKUP,
        "TS-1.1",
        N_("Tell the buyer when to collect"),
        until="pickup_on",
        minus=policies.PICKUP_NOTICE,
        start=On(f"{n.PICKUP}.open"),
        stop=On(f"{n.PICKUP}.notice"),
        cancel=(On(f"{n.PICKUP}.miss"), On(f"{n.PICKUP}.replace")),
        act=f"{n.PICKUP}.notice",
    ),
    # when the day is over without him the system says so, and the call is owed from that midnight
    Deadline(
        "pickup.collect",
        n.PICKUP,
        "TS-1.1",
        N_("Hand the goods over to the buyer"),
        until="pickup_on",
        start=(On(f"{n.PICKUP}.open"), On(f"{n.PICKUP}.call")),
        stop=On(f"{n.PICKUP}.collect"),
        cancel=(On(f"{n.PICKUP}.miss"), On(f"{n.PICKUP}.replace")),
        act=f"{n.PICKUP}.collect",
        on_due=f"{n.PICKUP}.miss",
    ),
    Deadline(
        "pickup.call",
        n.PICKUP,
        "TS-1.1",
        N_("Call the buyer and agree a new day"),
        length=policies.PICKUP_CALL,
        start=On(f"{n.PICKUP}.miss", at="missed_at"),
        stop=On(f"{n.PICKUP}.call"),
        cancel=On(f"{n.PICKUP}.replace"),
        act=f"{n.PICKUP}.call",
    ),
    Deadline(
        "ship.notice",
        n.SHIPMENT,
        "TS-1.2a",
        N_("Tell the buyer how the goods are shipped"),
        length=policies.SHIP_NOTICE,
        start=On(f"{n.SHIPMENT}.dispatch"),
        stop=On(f"{n.SHIPMENT}.notify"),
        act=f"{n.SHIPMENT}.notify",
    ),
)

RECORDS = (
    Record(
        "terms",
        n.CONTRACT,
        "TS-1.0",
        N_("Terms of delivery"),
        ("delivery_on", "place", "mode"),
        needs=needs(
            "TS-1.0",
            f"{n.CONTRACT}.register",
            delivery_on=N_("the day of delivery"),
            place=N_("the place of delivery"),
            mode=N_("the mode of delivery"),
        ),
    ),
    Record(
        "change",
        n.CHANGE,
        "TS-1.0",
        N_("Change of terms"),
        ("what", "delivery_on", "place", "mode", "confirmed_with", "confirmed_through", "handed_to_id"),
        needs=needs(
            "TS-1.0",
            f"{n.CHANGE}.confirm",
            outcome=N_("the buyer's answer"),
            confirmed_with=N_("with whom it was confirmed"),
            confirmed_through=N_("how it was confirmed"),
            handed_to=N_("the person in charge it was handed to"),
        ),
    ),
    Record(
        "pickup_notice",
        n.PICKUP,
        "TS-1.1",
        N_("Collection notice"),
        ("pickup_on", "notice_channel", "notice_to", "noticed_at"),
        needs=needs(
            "TS-1.1",
            f"{n.PICKUP}.notice",
            notice_channel=N_("how the buyer was told"),
            notice_to=N_("who was told"),
        ),
    ),
    Record(
        "packing",
        n.SHIPMENT,
        "TS-1.2b",
        N_("Packing"),
        tuple(n.PROOFS),
    ),
    Record(
        "shipping_notice",
        n.SHIPMENT,
        "TS-1.2a",
        N_("Shipping notice"),
        ("notice_channel", "noticed_at", *n.NOTICE),
        needs=needs("TS-1.2a", f"{n.SHIPMENT}.notify", **n.NOTICE),
    ),
    Record(
        "crate",
        n.CRATE,
        "TS-1.2c",
        N_("Crate label and papers"),
        ("crate_no", "equipment", "marks", "certificate_no"),
    ),
)

_NOTICES = (f"{n.SHIPMENT}:ship.notice",)
KPIS = (
    Kpi(
        "tech_support.shipping_notices",
        N_("Shipping notices in time"),
        "TS-1.2a",
        part=DutyMeasure(_NOTICES, met=True),
        whole=DutyMeasure(_NOTICES),
        target=policies.SHIP_NOTICES,
        heading=N_("Delivery and works"),
    ),
)

DECLARED = (*FACTS, *GATES, *DEADLINES, *RECORDS, *KPIS)
