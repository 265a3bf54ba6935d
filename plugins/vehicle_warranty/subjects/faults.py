"""Calls, faults and letters to makers."""

from __future__ import annotations

from core.api import N_, Stage, Subject, TicketKind
from plugins.vehicle_warranty import names as n
from plugins.vehicle_warranty.models.faults import CallLog, FaultReport, SupplierContact

DECLARED = (
    Subject(
        n.CALL,
        CallLog,
        N_("Call or letter"),
        {
            "logged": Stage(N_("Logged")),
            "unclear": Stage(N_("Unclear")),
            "clarified": Stage(N_("Clarified")),
            "answered": Stage(N_("Call answered")),
            "archived": Stage(N_("Reply archived"), "done"),
        },
        start="logged",
        prefix="VLD",
        search=("content",),
        personal=("sender",),
        icon="phone",
    ),
    Subject(
        n.FAULT,
        FaultReport,
        N_("Vehicle fault"),
        {
            "reported": Stage(N_("Fault reported")),
            "closed": Stage(N_("Fault settled"), "done"),
        },
        start="reported",
        prefix="VGZ",
        title="vehicle",
        search=("vehicle", "fault"),
        icon="car",
        ticket_kind=TicketKind("vehicle_fault", N_("Vehicle fault"), f"{n.FAULT}.report", icon="car"),
    ),
    Subject(
        n.CONTACT,
        SupplierContact,
        N_("Letter to a maker"),
        {
            "sent": Stage(N_("Letter sent")),
            "outcome": Stage(N_("Outcome known")),
            "archived": Stage(N_("Outcome archived")),
            "fed_back": Stage(N_("User told of the outcome"), "done"),
        },
        start="sent",
        prefix="VPT",
        parent=n.FAULT,
        parent_field="fault_id",
        title="addressee",
        personal=("fed_back_to",),
        icon="file",
    ),
)
