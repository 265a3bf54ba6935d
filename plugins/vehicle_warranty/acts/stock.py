"""Parts, accounts, receipts and counts (VW-3.7.1 to 3.7.3, 3.7.6)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, day_of
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import stock as forms
from plugins.vehicle_warranty.ledger import MAIN, PARTS
from plugins.vehicle_warranty.models.parts import ReceiptLine
from plugins.vehicle_warranty.roles_stock import KEEPERS, MANAGERS, MASTERS
from plugins.vehicle_warranty.rules import stock_facts as f

_PART = ("name", "spec", "unit", "supplier")


async def _describe(ctx: Ctx) -> None:
    """Left empty, a price and a supplier's warranty are none."""
    ctx.set(**{name: getattr(ctx.data, name) or 0 for name in ("price", "supplier_months", "supplier_km")})


async def _open(ctx: Ctx) -> None:
    d = ctx.data
    if d.kind == n.TECHNICIAN:
        ctx.set(owner_id=d.technician)
    if d.department:
        ctx.set(department_id=d.department)


async def _make_out(ctx: Ctx) -> None:
    ctx.set(write_off_id=ctx.data.write_off, owner_id=ctx.actor.id)
    rows = [{"part_id": row["part"], "qty": row["qty"]} for row in ctx.data.lines or ()]
    ctx.child(ReceiptLine, "note_id", rows)


async def _book(ctx: Ctx) -> None:
    note = ctx.subject
    if note.write_off_id:
        await ctx.act(f"{n.WRITE_OFF}.exchange", note.write_off_id)
    lines = ctx.facts[f.RECEIVED.name]
    await ctx.post(PARTS, [("supplier", note.supplier, n.STORE, MAIN, part_no, qty) for part_no, qty in lines])
    ctx.set(booked_at=ctx.now)


async def _count(ctx: Ctx) -> None:
    """What the book held when it was counted stays with the count: what moves meanwhile is no difference."""
    book = (ctx.facts.get(f.BALANCE.name) or 0) if ctx.data.part_no else 0
    ctx.set(
        part_id=ctx.facts[f.PART_NO.name]["id"],
        book_qty=book,
        difference=ctx.data.found - book,
        taken_on=ctx.data.taken_on or day_of(ctx.now),
        owner_id=ctx.actor.id,
    )


async def _book_difference(ctx: Ctx) -> None:
    take, part_no = ctx.subject, ctx.facts[f.COUNTED.name]
    here, away = (take.kind, take.holder), ("difference", MAIN)
    difference = take.difference or 0  # a count not written down has none
    if difference > 0:
        await ctx.post(PARTS, [(*away, *here, part_no, difference)])
    elif difference < 0:
        await ctx.post(PARTS, [(*here, *away, part_no, -difference)])
    ctx.set(booked_at=ctx.now)


ACTS = (
    Act(
        "register",
        n.PART,
        N_("Register a spare part"),
        MASTERS,
        forms.PartForm,
        "VW-3.7.1",
        writes=("part_no", *_PART),
        run=_describe,
        creates=True,
        icon="plus",
    ),
    Act(
        "edit",
        n.PART,
        N_("Edit"),
        MASTERS,
        forms.EditPart,
        "VW-3.7.1",
        source=("active",),
        writes=_PART,
        run=_describe,
        icon="pen",
    ),
    Act(
        "retire",
        n.PART,
        N_("Retire the part"),
        MASTERS,
        None,
        "VW-3.7.1",
        source=("active",),
        to="retired",
        danger=True,
    ),
    Act(
        "open",
        n.ACCOUNT,
        N_("Open a stock account"),
        MASTERS,
        forms.AccountForm,
        "VW-3.7.6",
        writes=("kind", "name"),
        run=_open,
        creates=True,
        by="either",
        icon="plus",
    ),
    Act(
        "make_out",
        n.RECEIPT,
        N_("Make out a receipt note"),
        KEEPERS,
        forms.ReceiptForm,
        "VW-3.7.2",
        writes=("kind", "supplier", "bill_no"),
        run=_make_out,
        creates=True,
        icon="plus",
    ),
    Act(
        "book",
        n.RECEIPT,
        N_("Book in"),
        KEEPERS,
        None,
        "VW-3.7.2",
        source=("drawn_up",),
        to="booked",
        run=_book,
        facts=(f.RECEIVED.name,),
        icon="check",
    ),
    Act(
        "count",
        n.TAKE,
        N_("Record a stock-take"),
        KEEPERS,
        forms.CountForm,
        "VW-3.7.1",
        writes=("kind", "holder", "bin", "found", "spec_ok", "quality_ok"),
        run=_count,
        creates=True,
        facts=(f.PART_NO.name, f.BALANCE.name),
        icon="plus",
    ),
    Act(
        "book_difference",
        n.TAKE,
        N_("Book the difference"),
        MANAGERS,
        None,
        "VW-3.7.1",
        source=("counted",),
        to="booked",
        run=_book_difference,
        unlike=("count", "owner"),
        facts=(f.COUNTED.name,),
        icon="check",
    ),
)
