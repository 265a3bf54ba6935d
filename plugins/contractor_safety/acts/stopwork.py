"""Stop-work orders: given and lifted by the safety department alone; while one stands nobody of the engagement gets in."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import stopwork as forms
from plugins.contractor_safety.roles import SAFETY_COMPANY
from plugins.contractor_safety.rules.site_facts import ENGAGED, Engaged

_ONLY = (SAFETY_COMPANY,)


async def _order(ctx: Ctx) -> None:
    engaged: Engaged = ctx.facts[ENGAGED.name]
    responsible = ctx.data.responsible or engaged.responsible
    ctx.set(
        engagement_id=ctx.data.engagement,
        responsible_id=responsible,
        department_id=responsible,
        owner_id=ctx.actor.id,
        ordered_at=ctx.now,
    )


async def _lift(ctx: Ctx) -> None:
    ctx.set(lifted_at=ctx.now)


async def _assess(ctx: Ctx) -> None:
    made = await ctx.act(
        f"{n.VIOLATION}.open",
        kind="contract",
        description=ctx.data.description,
        engagement=ctx.subject.engagement_id,
        department=ctx.subject.responsible_id,
        clause="CS-3.4.3",
    )
    ctx.answer(violation=made.number)


ACTS = (
    Act(
        "order",
        n.STOP_WORK,
        N_("Order to stop work"),
        _ONLY,
        forms.OrderForm,
        "CS-3.4.3",
        writes=("reason", "severity"),
        run=_order,
        creates=True,
        facts=(ENGAGED.name,),
        icon="alert",
        danger=True,
        confirm=N_("Nobody of this engagement gets in until the order is lifted. Stop the work?"),
    ),
    Act(
        "lift",
        n.STOP_WORK,
        N_("Lift the stop"),
        _ONLY,
        forms.LiftForm,
        "CS-3.4.3",
        source=("in_force",),
        to="lifted",
        writes=("lifted_because",),
        run=_lift,
        icon="check",
    ),
    Act(
        "assess",
        n.STOP_WORK,
        N_("Assess the department"),
        _ONLY,
        forms.AssessForm,
        "CS-3.4.3",
        run=_assess,
        icon="clip",
    ),
)
