"""A contract and the changes of its terms: confirmed with the buyer, recorded, handed to the person in charge (TS-1.0)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.forms import delivery as forms
from plugins.tech_support.models import Pickup, Shipment
from plugins.tech_support.roles import SALES, SHIPPING

_TERMS = ("delivery_on", "place", "mode")
_LIVE = ("agreed", "delivered")
# what a change of day moves and a change of mode ends: goods that are not under way yet
_WAITING = {n.PICKUP: ("planned", "noticed", "not_collected", "called"), n.SHIPMENT: ("packing", "packed", "labelled")}
_MODELS: dict[str, Any] = {n.PICKUP: Pickup, n.SHIPMENT: Shipment}
_WRITES = tuple(name for name in vars(forms.ContractForm) if not name.startswith("_") and name != "customer")


async def _register(ctx: Ctx) -> None:
    ctx.set(customer_id=ctx.data.customer, party_id=ctx.data.customer, owner_id=ctx.actor.id)


async def _change(ctx: Ctx) -> None:
    wished = {name: ctx.data.get(name) for name in ("what", *_TERMS) if ctx.data.get(name)}
    change = await ctx.act(f"{n.CHANGE}.open", contract=ctx.id, known_at=ctx.at, **wished)
    ctx.answer(change=change.number, change_id=change.id)


async def _open_change(ctx: Ctx) -> None:
    ctx.set(contract_id=ctx.data.contract, known_at=ctx.at)


async def _confirm(ctx: Ctx) -> None:
    """A change that was agreed is written into the contract; a collection still to come moves with it, or ends with its mode."""
    change, contract = ctx.subject, ctx.subject.contract_id
    ctx.set(confirmed_at=ctx.at, handed_to_id=ctx.data.handed_to)
    if ctx.data.outcome != "agreed":
        return
    terms = {name: getattr(change, name) for name in _TERMS if getattr(change, name)}
    await ctx.act(f"{n.CONTRACT}.apply_change", contract, reason=change.what[:200], **terms)
    if change.mode:
        await _end_other(ctx, contract, n.SHIPMENT if change.mode == "pickup" else n.PICKUP)
    if change.delivery_on and change.mode != "ship":
        await _move_pickups(ctx, contract, {"pickup_on": change.delivery_on, "reason": change.what[:200]})


async def _end_other(ctx: Ctx, contract: int, other: str) -> None:
    rows = _MODELS[other].filter(contract_id=contract, state__in=_WAITING[other]).order_by("id")
    await ctx.act_many(f"{other}.replace", [{"subject": i} for i in await rows.values_list("id", flat=True)])


async def _move_pickups(ctx: Ctx, contract: int, moved: dict[str, Any]) -> None:
    """A missed day is not moved: there the call agrees the new one."""
    rows = Pickup.filter(contract_id=contract, state__in=["planned", "noticed", "called"]).order_by("id")
    ids = await rows.values_list("id", flat=True)
    await ctx.act_many(f"{n.PICKUP}.move", [{"subject": i, **moved} for i in ids])


async def _apply(ctx: Ctx) -> None:
    ctx.set(**{name: ctx.data.get(name) for name in _TERMS if ctx.data.get(name)})


async def _plan_pickup(ctx: Ctx) -> None:
    pickup = await ctx.act(f"{n.PICKUP}.open", contract=ctx.id, pickup_on=ctx.subject.delivery_on)
    ctx.answer(pickup=pickup.number, pickup_id=pickup.id)


async def _prepare_shipment(ctx: Ctx) -> None:
    sent = {name: ctx.data.get(name) or "" for name in ("shipper", "shipper_address", "shipper_phone")}
    contract = {name: getattr(ctx.subject, name) for name in _TO_SHIPMENT}
    shipment = await ctx.act(f"{n.SHIPMENT}.open", contract=ctx.id, **contract, **sent)
    ctx.answer(shipment=shipment.number, shipment_id=shipment.id)


_TO_SHIPMENT = ("consignee", "destination", "address", "contact", "phone", "postcode")


async def _deliver(ctx: Ctx) -> None:
    ctx.set(delivered_at=ctx.at)


ACTS = (
    Act(
        "register",
        n.CONTRACT,
        N_("Register a contract"),
        SALES,
        forms.ContractForm,
        "TS-1.0",
        writes=_WRITES,
        run=_register,
        creates=True,
        by="either",
        natural=lambda d: str(d["contract_no"]),
        icon="file",
    ),
    Act(
        "plan_pickup",
        n.CONTRACT,
        N_("Plan the collection"),
        SALES,
        None,
        "TS-1.1",
        source=("agreed",),
        run=_plan_pickup,
        icon="inbox",
    ),
    Act(
        "prepare_shipment",
        n.CONTRACT,
        N_("Prepare a shipment"),
        SHIPPING,
        forms.ShipmentForm,
        "TS-1.2b",
        source=("agreed",),
        run=_prepare_shipment,
        icon="up",
    ),
    Act(
        "change_terms",
        n.CONTRACT,
        N_("Record a change of terms"),
        SALES,
        forms.ChangeForm,
        "TS-1.0",
        source=("agreed",),
        run=_change,
        occurred="known_at",
        icon="swap",
    ),
    Act(
        "apply_change",
        n.CONTRACT,
        N_("Write the change into the contract"),
        (),
        forms.ApplyChange,
        "TS-1.0",
        source=("agreed",),
        run=_apply,
        by="system",
        corrects=("delivery",),
    ),
    Act(
        "deliver",
        n.CONTRACT,
        N_("Note the delivery"),
        (),
        None,
        "TS-1.0",
        source=_LIVE,
        to="delivered",
        run=_deliver,
        by="system",
    ),
    Act(
        "complete",
        n.CONTRACT,
        N_("Complete the contract"),
        SALES,
        None,
        "TS-1.0",
        source=("delivered",),
        to="completed",
        icon="check",
    ),
    Act(
        "open",
        n.CHANGE,
        N_("Open a change of terms"),
        (),
        forms.OpenChange,
        "TS-1.0",
        writes=("what", *_TERMS),
        run=_open_change,
        creates=True,
        occurred="known_at",
        by="system",
    ),
    Act(
        "confirm",
        n.CHANGE,
        N_("Confirm with the buyer and hand on"),
        SALES,
        forms.ConfirmChange,
        "TS-1.0",
        source=("open",),
        to="settled",
        writes=("outcome", "confirmed_with", "confirmed_through"),
        run=_confirm,
        icon="check",
    ),
)
