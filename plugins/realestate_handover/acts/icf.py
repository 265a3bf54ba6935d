"""Internal contact forms: drafted, sent to management or a department, answered, told to the customer, closed (RE-2.8)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import disputes as forms
from plugins.realestate_handover.roles import AFTER_SALES, CLERKS, MANAGER, SALES, SENIOR, TITLE_CLERK

WRITERS = (AFTER_SALES, SALES, TITLE_CLERK, MANAGER)


async def _draft(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(feedback_id=d.feedback, to_department_id=d.to_department, addressee_id=d.addressee)


async def _edit(ctx: Ctx) -> None:
    ctx.set(to_department_id=ctx.data.to_department, addressee_id=ctx.data.addressee)


async def _send(ctx: Ctx) -> None:
    """From now on it lies with whoever is to answer, who reaches it by owning it."""
    ctx.set(sent_at=ctx.now, owner_id=ctx.subject.addressee_id)


async def _reply(ctx: Ctx) -> None:
    ctx.set(replied_at=ctx.now, replied_by_id=ctx.actor.id)


async def _feed_back(ctx: Ctx) -> None:
    ctx.set(fed_back_at=ctx.at)


def _act(name: str, label: str, form: Any, run: Any, **more: Any) -> Act:
    return Act(name, n.ICF, label, more.pop("roles", WRITERS), form, "RE-2.8", run=run, **more)


ACTS = (
    _act(
        "draft",
        N_("Draft a contact form"),
        forms.DraftContact,
        _draft,
        creates=True,
        by="either",
        writes=("receiver", "title", "content"),
        icon="plus",
    ),
    _act(
        "edit",
        N_("Edit the contact form"),
        forms.EditContact,
        _edit,
        source=("draft",),
        writes=("title", "content"),
        icon="pen",
    ),
    _act("send", N_("Send the contact form"), None, _send, source=("draft",), to="sent", by="either", icon="right"),
    _act(
        "reply",
        N_("Answer the contact form"),
        forms.ReplyForm,
        _reply,
        roles=(*WRITERS, SENIOR, "technician", "agent", "sales_finance"),
        source=("sent",),
        to="answered",
        writes=("reply",),
        unlike=("draft",),
        by="either",
        icon="chat",
    ),
    _act(
        "feed_back",
        N_("Tell the customer"),
        forms.FeedBackForm,
        _feed_back,
        source=("answered",),
        to="fed_back",
        writes=("fed_back_to", "fed_back_by"),
        occurred="fed_back_at",
        by="either",
        icon="phone",
    ),
    _act(
        "close",
        N_("Close the contact form"),
        forms.ResultForm,
        None,
        roles=CLERKS,
        source=("fed_back",),
        to="closed",
        writes=("result",),
        by="either",
        icon="check",
    ),
)
