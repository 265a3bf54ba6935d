"""Calls, faults and letters to makers."""

from __future__ import annotations

from core.api import N_, Column, Related, Screen
from plugins.vehicle_warranty import names as n
from plugins.vehicle_warranty.models.faults import SupplierContact
from plugins.vehicle_warranty.roles_stock import ALL
from plugins.vehicle_warranty.screens.stock_common import NUMBER, OWNER, SORTS, STATE, USUAL, at, due

READERS = tuple(dict.fromkeys(("agent", *ALL)))
CALLS = Screen(
    n.CALL,
    (
        NUMBER,
        at("received_at", N_("Received at"), "VW-3.5.1"),
        Column("sender", N_("From whom")),
        STATE,
        due("VW-3.5.2"),
        OWNER,
    ),
    READERS,
    menu=N_("Calls and letters"),
    filters=USUAL,
    sorts=("-received_at", "received_at", *SORTS),
    facts=(
        Column("sender", N_("From whom"), clause="VW-3.5.1"),
        Column("content", N_("What it says"), clause="VW-3.5.1"),
        Column("clarification", N_("What was asked and what is wanted"), clause="VW-3.5.3"),
        Column("answer", N_("Answer and how it was handled"), clause="VW-3.5.2"),
        at("answered_at", N_("Answered at"), "VW-3.5.2"),
        Column("archive_no", N_("Archive number"), clause="VW-3.5.4"),
    ),
    phone=True,
    hint=N_("Calls and letters in the order in which they came."),
)
FAULTS = Screen(
    n.FAULT,
    (
        NUMBER,
        Column("vehicle", N_("Vehicle"), "code"),
        Column("customer__name", N_("User")),
        STATE,
        due("VW-3.2.2"),
        OWNER,
    ),
    READERS,
    menu=N_("Vehicle faults"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        Column("vehicle", N_("Vehicle"), "code"),
        Column("fault", N_("Fault as told")),
        Column("service_point", N_("Service point"), clause="VW-3.2.2"),
        Column("distance_m", N_("Distance in metres"), clause="VW-3.2.2"),
        at("reported_at", N_("Reported at"), "VW-3.2.2"),
        at("supplier_found_at", N_("Supplier found to be needed at"), "VW-3.2.2"),
        Column("answer", N_("What will happen, and when"), clause="VW-3.2.2"),
        at("answered_at", N_("Answered at"), "VW-3.2.2"),
        at("arrived_at", N_("On site at"), "VW-3.2.2"),
        Column("result", N_("Result")),
    ),
    related=(
        Related(
            N_("Letters to makers"),
            SupplierContact,
            "fault_id",
            (NUMBER, Column("addressee", N_("Maker or its station")), STATE),
            n.CONTACT,
        ),
    ),
    phone=True,
    hint=N_("Faults that users report, each with the clocks that run for it."),
)
CONTACTS = Screen(
    n.CONTACT,
    (
        NUMBER,
        Column("fault__vehicle", N_("Vehicle"), "code"),
        Column("addressee", N_("Maker or its station")),
        STATE,
        due("VW-3.2.3"),
        OWNER,
    ),
    READERS,
    menu=N_("Letters to makers"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        Column("fault__number", N_("Vehicle fault"), "code"),
        Column("text", N_("Text"), clause="VW-3.2.3"),
        at("sent_at", N_("Sent at"), "VW-3.2.3"),
        Column("outcome", N_("Outcome"), clause="VW-3.2.3"),
        Column("archive_no", N_("Archive number"), clause="VW-3.2.3"),
        at("fed_back_at", N_("User told at"), "VW-3.2.3"),
    ),
    phone=True,
    hint=N_("What was written to makers of chassis and engines, and what came of it."),
)
DECLARED = (CALLS, FAULTS, CONTACTS)
UNMASK = {f"{subject}.unmask": READERS for subject in (n.CALL, n.CONTACT)}
