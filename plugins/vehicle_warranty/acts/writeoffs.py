"""Write-off on three grounds, and freight (VW-3.6.2, 3.6.3)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import requisitions as forms
from plugins.vehicle_warranty.ledger import PARTS
from plugins.vehicle_warranty.roles_stock import FINANCE, KEEPER, KEEPERS, MANAGERS, TAKERS
from plugins.vehicle_warranty.rules import old_part_facts as o
from plugins.vehicle_warranty.rules.old_part_facts import Grounds

_FREIGHT = ("carrier", "voucher_no", "amount", "old_part_recovered", "reason")


async def _propose(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(
        requisition_id=d.requisition, part_id=d.part, report_id=d.report, old_part_id=d.old_part, owner_id=ctx.actor.id
    )


async def _name(ctx: Ctx) -> None:
    ctx.set(old_part_id=ctx.data.old_part)


async def _approve(ctx: Ctx) -> None:
    ctx.set(approved_at=ctx.now)


async def _write_off(ctx: Ctx) -> None:
    """From the holder into the vehicle; the requisition is settled by it in the same transaction."""
    grounds: Grounds = ctx.facts[o.GROUNDS.name]
    await ctx.act(f"{n.REQUISITION}.consume", ctx.subject.requisition_id, part=ctx.subject.part_id)
    await ctx.post(PARTS, [(grounds.kind, grounds.holder, "vehicle", grounds.vehicle, grounds.part_no, 1)])
    ctx.set(written_off_at=ctx.now)


async def _exchange(ctx: Ctx) -> None:
    ctx.set(exchanged=ctx.subject.exchanged + 1)


async def _enter(ctx: Ctx) -> None:
    ctx.set(order_id=ctx.data.order, owner_id=ctx.actor.id)


async def _freight_off(ctx: Ctx) -> None:
    ctx.set(written_off_at=ctx.now)


ACTS = (
    Act(
        "propose",
        n.WRITE_OFF,
        N_("Propose a write-off"),
        TAKERS,
        forms.WriteOffForm,
        "VW-3.6.2",
        run=_propose,
        creates=True,
        icon="plus",
    ),
    Act(
        "name_old_part",
        n.WRITE_OFF,
        N_("Name the old part"),
        (*TAKERS, KEEPER),
        forms.NameOldPart,
        "VW-3.6.2",
        source=("proposed", "approved"),
        run=_name,
        icon="link",
    ),
    Act(
        "approve",
        n.WRITE_OFF,
        N_("Approve the write-off"),
        MANAGERS,
        None,
        "VW-3.6.2",
        source=("proposed",),
        to="approved",
        run=_approve,
        unlike=("propose", "owner"),
        icon="check",
    ),
    Act(
        "write_off",
        n.WRITE_OFF,
        N_("Write off"),
        KEEPERS,
        None,
        "VW-3.6.2",
        source=("proposed", "approved"),
        to="written_off",
        run=_write_off,
        facts=(o.GROUNDS.name,),
        icon="check",
    ),
    Act("exchange", n.WRITE_OFF, N_("Exchange for new material"), (), None, "VW-3.7.3", run=_exchange, by="system"),
    Act(
        "enter",
        n.FREIGHT,
        N_("Enter a freight voucher"),
        (*TAKERS, KEEPER),
        forms.FreightForm,
        "VW-3.6.3",
        writes=_FREIGHT,
        run=_enter,
        creates=True,
        icon="plus",
    ),
    Act(
        "edit",
        n.FREIGHT,
        N_("Edit"),
        (*TAKERS, KEEPER),
        forms.EditFreight,
        "VW-3.6.3",
        source=("entered",),
        writes=_FREIGHT,
        icon="pen",
    ),
    Act(
        "sign_handler",
        n.FREIGHT,
        N_("Sign as handler"),
        (*TAKERS, KEEPER),
        forms.SignForm,
        "VW-3.6.3",
        source=("entered",),
        signs="freight:handler",
        icon="pen",
    ),
    Act(
        "sign_manager",
        n.FREIGHT,
        N_("Sign as manager"),
        MANAGERS,
        forms.SignForm,
        "VW-3.6.3",
        source=("entered",),
        signs="freight:manager",
        unlike=("enter", "sign_handler", "owner"),
        icon="pen",
    ),
    Act(
        "write_off",
        n.FREIGHT,
        N_("Write off the freight"),
        (FINANCE, KEEPER),
        None,
        "VW-3.6.3",
        source=("entered",),
        to="written_off",
        run=_freight_off,
        icon="check",
    ),
)
