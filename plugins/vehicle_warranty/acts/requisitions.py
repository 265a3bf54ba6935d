"""Requisitions: opinion, approval, issue, return (VW-3.6.1, 3.7.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.api import N_, Act, Ctx, View
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import requisitions as forms
from plugins.vehicle_warranty.ledger import MAIN, PARTS
from plugins.vehicle_warranty.models.requisitions import RequisitionLine
from plugins.vehicle_warranty.roles_stock import KEEPERS, MANAGERS, TAKERS
from plugins.vehicle_warranty.rules import stock_facts as f
from plugins.vehicle_warranty.rules.stock_facts import LineSeen, RequisitionSeen
from plugins.vehicle_warranty.rules.stock_gates import wanted

_AFTER = ("approved", "issued")


def _rows(ctx: Ctx) -> list[dict[str, int]]:
    """Approved is what is asked for, until the manager approves less; nothing is issued before he has approved."""
    return [{"part_id": r["part"], "asked": r["qty"], "approved": r["qty"]} for r in ctx.data.lines or ()]


async def _draft(ctx: Ctx) -> None:
    account = ctx.data.account or ctx.facts.get(f.OWN_ACCOUNT.name)
    if account is None:
        made = await ctx.act(f"{n.ACCOUNT}.open", kind=n.TECHNICIAN, name=ctx.actor.name, technician=ctx.actor.id)
        account = made.id
    ctx.set(account_id=account, order_id=ctx.data.order, owner_id=ctx.actor.id)
    ctx.child(RequisitionLine, "requisition_id", _rows(ctx))


async def _revise(ctx: Ctx) -> None:
    if ctx.data.lines:
        await ctx.remove(RequisitionLine, requisition_id=ctx.id)
        ctx.child(RequisitionLine, "requisition_id", _rows(ctx))


async def _submit(ctx: Ctx) -> None:
    ctx.set(submitted_at=ctx.now)


async def _approve(ctx: Ctx) -> None:
    """Only lines on which less is approved are written."""
    seen: RequisitionSeen = ctx.facts[f.REQUISITION.name]
    for row in ctx.data.lines or ():
        line = seen.line(row["part"])
        if line is not None:
            await ctx.take(RequisitionLine, line.id, "VW-3.6.1", where={}, changes={"approved": row["qty"]})
    ctx.set(decided_at=ctx.now)


async def _reject(ctx: Ctx) -> None:
    ctx.set(decided_at=ctx.now)


async def _issue(ctx: Ctx) -> None:
    """Each shown line is taken by a conditional UPDATE: of two who issue the same, one is refused (VW-3.7.4)."""
    seen: RequisitionSeen = ctx.facts[f.REQUISITION.name]
    moves = []
    for part_id, qty in wanted(ctx):
        line = seen.line(part_id)
        if line is None:
            continue
        changes = {"issued": line.issued + qty}
        await ctx.take(RequisitionLine, line.id, "VW-3.7.4", where={"issued": line.issued}, changes=changes)
        moves.append((n.STORE, MAIN, seen.kind, seen.holder, line.part_no, qty))
    await ctx.post(PARTS, moves)


async def _settle(ctx: Ctx, rows: Sequence[Mapping[str, int]]) -> list[tuple[LineSeen, int]]:
    seen: RequisitionSeen = ctx.facts[f.REQUISITION.name]
    found = []
    for row in rows:
        line = seen.line(row["part"])
        if line is not None:
            where, changes = {"settled": line.settled}, {"settled": line.settled + row["qty"]}
            await ctx.take(RequisitionLine, line.id, "VW-3.7.4", where=where, changes=changes)
            found.append((line, row["qty"]))
    return found


async def _return(ctx: Ctx) -> None:
    seen: RequisitionSeen = ctx.facts[f.REQUISITION.name]
    settled = await _settle(ctx, ctx.data.lines)
    await ctx.post(PARTS, [(seen.kind, seen.holder, n.STORE, MAIN, line.part_no, qty) for line, qty in settled])


async def _consume(ctx: Ctx) -> None:
    await _settle(ctx, [{"part": ctx.data.part, "qty": 1}])


def _rest(view: View, rows: Sequence[Mapping[str, int]]) -> str:
    """Settled when all that was approved is issued, and all that was issued is back or written off."""
    now = {row["part"]: row["qty"] for row in rows}
    lines = view.facts[f.REQUISITION.name].lines
    done = all(ln.open == 0 and ln.held == now.get(ln.part_id, 0) for ln in lines)
    return "settled" if done else "issued"


def _after_return(view: View) -> str:
    return _rest(view, view.data.lines or ())


def _after_consume(view: View) -> str:
    return _rest(view, [{"part": view.data.part, "qty": 1}])


_SEEN = (f.REQUISITION.name,)
ACTS = (
    Act(
        "draft",
        n.REQUISITION,
        N_("Draw up a requisition"),
        TAKERS,
        forms.DraftForm,
        "VW-3.6.1",
        writes=("opinion",),
        run=_draft,
        creates=True,
        facts=(f.OWN_ACCOUNT.name,),
        icon="plus",
    ),
    Act(
        "revise",
        n.REQUISITION,
        N_("Revise"),
        TAKERS,
        forms.ReviseForm,
        "VW-3.6.1",
        source=("draft",),
        writes=("opinion",),
        run=_revise,
        icon="pen",
    ),
    Act(
        "submit",
        n.REQUISITION,
        N_("Submit for approval"),
        TAKERS,
        None,
        "VW-3.6.1",
        source=("draft",),
        to="submitted",
        run=_submit,
        icon="right",
    ),
    Act(
        "approve",
        n.REQUISITION,
        N_("Approve the requisition"),
        MANAGERS,
        forms.ApproveForm,
        "VW-3.6.1",
        source=("submitted",),
        to="approved",
        run=_approve,
        unlike=("draft", "submit", "owner"),
        facts=_SEEN,
        icon="check",
    ),
    Act(
        "reject",
        n.REQUISITION,
        N_("Reject"),
        MANAGERS,
        forms.RejectForm,
        "VW-3.6.1",
        source=("submitted",),
        to="rejected",
        writes=("remark",),
        run=_reject,
        unlike=("draft", "submit", "owner"),
        icon="cross",
    ),
    Act(
        "issue",
        n.REQUISITION,
        N_("Issue the parts"),
        KEEPERS,
        forms.IssueForm,
        "VW-3.7.4",
        to="issued",
        run=_issue,
        facts=_SEEN,
        batch=True,
        icon="swap",
    ),
    Act(
        "return_unused",
        n.REQUISITION,
        N_("Take back unused parts"),
        KEEPERS,
        forms.BackForm,
        "VW-3.7.4",
        source=("issued",),
        to=_after_return,
        run=_return,
        facts=_SEEN,
        icon="undo",
    ),
    Act(
        "consume",
        n.REQUISITION,
        N_("Settle by write-off"),
        (),
        forms.ConsumeForm,
        "VW-3.7.4",
        source=("issued",),
        to=_after_consume,
        run=_consume,
        by="system",
        facts=_SEEN,
    ),
    Act(
        "close",
        n.REQUISITION,
        N_("Close, the rest is not needed"),
        KEEPERS,
        None,
        "VW-3.7.4",
        source=_AFTER,
        to="settled",
        icon="lock",
    ),
)
