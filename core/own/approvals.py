"""Approvals as cases of their own: asked for on a subject's behalf, decided step by step, always at the clock's time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.acts.gating import part
from core.api import (
    N_,
    Act,
    Approval,
    Ctx,
    Form,
    LongText,
    Lookup,
    Missing,
    Refusal,
    Refused,
    Stage,
    Subject,
    View,
    Whole,
    host,
)
from core.declare.approvals import COLUMN, MANAGER
from core.models import ApprovalRequest, ApprovalStep
from core.own import approval_rules
from core.own.approval_notices import approvers, tell
from core.own.approval_rules import FACTS, Standing, Step, turn
from core.own.approval_screen import SCREEN
from core.own.words import STAFF

SUBJECT = Subject(
    "core.approval",
    ApprovalRequest,
    N_("Approval"),
    {
        "waiting": Stage(N_("Waiting for a decision")),
        "granted": Stage(N_("Granted"), "done"),
        "rejected": Stage(N_("Rejected"), "done"),
        "returned": Stage(N_("Sent back"), "done"),
        "withdrawn": Stage(N_("Withdrawn"), "done"),
        "void": Stage(N_("Void: the content was changed"), "done"),
        "used": Stage(N_("Used"), "done"),
    },
    "waiting",
    "SP",
    icon="seal",
    named="involved",
)


class NoteForm(Form):
    note = LongText(N_("Note"), max=400)


class ReasonForm(Form):
    reason = LongText(N_("Reason"), required=True, max=400)


class BackForm(ReasonForm):
    step = Whole(N_("Back to step"), min=1, hint=N_("Left empty: back to the person who asked."))


class HandOnForm(ReasonForm):
    user = Lookup(N_("To person"), subject="core.user", required=True)


class SignerForm(NoteForm):
    user = Lookup(N_("Who has to approve as well"), subject="core.user", required=True)


def _declared(view: View) -> Approval:
    return host().registry.approvals[view.subject.approval if view.subject else view.data.approval]


async def _ask(ctx: Ctx) -> None:
    """`row` is the subject as it stood; the request has its scope, and its asker owns it."""
    approval, row = _declared(ctx), ctx.data.row
    people = [_named(step, row, ctx) for step in approval.steps]
    steps = [
        {
            "position": n,
            "need": "user" if person else step,
            "user_id": person,
            "state": "open" if n == 1 or approval.mode != "order" else "waiting",
        }
        for n, (step, person) in enumerate(zip(approval.steps, people, strict=True), 1)
    ]
    ctx.set(
        approval=approval.key,
        subject_type=approval.on,
        subject_id=row.id,
        subject_number=row.number,
        asker_id=ctx.actor.id,
        mode=approval.mode,
        note=ctx.data.note,
        content_hash=ctx.data.hash,
        involved=_with(",", ctx.actor.id, *people),
        department_id=row.department_id,
        owner_id=ctx.actor.id,
        party_id=row.party_id,
        ticket_id=row.ticket_id,
    )
    ctx.child(ApprovalStep, "approval_id", steps)
    ctx.answer(told=await approvers([s for s in steps if s["state"] == "open"], row, (ctx.actor.id,)))


def _named(step: str, row: Any, ctx: Ctx) -> int | None:
    """The person a step names; None where a role decides. The manager above stands in where the asker is the manager."""
    if step == MANAGER:
        person = host().directory.manager_but(row.department_id, ctx.actor.id)
    elif step.startswith(COLUMN):
        person = getattr(row, step.removeprefix(COLUMN))
    else:
        return None
    if person is None or person == ctx.actor.id:
        _refuse(_declared(ctx), Missing("approver", N_("an approver other than the person who asks")))
    return person


def _refuse(approval: Approval, *missing: Missing) -> None:
    raise Refused([Refusal("gate", approval.clause, "", tuple(part(m) for m in missing))])


def _with(involved: str, *ids: int | None) -> str:
    """The column of names with these added; the oldest stay."""
    for i in ids:
        if i is not None and f",{i}," not in involved:
            involved += f"{i},"
    return involved


async def _decide(ctx: Ctx, state: str, note: str | None) -> Step:
    """Write the decision on the step whose turn it is; refused if somebody was quicker."""
    found = turn(ctx)
    assert found is not None, "the gates have let nobody else through"
    step, person = found
    changes = {
        "state": state,
        "decided_by_id": ctx.actor.id,
        "deputy_of_id": None if person.id == ctx.actor.id else person.id,
        "decided_at": ctx.now,
        "note": note or "",
    }
    await ctx.take(ApprovalStep, step["id"], _declared(ctx).clause, where={"state": "open"}, changes=changes)
    ctx.set(involved=_with(ctx.subject.involved, ctx.actor.id))
    ctx.answer(step=step["position"], note=note or "")
    return step


async def _end(ctx: Ctx) -> None:
    ctx.set(decided_at=ctx.now)
    await tell(ctx, "decided", [ctx.subject.asker_id] if ctx.subject.asker_id else [], ctx.subject)


async def _tell(ctx: Ctx, kind: str, steps: Sequence[Step]) -> None:
    people = await approvers(steps, ctx.subject, (ctx.actor.id, ctx.subject.asker_id))
    await tell(ctx, kind, people, ctx.subject)


async def _approve(ctx: Ctx) -> None:
    standing: Standing = ctx.facts[FACTS]
    step = await _decide(ctx, "approved", ctx.data.note)
    left = [s for s in standing.left if s["id"] != step["id"]]
    if not left or ctx.subject.mode == "any":
        await _end(ctx)
    elif left[0]["state"] == "waiting":
        await _tell(ctx, "to_approve", left[:1])
        await ctx.take(
            ApprovalStep, left[0]["id"], _declared(ctx).clause, where={"state": "waiting"}, changes={"state": "open"}
        )


def _granted(view: View) -> str:
    """Only a decision on the last step grants: `run` has then set when."""
    return "granted" if isinstance(view, Ctx) and "decided_at" in view.changes else "waiting"


async def _reject(ctx: Ctx) -> None:
    await _decide(ctx, "rejected", ctx.data.reason)
    await _end(ctx)


async def _send_back(ctx: Ctx) -> None:
    """To an earlier step: it and all since are asked anew, what was said stays to be read."""
    step = await _decide(ctx, "returned", ctx.data.reason)
    back = ctx.data.step
    if not back:
        await _end(ctx)
        return
    kept = ("open", "approved", "waiting")
    again = [s for s in ctx.facts[FACTS].counting if back <= s["position"] <= step["position"] and s["state"] in kept]
    rows = [
        {**{k: s[k] for k in ("position", "need", "user_id", "added_by_id")}, "round": s["round"] + 1} for s in again
    ]
    states = ["open", *["waiting"] * (len(rows) - 1)]
    new = [{**row, "state": state} for row, state in zip(rows, states, strict=True)]
    ctx.child(ApprovalStep, "approval_id", new)
    await _tell(ctx, "to_approve", new[:1])


def _sent(view: View) -> str:
    return "returned" if isinstance(view, Ctx) and "decided_at" in view.changes else "waiting"


async def _hand_on(ctx: Ctx) -> None:
    step = await _decide(ctx, "handed_on", ctx.data.reason)
    row = {"position": step["position"], "round": step["round"], "need": "user", "user_id": ctx.data.user}
    ctx.child(ApprovalStep, "approval_id", [{**row, "state": "open", "added_by_id": ctx.actor.id}])
    await _tell(ctx, "to_approve", [row])
    ctx.set(involved=_with(ctx.subject.involved, ctx.actor.id, ctx.data.user))


async def _add_signer(ctx: Ctx) -> None:
    found = turn(ctx)
    assert found is not None
    step, order = found[0], ctx.subject.mode == "order"
    row = {"position": step["position"], "round": step["round"], "need": "user", "user_id": ctx.data.user}
    state = "waiting" if order else "open"
    ctx.child(
        ApprovalStep, "approval_id", [{**row, "state": state, "added_by_id": ctx.actor.id, "note": ctx.data.note or ""}]
    )
    ctx.set(involved=_with(ctx.subject.involved, ctx.data.user))


async def _urge(ctx: Ctx) -> None:
    await _tell(ctx, "urged", ctx.facts[FACTS].open)
    ctx.set(urged_at=ctx.now, urged=ctx.subject.urged + 1)


def _act(name: str, label: str, run: Any = None, form: Any = None, to: Any = None, **more: Any) -> Act:
    return Act(name, SUBJECT.name, label, STAFF, form, source=("waiting",), to=to, run=run, facts=(FACTS,), **more)


ACTS = (
    Act("ask", SUBJECT.name, N_("Ask for approval"), creates=True, run=_ask, by="system"),
    _act("approve", N_("Approve"), _approve, NoteForm, _granted, icon="check"),
    _act("reject", N_("Reject"), _reject, ReasonForm, "rejected", icon="undo", danger=True),
    _act("send_back", N_("Send back"), _send_back, BackForm, _sent, icon="undo"),
    _act("hand_on", N_("Hand on"), _hand_on, HandOnForm, icon="swap"),
    _act("add_signer", N_("Add a signer"), _add_signer, SignerForm, icon="plus"),
    _act("withdraw", N_("Withdraw"), None, None, "withdrawn", icon="undo"),
    _act("urge", N_("Remind"), _urge, icon="urge"),
    Act("void", SUBJECT.name, N_("Void"), source=("waiting", "granted"), to="void", by="system"),
    Act("use", SUBJECT.name, N_("Use"), source=("granted",), to="used", by="system"),
)
RULES = approval_rules.RULES

__all__ = ["ACTS", "RULES", "SCREEN", "SUBJECT"]
