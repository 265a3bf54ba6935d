"""Terms of payment, notices ahead of them, receipts (RE-2.3)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, View, day_of
from plugins.realestate_handover import names as n
from plugins.realestate_handover.acts.files import LIVE, assign, end
from plugins.realestate_handover.forms import payments as forms
from plugins.realestate_handover.models import Receipt
from plugins.realestate_handover.roles import CLERKS, MANAGER, MONEY

_OPEN = ("pending", "noticed", "part_paid")


async def book(ctx: Ctx, file: int, **of: Any) -> None:
    """A line of money on the file, which adds it up."""
    d = ctx.data
    row = {
        "amount": d.amount,
        "received_at": ctx.at,
        "payer": d.payer or "",
        "note": d.note or "",
        "by_id": ctx.actor.id,
    }
    await ctx.add(Receipt, file_id=file, **of, **row)
    await ctx.act(f"{n.FILE}.note_receipt", file, amount=d.amount, received_on=day_of(ctx.at))


async def _set_terms(ctx: Ctx) -> None:
    rows = sorted(ctx.data.terms, key=lambda row: row["due_on"])
    ctx.set(terms_total=sum(row["amount"] for row in rows))
    await ctx.act_many(f"{n.TERM}.open", [{"file": ctx.id, "term_no": i, **row} for i, row in enumerate(rows, 1)])


async def _open(ctx: Ctx) -> None:
    ctx.set(file_id=ctx.data.file, open_amount=ctx.data.amount)


async def _notify(ctx: Ctx) -> None:
    """Each notice is a talk with the customer, too (RE-2.7)."""
    ctx.set(noticed_at=ctx.at, notice_channel=ctx.data.channel)
    said = {"channel": ctx.data.channel, "direction": "out", "purpose": "payment", "at": ctx.at}
    await ctx.act(f"{n.CONTACT}.note", file=ctx.subject.file_id, content=ctx.data.content or "", **said)


async def _book(ctx: Ctx) -> None:
    term, amount, on = ctx.subject, ctx.data.amount, day_of(ctx.at)
    ctx.set(paid=term.paid + amount, open_amount=term.open_amount - amount)
    if on <= term.due_on:
        ctx.set(in_time=term.in_time + amount)
    if amount == term.open_amount:
        ctx.set(paid_on=on)
    await book(ctx, term.file_id, term_id=ctx.id)


async def _book_other(ctx: Ctx) -> None:
    """The file is the case itself here: it adds up without asking anybody."""
    d = ctx.data
    row = {
        "amount": d.amount,
        "received_at": ctx.at,
        "payer": d.payer or "",
        "note": d.note or "",
        "by_id": ctx.actor.id,
    }
    await ctx.add(Receipt, file_id=ctx.id, **row)
    received = ctx.subject.received + d.amount
    ctx.set(received=received)
    if received == ctx.subject.price:
        ctx.set(collection_complete_on=day_of(ctx.at))


def _paid(view: View) -> str:
    return "paid" if view.data.amount == view.subject.open_amount else "part_paid"


ACTS = (
    Act(
        "set_terms",
        n.FILE,
        N_("Enter the terms of payment"),
        CLERKS,
        forms.TermsForm,
        "RE-2.3",
        source=LIVE,
        run=_set_terms,
        icon="coin",
    ),
    Act(
        "book",
        n.FILE,
        N_("Book another receipt"),
        MONEY,
        forms.ReceiptForm,
        "RE-2.3",
        source=LIVE,
        run=_book_other,
        occurred="received_at",
        icon="coin",
    ),
    Act(
        "open",
        n.TERM,
        N_("Open a term"),
        (),
        forms.OpenTerm,
        "RE-2.3",
        writes=("term_no", "due_on", "amount"),
        run=_open,
        creates=True,
        by="system",
    ),
    Act(
        "notify",
        n.TERM,
        N_("Tell the customer to pay"),
        CLERKS,
        forms.PaymentNoticeForm,
        "RE-2.3",
        source=("pending", "noticed", "part_paid"),
        to=lambda view: "noticed" if view.subject.state == "pending" else view.subject.state,
        run=_notify,
        occurred="noticed_at",
        icon="bell",
    ),
    Act(
        "book",
        n.TERM,
        N_("Book a receipt"),
        MONEY,
        forms.ReceiptForm,
        "RE-2.3",
        source=_OPEN,
        to=_paid,
        run=_book,
        occurred="received_at",
        icon="coin",
    ),
    Act(
        "move",
        n.TERM,
        N_("Move the due day"),
        (MANAGER,),
        forms.MoveTerm,
        "RE-2.3",
        source=_OPEN,
        writes=("due_on",),
        corrects=("pay.notice", "pay.term"),
        icon="swap",
    ),
    assign(n.TERM),
    end(n.TERM),
)
