"""Methods of departments, and money in and out of the ring-fenced account by them (CS-3.5.4)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import fund as forms
from plugins.contractor_safety.roles import FINANCE, RESPONSIBLE, SAFETY_COMPANY, SAFETY_UNIT
from plugins.contractor_safety.rules.fund_facts import BOOK, IN_FORCE, METHOD, account_of, department_of, use_of

_DEPARTMENTS = (*RESPONSIBLE, SAFETY_UNIT)
_TREASURERS = (FINANCE, SAFETY_COMPANY)


def _uses(ctx: Ctx) -> list[str]:
    rows = [row["use"].strip() for row in ctx.data.uses or []]
    return list(dict.fromkeys(use_of(use) or use for use in rows)) or list(n.USES)


async def _draft(ctx: Ctx) -> None:
    ctx.set(uses=_uses(ctx), department_id=ctx.data.department or ctx.actor.department_id, owner_id=ctx.actor.id)


async def _change(ctx: Ctx) -> None:
    ctx.set(uses=_uses(ctx))


async def _enforce(ctx: Ctx) -> None:
    """The one before it ends with it."""
    before = ctx.facts[IN_FORCE.name]
    if before and before != ctx.id:
        await ctx.act(f"{n.FUND_METHOD}.replace", before)
    ctx.set(in_force_at=ctx.now)


async def _replace(ctx: Ctx) -> None:
    ctx.set(replaced_at=ctx.now)


def _move(ctx: Ctx, kind: str, account: str, signed: int, **more: Any) -> None:
    ctx.set(
        kind=kind,
        account=account,
        amount=abs(signed),
        signed=signed,
        method_id=ctx.facts[METHOD.name].id,
        department_id=department_of(ctx),
        owner_id=ctx.actor.id,
        at=ctx.now,
        note=ctx.data.note or "",
        **more,
    )


async def _deposit(ctx: Ctx) -> None:
    org, amount = ctx.data.org, ctx.data.amount
    await ctx.post(BOOK, [("payer", org, "deposit", org, str(department_of(ctx)), amount)])
    _move(ctx, "deposit", "deposit", amount, org_id=org)


async def _refund(ctx: Ctx) -> None:
    org, amount = ctx.data.org, ctx.data.amount
    await ctx.post(BOOK, [("deposit", org, "payer", org, str(department_of(ctx)), amount)])
    _move(ctx, "refund", "deposit", -amount, org_id=org, purpose="refund")


async def _pay(ctx: Ctx) -> None:
    account, use = account_of(ctx), use_of(ctx.data.purpose) or ctx.data.purpose
    owner = (ctx.data.org or "") if account == "deposit" else ""
    await ctx.post(BOOK, [(account, owner, "used", use, str(department_of(ctx)), ctx.data.amount)])
    _move(ctx, "use", account, -ctx.data.amount, org_id=ctx.data.org, purpose=use)


async def _penalty(ctx: Ctx) -> None:
    amount = ctx.data.amount
    await ctx.post(BOOK, [("payer", ctx.data.org or "", "penalty", "", str(department_of(ctx)), amount)])
    _move(ctx, "penalty", "penalty", amount, org_id=ctx.data.org, violation_id=ctx.data.violation)


def _money(name: str, label: str, form: type, run: Any, **more: Any) -> Act:
    return Act(
        name,
        n.FUND_MOVE,
        label,
        _TREASURERS,
        form,
        "CS-3.5.4",
        run=run,
        creates=True,
        facts=(METHOD.name,),
        icon="coin",
        **more,
    )


ACTS = (
    Act(
        "draft",
        n.FUND_METHOD,
        N_("Draft a method"),
        _DEPARTMENTS,
        forms.DraftForm,
        "CS-3.5.4",
        writes=("title", "text"),
        run=_draft,
        creates=True,
        icon="plus",
    ),
    Act(
        "change",
        n.FUND_METHOD,
        N_("Change the method"),
        _DEPARTMENTS,
        forms.MethodForm,
        "CS-3.5.4",
        source=("draft",),
        writes=("title", "text"),
        run=_change,
        icon="pen",
    ),
    Act(
        "enforce",
        n.FUND_METHOD,
        N_("Put in force"),
        (*_DEPARTMENTS, SAFETY_COMPANY),
        None,
        "CS-3.5.4",
        source=("draft",),
        to="in_force",
        run=_enforce,
        facts=(IN_FORCE.name,),
        icon="check",
    ),
    Act(
        "replace",
        n.FUND_METHOD,
        N_("Replace by a new one"),
        (),
        None,
        "CS-3.5.4",
        source=("in_force",),
        to="replaced",
        run=_replace,
        by="system",
    ),
    _money("deposit", N_("Take a deposit"), forms.DepositForm, _deposit),
    _money("refund", N_("Refund a deposit"), forms.RefundForm, _refund),
    _money("pay", N_("Pay out of the fund"), forms.PayForm, _pay),
    _money("penalty", N_("Take a penalty"), forms.PenaltyForm, _penalty, by="system"),
)
