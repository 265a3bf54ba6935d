"""The ring-fenced fund: methods and moves."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import FundMethod, FundMove

DECLARED = (
    Subject(
        n.FUND_METHOD,
        FundMethod,
        N_("Method of deposits and penalties"),
        {
            "draft": Stage(N_("Draft")),
            "in_force": Stage(N_("In force"), "done"),
            "replaced": Stage(N_("Replaced"), "done"),
        },
        start="draft",
        prefix="BF",
        title="title",
        search=("title",),
        icon="book",
    ),
    Subject(
        n.FUND_MOVE,
        FundMove,
        N_("Move of the fund"),
        {"booked": Stage(N_("Booked"), "done")},
        start="booked",
        prefix="ZJ",
        title="purpose",
        icon="coin",
    ),
)
