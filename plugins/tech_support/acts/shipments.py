"""We ship: packed, labelled, dispatched, and the buyer told in time how and where (TS-1.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.forms import delivery as forms
from plugins.tech_support.models import CrateItem
from plugins.tech_support.roles import SALES, SHIPPING

_BEFORE = ("packing", "packed", "labelled")
_FROM_CONTRACT = (*n.LABEL, "postcode")


async def _open(ctx: Ctx) -> None:
    ctx.set(contract_id=ctx.data.contract, **{name: ctx.data.get(name) or "" for name in _FROM_CONTRACT})


async def _pack(ctx: Ctx) -> None:
    ctx.set(packed_at=ctx.at)


async def _relabel(ctx: Ctx) -> None:
    """Labels printed before say something else now."""
    ctx.set(labels_at=None)


async def _dispatch(ctx: Ctx) -> None:
    ctx.set(dispatched_at=ctx.at)


async def _notify(ctx: Ctx) -> None:
    ctx.set(noticed_at=ctx.at)


async def _receive(ctx: Ctx) -> None:
    ctx.set(received_at=ctx.at)
    await ctx.act(f"{n.CONTRACT}.deliver", ctx.subject.contract_id)


async def _add_crates(ctx: Ctx) -> None:
    made = await ctx.act_many(f"{n.CRATE}.add", [{"shipment": ctx.id, **row} for row in ctx.data.crates])
    ctx.answer(crates=[crate.number for crate in made])


async def _add_crate(ctx: Ctx) -> None:
    ctx.set(shipment_id=ctx.data.shipment, changed_at=ctx.now)


async def _change_crate(ctx: Ctx) -> None:
    ctx.set(changed_at=ctx.now)


async def _crate_papers(ctx: Ctx) -> None:
    """A new packing list stands for the one before."""
    lines = ctx.data.lines or []
    if ctx.subject.items:
        await ctx.remove(CrateItem, crate_id=ctx.id)
    ctx.child(CrateItem, "crate_id", lines)
    ctx.set(items=len(lines), changed_at=ctx.now)


ACTS = (
    Act(
        "open",
        n.SHIPMENT,
        N_("Open a shipment"),
        (),
        forms.OpenShipment,
        "TS-1.2b",
        run=_open,
        creates=True,
        by="system",
    ),
    Act(
        "pack",
        n.SHIPMENT,
        N_("Check the packing"),
        SHIPPING,
        forms.PackForm,
        "TS-1.2b",
        source=("packing", "packed"),
        to="packed",
        writes=tuple(n.PROOFS),
        run=_pack,
        icon="box",
    ),
    Act(
        "dispatch",
        n.SHIPMENT,
        N_("Dispatch"),
        SHIPPING,
        forms.Dispatch,
        "TS-1.2a",
        source=("labelled",),
        to="dispatched",
        run=_dispatch,
        occurred="dispatched_at",
        icon="up",
    ),
    Act(
        "notify",
        n.SHIPMENT,
        N_("Send the shipping notice"),
        SALES,
        forms.ShippingNotice,
        "TS-1.2a",
        source=("dispatched",),
        to="notified",
        writes=("notice_channel", *n.NOTICE),
        run=_notify,
        occurred="noticed_at",
        icon="bell",
    ),
    Act(
        "receive",
        n.SHIPMENT,
        N_("Record the receipt"),
        SHIPPING,
        forms.Receive,
        "TS-1.0",
        source=("notified",),
        to="received",
        writes=("received_by",),
        run=_receive,
        occurred="received_at",
        icon="check",
    ),
    Act(
        "replace",
        n.SHIPMENT,
        N_("End with the agreed mode of delivery"),
        (),
        None,
        "TS-1.0",
        source=_BEFORE,
        to="replaced",
        by="system",
    ),
    Act(
        "address",
        n.SHIPMENT,
        N_("Change what the labels say"),
        SHIPPING,
        forms.LabelForm,
        "TS-1.2c",
        source=_BEFORE,
        writes=tuple(n.LABEL),
        run=_relabel,
        icon="pen",
    ),
    Act(
        "add_crates",
        n.SHIPMENT,
        N_("Add crates"),
        SHIPPING,
        forms.CratesForm,
        "TS-1.2c",
        source=_BEFORE,
        run=_add_crates,
        icon="plus",
    ),
    Act(
        "add",
        n.CRATE,
        N_("Add a crate"),
        SHIPPING,
        forms.CrateForm,
        "TS-1.2c",
        writes=("crate_no", "equipment", "marks"),
        run=_add_crate,
        creates=True,
        icon="plus",
    ),
    Act(
        "fill",
        n.CRATE,
        N_("Enter packing list and certificate"),
        SHIPPING,
        forms.CratePapers,
        "TS-1.2d",
        source=("open", "packed"),
        to="packed",
        writes=("certificate_no",),
        run=_crate_papers,
        icon="clip",
    ),
    Act(
        "label",
        n.CRATE,
        N_("Change the label"),
        SHIPPING,
        forms.CrateLabel,
        "TS-1.2c",
        writes=("equipment", "marks"),
        run=_change_crate,
        icon="pen",
    ),
)
