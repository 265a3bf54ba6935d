"""Service quality is inspected: day-to-day work and after-sales service, for each sale mode by its own list (RS-3)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, take_answers
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import disputes as forms
from plugins.realestate_handover.modes import listed
from plugins.realestate_handover.roles import MANAGER, SENIOR
from plugins.realestate_handover.rules.disputes import AFTER_SALES, DAILY


async def _plan(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(development_id=d.development, listed=listed(d.sale_mode, f"realestate_handover.{d.part}"))


async def _daily(ctx: Ctx) -> None:
    await take_answers(ctx, DAILY)


async def _after(ctx: Ctx) -> None:
    await take_answers(ctx, AFTER_SALES)


def _act(name: str, label: str, form: Any, run: Any, **more: Any) -> Act:
    return Act(name, n.INSPECTION, label, (MANAGER, SENIOR), form, "RS-3", run=run, by="either", **more)


_SAID = ("remark", "measures")
ACTS = (
    _act(
        "plan",
        N_("Plan an inspection"),
        forms.PlanInspection,
        _plan,
        creates=True,
        to=lambda view: str(view.data.part),
        writes=("held_on", "sale_mode", "part", "inspected"),
        icon="plus",
    ),
    _act(
        "inspect_daily",
        N_("Fill in the list of day-to-day work"),
        forms.InspectDaily,
        _daily,
        source=("daily",),
        to="done",
        writes=_SAID,
        quiet=True,
        icon="check",
    ),
    _act(
        "inspect_after",
        N_("Fill in the list of after-sales service"),
        forms.InspectAfter,
        _after,
        source=("after_sales",),
        to="done",
        writes=_SAID,
        quiet=True,
        icon="check",
    ),
)
