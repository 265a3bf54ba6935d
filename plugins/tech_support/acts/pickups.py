"""The buyer collects: told ahead; if the day passes without him, a call agrees a new one (TS-1.1)."""

from __future__ import annotations

from datetime import timedelta

from core.api import N_, Act, Ctx, midnight
from plugins.tech_support import names as n
from plugins.tech_support.forms import delivery as forms
from plugins.tech_support.models import PickupCall
from plugins.tech_support.roles import SALES, SHIPPING

_WAITING = ("planned", "noticed", "called")


async def _open(ctx: Ctx) -> None:
    ctx.set(contract_id=ctx.data.contract)


async def _notice(ctx: Ctx) -> None:
    ctx.set(noticed_at=ctx.at)


async def _collect(ctx: Ctx) -> None:
    ctx.set(collected_at=ctx.at)
    await ctx.act(f"{n.CONTRACT}.deliver", ctx.subject.contract_id)


async def _miss(ctx: Ctx) -> None:
    ctx.set(missed_at=midnight(ctx.subject.pickup_on + timedelta(days=1)))


async def _call(ctx: Ctx) -> None:
    call = {
        "at": ctx.at,
        "spoke_with": ctx.data.spoke_with,
        "said": ctx.data.said or "",
        "old_day": ctx.subject.pickup_on,
        "new_day": ctx.data.pickup_on,
        "by_id": ctx.actor.id,
    }
    ctx.child(PickupCall, "pickup_id", [call])
    ctx.set(missed_at=None)


def _act(name: str, label: str, roles: tuple[str, ...], form: type | None, **more: object) -> Act:
    return Act(name, n.PICKUP, label, roles, form, "TS-1.1", **more)  # type: ignore[arg-type]


ACTS = (
    _act(
        "open",
        N_("Open a collection"),
        (),
        forms.OpenPickup,
        writes=("pickup_on",),
        run=_open,
        creates=True,
        by="system",
    ),
    _act(
        "notice",
        N_("Send the collection notice"),
        SALES,
        forms.PickupNotice,
        source=("planned",),
        to="noticed",
        writes=("notice_channel", "notice_to"),
        run=_notice,
        occurred="noticed_at",
        icon="bell",
    ),
    _act(
        "collect",
        N_("Record the collection"),
        SHIPPING,
        forms.Collect,
        source=("noticed", "called"),
        to="collected",
        writes=("collected_by",),
        run=_collect,
        occurred="collected_at",
        icon="check",
    ),
    _act(
        "miss",
        N_("Record that nobody came"),
        SHIPPING,
        None,
        source=_WAITING,
        to="not_collected",
        run=_miss,
        by="either",
        icon="alert",
    ),
    _act(
        "call",
        N_("Call and agree a new day"),
        SALES,
        forms.CallForm,
        source=("not_collected",),
        to="called",
        writes=("pickup_on",),
        run=_call,
        occurred="called_at",
        icon="phone",
    ),
    _act(
        "replace",
        N_("End with the agreed mode of delivery"),
        (),
        None,
        source=(*_WAITING, "not_collected"),
        to="replaced",
        by="system",
    ),
    _act(
        "move",
        N_("Move the collection with the contract"),
        (),
        forms.MovePickup,
        source=_WAITING,
        writes=("pickup_on",),
        by="system",
        corrects=("pickup.notice", "pickup.collect"),
    ),
)
