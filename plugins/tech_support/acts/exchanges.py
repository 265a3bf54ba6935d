"""Parts exchanged: free for normal wear within the warranty, else by a supplementary agreement (TS-3.1, TS-3.3)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, day_of
from plugins.service_quality.api import priced
from plugins.tech_support import names as n
from plugins.tech_support.forms import warranty as forms
from plugins.tech_support.models import ExchangeLine
from plugins.tech_support.roles import CARERS
from plugins.tech_support.rules.warranty_facts import SYSTEM, SystemSeen


def _shared(cost: int, free: bool) -> dict[str, int]:
    """Who bears what, in fen: all by the company, or all by the user."""
    return {"cost": cost, "company_pays": cost if free else 0, "user_pays": 0 if free else cost}


async def _report(ctx: Ctx) -> None:
    """The day of the report decides about the warranty, whenever the part is exchanged."""
    system: SystemSeen = ctx.facts[SYSTEM.name]
    covered = system.covers(day_of(ctx.at))
    ctx.set(
        system_id=ctx.data.system,
        customer_id=system.customer_id,
        question_id=ctx.data.question,
        owner_id=ctx.actor.id,
        reported_at=ctx.at,
        in_warranty=covered,
        free=covered and ctx.data.cause == "wear",
    )


async def _find(ctx: Ctx) -> None:
    free = ctx.subject.in_warranty and ctx.data.cause == "wear"
    ctx.set(free=free, **_shared(ctx.subject.cost, free))


async def _charge(ctx: Ctx) -> None:
    """New lines stand for those before; prices are those of the list on this day."""
    charge_no = ctx.subject.charge_no + 1
    lines = [_line(line, item, charge_no) for line, item in await priced(ctx.data.lines, "TS-3.3")]
    ctx.child(ExchangeLine, "exchange_id", lines)
    ctx.set(charge_no=charge_no, **_shared(sum(line["amount"] for line in lines), ctx.subject.free))


def _line(line: dict[str, Any], item: Any, charge_no: int) -> dict[str, Any]:
    amount = line["qty"] * item.price
    priced_as = {"item_id": item.id, "name": item.name, "kind": item.kind, "price": item.price}
    return {**priced_as, "qty": line["qty"], "amount": amount, "charge_no": charge_no}


async def _agree(ctx: Ctx) -> None:
    exchange = ctx.subject
    reason = "after_warranty" if not exchange.in_warranty else "damage"
    made = await ctx.act(
        f"{n.AGREEMENT}.draft",
        system=exchange.system_id,
        reason=reason,
        content=f"{exchange.part} {exchange.finding}".strip(),
        price=exchange.user_pays,
    )
    ctx.set(agreement_id=made.id)
    ctx.answer(agreement=made.number, agreement_id=made.id)


async def _work(ctx: Ctx) -> None:
    ctx.set(exchanged_at=ctx.at)


async def _close(ctx: Ctx) -> None:
    ctx.set(closed_at=ctx.at)


_OPEN = ("reported",)

ACTS = (
    Act(
        "report",
        n.EXCHANGE,
        N_("Report a part to be exchanged"),
        CARERS,
        forms.ExchangeForm,
        "TS-3.1",
        writes=("part", "cause", "finding"),
        run=_report,
        creates=True,
        occurred="reported_at",
        facts=(SYSTEM.name,),
        icon="swap",
    ),
    Act(
        "charge",
        n.EXCHANGE,
        N_("Charge by the price list"),
        CARERS,
        forms.ChargeForm,
        "TS-3.3",
        source=_OPEN,
        run=_charge,
        icon="clip",
    ),
    Act(
        "find_cause",
        n.EXCHANGE,
        N_("Correct the cause"),
        CARERS,
        forms.CauseForm,
        "TS-3.1",
        source=_OPEN,
        writes=("cause", "finding"),
        run=_find,
        icon="pen",
    ),
    Act(
        "draft_agreement",
        n.EXCHANGE,
        N_("Draft the supplementary agreement"),
        CARERS,
        None,
        "TS-3.3",
        source=_OPEN,
        run=_agree,
        icon="pen",
    ),
    Act(
        "work",
        n.EXCHANGE,
        N_("Begin the exchange"),
        CARERS,
        forms.ExchangedForm,
        "TS-3.3",
        source=_OPEN,
        to="working",
        run=_work,
        occurred="exchanged_at",
        icon="wrench",
    ),
    Act(
        "close",
        n.EXCHANGE,
        N_("Close the exchange"),
        CARERS,
        forms.RestoredForm,
        "TS-3.1",
        source=("working",),
        to="closed",
        writes=("restored",),
        run=_close,
        icon="check",
    ),
)
