"""Old parts from the vehicle to their end (VW-3.4.2e4, 3.7.5)."""

from __future__ import annotations

from datetime import date, timedelta

from core.api import N_, Act, Ctx, day_of, months_later
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty import policies_stock as policies
from plugins.vehicle_warranty.forms import requisitions as forms
from plugins.vehicle_warranty.ledger import MAIN, PARTS
from plugins.vehicle_warranty.roles_stock import KEEPERS, MASTERS, TAKERS
from plugins.vehicle_warranty.rules import old_part_facts as o
from plugins.vehicle_warranty.rules.old_part_facts import OldSeen, PartSeen
from plugins.vehicle_warranty.rules.report_facts import REPORT_SEEN, ReportSeen


async def _remove(ctx: Ctx) -> None:
    """The supplier's warranty is judged by the vehicle's purchase and mileage when the part came out (VW-3.8)."""
    part: PartSeen = ctx.facts[o.PART.name]
    report: ReportSeen = ctx.facts[REPORT_SEEN.name]
    km = ctx.data.km if ctx.data.km is not None else report.km
    until = months_later(report.purchased_on, part.months) if part.months and report.purchased_on else None
    here = bool(part.supplier) and (until is None or until >= day_of(ctx.at)) and (until is not None or bool(part.km))
    ctx.set(
        report_id=ctx.data.report,
        order_id=report.order_id,
        vehicle=report.vehicle,
        part_id=part.id,
        owner_id=ctx.actor.id,
        supplier=part.supplier,
        supplier_until=until,
        supplier_km=part.km,
        km=km,
        claimable=here and not (part.km and km is not None and km > part.km),
        removed_at=ctx.at,
    )


async def _pack(ctx: Ctx) -> None:
    ctx.set(packed_at=ctx.now)


async def _bring(ctx: Ctx) -> None:
    ctx.set(back_at=ctx.at)


async def _receive(ctx: Ctx) -> None:
    """Booked in from the vehicle; it is to be dealt with by the end of the month after this one."""
    old: OldSeen = ctx.facts[o.OLD.name]
    await ctx.post(PARTS, [("vehicle", ctx.subject.vehicle, "old_parts", MAIN, old.part_no, 1)])
    months = int(ctx.policy(policies.OLD_PART_DEAL))
    first = day_of(ctx.now).replace(day=1)
    ctx.set(received_at=ctx.now, deal_by=_last_day(months_later(first, months)))


def _last_day(day: date) -> date:
    return months_later(day.replace(day=1), 1) - timedelta(days=1)


async def _to_supplier(ctx: Ctx) -> None:
    await _dispose(ctx, "supplier", "supplier", ctx.subject.supplier)


async def _scrap(ctx: Ctx) -> None:
    await _dispose(ctx, "scrap", "scrap", MAIN)


async def _repair(ctx: Ctx) -> None:
    await _dispose(ctx, "repair", n.STORE, MAIN)


async def _dispose(ctx: Ctx, disposition: str, kind: str, owner: str) -> None:
    old: OldSeen = ctx.facts[o.OLD.name]
    await ctx.post(PARTS, [("old_parts", MAIN, kind, owner, old.part_no, 1)])
    ctx.set(disposition=disposition, disposed_at=ctx.now)


async def _hold(ctx: Ctx) -> None:
    ctx.set(disposition="held")


_HERE = ("received", "held")
_SEEN = (o.OLD.name,)
ACTS = (
    Act(
        "remove",
        n.OLD,
        N_("Tag an old part"),
        TAKERS,
        forms.RemoveForm,
        "VW-3.4.2e4",
        writes=("serial", "new_serial"),
        run=_remove,
        creates=True,
        facts=(o.PART.name, REPORT_SEEN.name),
        icon="plus",
    ),
    Act(
        "pack",
        n.OLD,
        N_("Pack"),
        TAKERS,
        forms.PackForm,
        "VW-3.4.2e4",
        source=("removed",),
        to="packed",
        run=_pack,
        icon="box",
    ),
    Act(
        "bring_back",
        n.OLD,
        N_("Bring back"),
        TAKERS,
        forms.TakenForm,
        "VW-3.4.2e4",
        source=("packed",),
        to="brought_back",
        run=_bring,
        occurred="back_at",
        icon="route",
    ),
    Act(
        "receive",
        n.OLD,
        N_("Receive the old part"),
        KEEPERS,
        None,
        "VW-3.4.2e4",
        source=("packed", "brought_back"),
        to="received",
        run=_receive,
        facts=_SEEN,
        icon="check",
    ),
    Act(
        "return_supplier",
        n.OLD,
        N_("Return to the supplier"),
        MASTERS,
        None,
        "VW-3.7.5",
        source=_HERE,
        to="disposed",
        run=_to_supplier,
        facts=_SEEN,
        icon="undo",
    ),
    Act(
        "hold",
        n.OLD,
        N_("Hold for a claim"),
        (),
        None,
        "VW-3.7.5",
        source=_HERE,
        to="held",
        run=_hold,
        by="system",
    ),
    Act(
        "scrap",
        n.OLD,
        N_("Scrap"),
        MASTERS,
        None,
        "VW-3.7.5",
        source=_HERE,
        to="disposed",
        run=_scrap,
        facts=_SEEN,
        danger=True,
        confirm=N_("A scrapped part can no longer be claimed for."),
        icon="cross",
    ),
    Act(
        "repair",
        n.OLD,
        N_("Repaired, back into the store"),
        MASTERS,
        None,
        "VW-3.7.5",
        source=_HERE,
        to="disposed",
        run=_repair,
        facts=_SEEN,
        icon="wrench",
    ),
)
