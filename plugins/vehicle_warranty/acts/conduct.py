"""Breaches of conduct: opened, heard, decided by management; only its decision closes an account (VW-3.3.2, 3.3.4b, 3.3.5)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import money as forms
from plugins.vehicle_warranty.roles_stock import MANAGERS


async def _open(ctx: Ctx) -> None:
    """The sanction follows from the clause; nothing happens to anybody before management decides."""
    ctx.set(
        person_id=ctx.data.person,
        order_id=ctx.data.order,
        prescribed=n.PRESCRIBED[ctx.data.clause],
        owner_id=ctx.actor.id,
    )


async def _decide(ctx: Ctx) -> None:
    ctx.set(decided_at=ctx.now)


ACTS = (
    Act(
        "open",
        n.CONDUCT,
        N_("Open a conduct case"),
        ("agent", *MANAGERS),
        forms.ConductForm,
        "VW-3.3.5",
        writes=("clause", "facts_text"),
        run=_open,
        creates=True,
        icon="plus",
    ),
    Act(
        "hear",
        n.CONDUCT,
        N_("Hear the person"),
        MANAGERS,
        forms.HearForm,
        "VW-3.3.2",
        source=("opened",),
        to="heard",
        writes=("statement",),
        icon="chat",
    ),
    Act(
        "decide",
        n.CONDUCT,
        N_("Decide"),
        MANAGERS,
        forms.DecideForm,
        "VW-3.3.2",
        source=("heard",),
        to="decided",
        writes=("decision", "grounds"),
        run=_decide,
        unlike=("open",),
        danger=True,
        confirm=N_("A dismissal disables the account of the person at once."),
        icon="alert",
    ),
)
