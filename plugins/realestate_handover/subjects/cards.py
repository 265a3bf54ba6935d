"""What customers think and bring, and how the service is inspected."""

from __future__ import annotations

from core.api import N_, Stage, Subject, TicketKind
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models.cards import OpinionCard
from plugins.realestate_handover.models.crosstab import Feedback
from plugins.realestate_handover.models.inspections import Inspection

DECLARED = (
    Subject(
        n.CARD,
        OpinionCard,
        N_("Customer opinion card"),
        {
            "issued": Stage(N_("Card given out")),
            "returned": Stage(N_("Card came back"), "done"),
            "complained": Stage(N_("Complaint opened"), "done"),
            "expired": Stage(N_("Card expired"), "done"),
        },
        start="issued",
        prefix="CP",
        personal=("person",),
        icon="medal",
    ),
    Subject(
        n.FEEDBACK,
        Feedback,
        N_("After-sales case"),
        {"taken": Stage(N_("Feedback taken")), "handled": Stage(N_("Feedback handled"), "done")},
        start="taken",
        prefix="SH",
        search=("content",),
        ticket_kind=TicketKind("re_feedback", N_("Feedback of a home buyer"), f"{n.FEEDBACK}.take", icon="chat"),
        icon="chat",
    ),
    Subject(
        n.INSPECTION,
        Inspection,
        N_("Inspection of service quality"),
        {
            "daily": Stage(N_("Day-to-day work to be inspected")),
            "after_sales": Stage(N_("After-sales service to be inspected")),
            "done": Stage(N_("Inspected"), "done"),
        },
        start="daily",
        prefix="ZJ",
        icon="check",
    ),
)
