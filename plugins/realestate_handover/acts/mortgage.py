"""A mortgage: handled for the customer and urged until the whole loan has arrived (RE-2.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, View, day_of
from plugins.realestate_handover import names as n
from plugins.realestate_handover.acts.files import assign, end
from plugins.realestate_handover.acts.payments import book
from plugins.realestate_handover.forms import payments as forms
from plugins.realestate_handover.models import MortgageFollowUp
from plugins.realestate_handover.roles import CLERKS, MONEY

_RUNNING = ("submitted", "approved", "partly_paid")


async def _submit(ctx: Ctx) -> None:
    ctx.set(file_id=ctx.data.file, submitted_on=ctx.data.submitted_on or day_of(ctx.now), owner_id=ctx.actor.id)


async def _approve(ctx: Ctx) -> None:
    ctx.set(approved_on=ctx.data.approved_on or day_of(ctx.now))


async def _follow_up(ctx: Ctx) -> None:
    d = ctx.data
    row = {"at": ctx.at, "contact": d.contact, "result": d.result, "next_on": d.next_on, "by_id": ctx.actor.id}
    ctx.child(MortgageFollowUp, "mortgage_id", [row])
    ctx.set(last_result=d.result)


def whole(view: View) -> bool:
    """Whether with this arrival the whole loan is there."""
    return bool(view.subject.arrived + view.data.amount == view.subject.loan_amount)


async def _arrive(ctx: Ctx) -> None:
    ctx.set(arrived=ctx.subject.arrived + ctx.data.amount)
    if whole(ctx):
        ctx.set(paid_out_on=day_of(ctx.at))
    await book(ctx, ctx.subject.file_id, mortgage_id=ctx.id)


ACTS = (
    Act(
        "submit",
        n.MORTGAGE,
        N_("Submit a mortgage to the bank"),
        CLERKS,
        forms.SubmitForm,
        "RE-2.2",
        writes=("bank", "loan_amount", "papers"),
        run=_submit,
        creates=True,
        icon="plus",
    ),
    Act(
        "approve",
        n.MORTGAGE,
        N_("Record the bank's approval"),
        CLERKS,
        forms.ApproveForm,
        "RE-2.2",
        source=("submitted",),
        to="approved",
        writes=("approval_no",),
        run=_approve,
        icon="check",
    ),
    Act(
        "follow_up",
        n.MORTGAGE,
        N_("Follow up at the bank"),
        CLERKS,
        forms.FollowUpForm,
        "RE-2.2",
        source=_RUNNING,
        run=_follow_up,
        occurred="followed_up_at",
        icon="phone",
    ),
    Act(
        "book",
        n.MORTGAGE,
        N_("Book an arrival from the bank"),
        MONEY,
        forms.ReceiptForm,
        "RE-2.2",
        source=("approved", "partly_paid"),
        to=lambda view: "paid_out" if whole(view) else "partly_paid",
        run=_arrive,
        occurred="received_at",
        icon="coin",
    ),
    assign(n.MORTGAGE),
    end(n.MORTGAGE),
)
