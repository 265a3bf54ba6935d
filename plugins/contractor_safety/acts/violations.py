"""Violations: found by anybody, decided by the safety department, executed into the fund (CS-3.5.5, CS-3.5.6a)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import violations as forms
from plugins.contractor_safety.roles import FINANCE, FINDERS, SAFETY_COMPANY
from plugins.contractor_safety.rules.site_facts import ENGAGED, Engaged

_ONLY = (SAFETY_COMPANY,)


async def _open(ctx: Ctx) -> None:
    """By whomever it was found, the department answerable for the engagement bears it."""
    engaged: Engaged | None = ctx.facts.get(ENGAGED.name)
    department = ctx.data.department or (engaged.responsible if engaged else None)
    ctx.set(
        engagement_id=ctx.data.engagement,
        person_id=ctx.data.person,
        org_id=ctx.data.org or (engaged.org_id if engaged else None),
        department_id=department or ctx.actor.department_id,
        owner_id=ctx.actor.id,
        found_at=ctx.at,
        clause=ctx.data.clause or n.VIOLATED.get(ctx.data.kind, "CS-3.5.5"),
    )


async def _decide(ctx: Ctx) -> None:
    ctx.set(decided_at=ctx.now)


async def _dismiss(ctx: Ctx) -> None:
    ctx.set(decided_at=ctx.now, stands=False)


async def _execute(ctx: Ctx) -> None:
    row = ctx.subject
    ctx.set(executed_at=ctx.now)
    if row.penalty:
        moved = await ctx.act(
            f"{n.FUND_MOVE}.penalty",
            violation=ctx.id,
            amount=row.penalty,
            department=row.department_id,
            org=row.org_id,
            note=ctx.data.note or "",
        )
        ctx.answer(move=moved.number)


ACTS = (
    Act(
        "find",
        n.VIOLATION,
        N_("Report a violation"),
        FINDERS,
        forms.FindForm,
        "CS-3.5.5",
        writes=("kind", "description", "place"),
        run=_open,
        creates=True,
        occurred="found_at",
        facts=(ENGAGED.name,),
        icon="alert",
    ),
    Act(
        "open",
        n.VIOLATION,
        N_("Report a violation"),
        (),
        forms.OpenForm,
        "CS-3.5.6a",
        writes=("kind", "description"),
        run=_open,
        creates=True,
        by="system",
        facts=(ENGAGED.name,),
    ),
    Act(
        "decide",
        n.VIOLATION,
        N_("Decide"),
        _ONLY,
        forms.DecideForm,
        "CS-3.5.5",
        source=("found",),
        to="decided",
        writes=("decision", "basis", "penalty"),
        run=_decide,
        icon="seal",
    ),
    Act(
        "dismiss",
        n.VIOLATION,
        N_("Dismiss"),
        _ONLY,
        forms.DismissForm,
        "CS-3.5.5",
        source=("found",),
        to="dismissed",
        writes=("decision",),
        run=_dismiss,
        icon="cross",
    ),
    Act(
        "execute",
        n.VIOLATION,
        N_("Execute the decision"),
        (FINANCE, SAFETY_COMPANY),
        forms.ExecuteForm,
        "CS-3.5.5",
        source=("decided",),
        to="executed",
        run=_execute,
        icon="check",
    ),
)
