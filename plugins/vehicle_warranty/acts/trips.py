"""Outing orders and service reports, as far as parts and money rest on them."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import trips as forms
from plugins.vehicle_warranty.roles_stock import MANAGERS, TAKERS


async def _issue(ctx: Ctx) -> None:
    ctx.set(customer_id=ctx.data.customer, owner_id=ctx.data.technician)


async def _back(ctx: Ctx) -> None:
    ctx.set(back_at=ctx.at)


async def _write(ctx: Ctx) -> None:
    ctx.set(order_id=ctx.data.order, owner_id=ctx.actor.id)


async def _end(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.now)


async def _approve(ctx: Ctx) -> None:
    ctx.set(approved_at=ctx.now)


ACTS = (
    Act(
        "issue",
        n.ORDER,
        N_("Issue an outing order"),
        MANAGERS,
        forms.OrderForm,
        "VW-3.4.1a",
        writes=("vehicle", "purchased_on", "km", "task"),
        run=_issue,
        creates=True,
        icon="plus",
    ),
    Act(
        "come_back",
        n.ORDER,
        N_("Report back"),
        TAKERS,
        forms.BackForm,
        "VW-3.4.3a",
        source=("issued",),
        to="back",
        run=_back,
        occurred="back_at",
        icon="route",
    ),
    Act(
        "write",
        n.REPORT,
        N_("Write a service report"),
        TAKERS,
        forms.ReportForm,
        "VW-3.3.2",
        writes=("cause", "handling"),
        run=_write,
        creates=True,
        icon="plus",
    ),
    Act(
        "end_service",
        n.REPORT,
        N_("End the service"),
        TAKERS,
        None,
        "VW-3.3.2",
        source=("draft",),
        to="ended",
        run=_end,
        icon="check",
    ),
    Act(
        "sign",
        n.REPORT,
        N_("Have the user sign"),
        TAKERS,
        forms.UserSignForm,
        "VW-3.3.2",
        source=("ended",),
        to="signed",
        writes=("user_opinion",),
        signs="report:user",
        icon="pen",
    ),
    Act(
        "approve",
        n.REPORT,
        N_("Approve the report"),
        MANAGERS,
        None,
        "VW-3.4.3c",
        source=("signed",),
        to="approved",
        run=_approve,
        unlike=("write", "owner"),
        icon="check",
    ),
)
