"""Advances and expenses of a trip (VW-3.4.1c, 3.4.3d)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import money as forms
from plugins.vehicle_warranty.models.expenses import ExpenseLine
from plugins.vehicle_warranty.roles_stock import FINANCE, MANAGERS, TAKERS
from plugins.vehicle_warranty.rules import money_facts as m
from plugins.vehicle_warranty.rules.money_facts import ExpenseSeen


async def _mine(ctx: Ctx) -> None:
    ctx.set(order_id=ctx.data.order, owner_id=ctx.actor.id)


async def _pay_advance(ctx: Ctx) -> None:
    ctx.set(paid_at=ctx.now)


async def _submit(ctx: Ctx) -> None:
    rows = [{**row, "voucher_no": row.get("voucher_no") or ""} for row in ctx.data.lines or ()]
    ctx.set(order_id=ctx.data.order, owner_id=ctx.actor.id, total=sum(row["amount"] for row in rows))
    ctx.child(ExpenseLine, "expense_id", rows)


async def _voucher(ctx: Ctx) -> None:
    line = await ExpenseLine.filter(expense_id=ctx.id, what=ctx.data.what, voucher_no="").first().values("id")
    changes = {"voucher_no": ctx.data.voucher_no}
    await ctx.take(ExpenseLine, (line or {}).get("id", 0), "VW-3.4.3d", where={"voucher_no": ""}, changes=changes)


async def _pay(ctx: Ctx) -> None:
    """Advances drawn for the trip are set against it; what is below nothing the person pays back."""
    seen: ExpenseSeen = ctx.facts[m.EXPENSE.name]
    await ctx.act_many(f"{n.ADVANCE}.set_off", [{"subject": i, "expense": ctx.id} for i, _fen in seen.advances])
    drawn = sum(fen for _id, fen in seen.advances)
    ctx.set(advance=drawn, payable=ctx.subject.total - drawn, paid_at=ctx.now)


async def _set_off(ctx: Ctx) -> None:
    ctx.set(expense_id=ctx.data.expense)


def _act(on: str, name: str, label: str, roles: tuple[str, ...], form: type | None, **more: object) -> Act:
    clause = "VW-3.4.1c" if on == n.ADVANCE else "VW-3.4.3d"
    return Act(name, on, label, roles, form, clause, **more)  # type: ignore[arg-type]


ACTS = (
    _act(
        n.ADVANCE,
        "ask",
        N_("Ask for a cash advance"),
        TAKERS,
        forms.AdvanceForm,
        writes=("amount", "reason"),
        run=_mine,
        creates=True,
        icon="plus",
    ),
    _act(
        n.ADVANCE,
        "approve",
        N_("Approve the advance"),
        MANAGERS,
        None,
        source=("asked",),
        to="approved",
        unlike=("ask", "owner"),
        icon="check",
    ),
    _act(
        n.ADVANCE,
        "reject",
        N_("Reject"),
        MANAGERS,
        forms.RejectForm,
        source=("asked",),
        to="rejected",
        unlike=("ask", "owner"),
        icon="cross",
    ),
    _act(
        n.ADVANCE,
        "pay",
        N_("Pay out"),
        (FINANCE,),
        None,
        source=("approved",),
        to="paid",
        run=_pay_advance,
        unlike=("ask", "owner"),
        icon="coin",
    ),
    _act(
        n.ADVANCE, "set_off", N_("Set off"), (), forms.OffForm, source=("paid",), to="offset", run=_set_off, by="system"
    ),
    _act(
        n.EXPENSE,
        "submit",
        N_("Claim expenses"),
        TAKERS,
        forms.ExpenseForm,
        run=_submit,
        creates=True,
        icon="plus",
    ),
    _act(
        n.EXPENSE,
        "add_voucher",
        N_("Add a voucher"),
        TAKERS,
        forms.VoucherForm,
        source=("submitted",),
        run=_voucher,
        icon="clip",
    ),
    _act(
        n.EXPENSE,
        "approve",
        N_("Approve the expenses"),
        MANAGERS,
        None,
        source=("submitted",),
        to="approved",
        unlike=("submit", "owner"),
        icon="check",
    ),
    _act(
        n.EXPENSE,
        "reject",
        N_("Reject"),
        MANAGERS,
        forms.RejectForm,
        source=("submitted",),
        to="rejected",
        writes=("remark",),
        unlike=("submit", "owner"),
        icon="cross",
    ),
    _act(
        n.EXPENSE,
        "pay",
        N_("Pay and set off the advance"),
        (FINANCE,),
        None,
        source=("approved",),
        to="paid",
        run=_pay,
        unlike=("submit", "owner"),
        facts=(m.EXPENSE.name,),
        icon="coin",
    ),
)
