"""The offices and how a user reaches them (TS-5.1b, TS-5.4). Which department answers for a region says the routing, not the card."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support.acts.questions import office_of
from plugins.tech_support.forms import support as forms
from plugins.tech_support.roles import MANAGERS
from plugins.tech_support.subjects import OFFICE

KEEPERS = (*MANAGERS, "admin")
CARD = ("region", "hotline", "mobile", "address")


async def _place(ctx: Ctx) -> None:
    office = office_of(ctx, ctx.data.region)
    ctx.set(department_id=office.department_id if office and office.department_id else ctx.actor.department_id)


ACTS = (
    Act(
        "open",
        OFFICE,
        N_("Open an office"),
        KEEPERS,
        forms.OfficeCard,
        "TS-5.1b",
        to="open",
        writes=CARD,
        run=_place,
        creates=True,
        icon="building",
    ),
    Act(
        "change",
        OFFICE,
        N_("Change the card"),
        KEEPERS,
        forms.OfficeCard,
        "TS-5.1b",
        source=("open",),
        writes=CARD,
        run=_place,
        icon="pen",
    ),
    Act(
        "close",
        OFFICE,
        N_("Close the office"),
        KEEPERS,
        None,
        "TS-5.4",
        source=("open",),
        to="closed",
        icon="cross",
        danger=True,
    ),
    Act("reopen", OFFICE, N_("Open again"), KEEPERS, None, "TS-5.4", source=("closed",), to="open", icon="undo"),
)
