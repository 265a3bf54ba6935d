"""At the gate: in, out, turned away. One act is one decision, and each leaves a row in the log."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import gate as forms
from plugins.contractor_safety.models import EntryPermit
from plugins.contractor_safety.roles import GUARDS, SAFETY_COMPANY
from plugins.contractor_safety.rules.gate import TURN_AWAY
from plugins.contractor_safety.rules.standing import STANDING, Standing

_LONGEST = 400


def _row(ctx: Ctx, s: Standing, **more: Any) -> None:
    ctx.set(
        permit_id=s.permit_id,
        person_id=s.person_id,
        engagement_id=s.engagement_id,
        department_id=s.department_id,
        shown=s.number,
        gate=ctx.data.gate or "",
        area=ctx.data.area or "",
        at=ctx.now,
        **more,
    )


async def _admit(ctx: Ctx) -> None:
    """Somebody whose leaving nobody saw has left by now: the guard said so when he confirmed."""
    standing: Standing = ctx.facts[STANDING.name]
    before = standing.one("inside")
    if before:
        await ctx.act(f"{n.ENTRY}.leave_unseen", before.id)
    _row(ctx, standing, in_at=ctx.now, owner_id=ctx.actor.id)


async def _enter(ctx: Ctx) -> None:
    """From the permit's own page, or for a whole crew from the list: judged here, logged there."""
    standing: Standing = ctx.facts[STANDING.name]
    before = standing.one("inside")
    if before:
        await ctx.act(f"{n.ENTRY}.leave_unseen", before.id)
    made = await ctx.act(f"{n.ENTRY}.log", standing=standing, gate=ctx.data.gate, area=ctx.data.area)
    ctx.answer(entry=made.number)


async def _log(ctx: Ctx) -> None:
    _row(ctx, ctx.data.standing, in_at=ctx.now, owner_id=ctx.actor.id)


async def _turn_away(ctx: Ctx) -> None:
    """What was refused, as the log keeps it; work outside the agreement is reported besides (CS-3.5.6a)."""
    told, clauses = ctx.data, (ctx.data.refused_clauses or "CS-2").split(",")
    columns = ("number", "person_id", "engagement_id", "department_id")
    rows = await EntryPermit.filter(id=told.permit or told.refused_subject or 0).values("id", *columns)
    permit: dict[str, Any] = rows[0] if rows else dict.fromkeys(("id", *columns))
    ctx.set(
        number=f"JJ-{ctx.uid[:12].upper()}",  # of the try itself: a crowd at the gate does not queue for the next of a row
        permit_id=permit["id"],
        person_id=permit["person_id"],
        engagement_id=permit["engagement_id"],
        department_id=permit["department_id"],
        shown=permit["number"] or "",
        gate=told.gate or "",
        area=told.area or "",
        at=ctx.now,
        clause=clauses[0],
        reason=(told.refused_keys or "")[:_LONGEST],
        owner_id=told.refused_by,
    )
    if permit["id"] and "CS-3.5.6a" in clauses:
        await ctx.act(
            f"{n.VIOLATION}.open",
            kind="outside_agreement",
            description=f"{permit['number']}: {told.area}",
            engagement=permit["engagement_id"],
            person=permit["person_id"],
            clause="CS-3.5.6a",
        )


async def _unknown(ctx: Ctx) -> None:
    ctx.set(at=ctx.now, clause="CS-2", reason="permit", owner_id=ctx.actor.id)


async def _leave(ctx: Ctx) -> None:
    ctx.set(out_at=ctx.now)


async def _turn_back(ctx: Ctx) -> None:
    ctx.set(out_at=ctx.now)


ACTS = (
    Act(
        "admit",
        n.ENTRY,
        N_("Let in"),
        GUARDS,
        forms.AdmitForm,
        "CS-2",
        run=_admit,
        creates=True,
        facts=(STANDING.name,),
        icon="check",
    ),
    Act(
        "enter",
        n.PERMIT,
        N_("Let in"),
        GUARDS,
        forms.EnterForm,
        "CS-2",
        run=_enter,
        facts=(STANDING.name,),
        icon="check",
    ),
    Act("log", n.ENTRY, N_("Log an entry"), (), None, "CS-2", run=_log, creates=True, by="system"),
    Act(
        TURN_AWAY.rpartition(".")[2],
        n.ENTRY,
        N_("Log a refused entry"),
        (),
        forms.RefusedForm,
        "CS-2",
        to="refused",
        run=_turn_away,
        creates=True,
        by="system",
    ),
    Act(
        "unknown",
        n.ENTRY,
        N_("Log an unknown number"),
        GUARDS,
        forms.UnknownForm,
        "CS-2",
        to="refused",
        writes=("shown", "gate"),
        run=_unknown,
        creates=True,
        quiet=True,
    ),
    Act(
        "leave",
        n.ENTRY,
        N_("Let out"),
        GUARDS,
        None,
        "CS-2",
        source=("inside",),
        to="left",
        run=_leave,
        icon="logout",
    ),
    Act(
        "leave_unseen",
        n.ENTRY,
        N_("Log that he left unseen"),
        (),
        None,
        "CS-2",
        source=("inside",),
        to="unseen",
        run=_leave,
        by="system",
    ),
    Act(
        "turn_back",
        n.ENTRY,
        N_("Turn back"),
        (*GUARDS, SAFETY_COMPANY),
        forms.TurnBackForm,
        "CS-2",
        source=("inside",),
        to="turned_back",
        writes=("reason",),
        run=_turn_back,
        icon="cross",
        danger=True,
    ),
)
