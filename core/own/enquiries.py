"""The core's own case: a call can be logged and answered by anybody, also with every plugin off."""

from __future__ import annotations

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Ctx,
    Enquiry,
    Filter,
    Form,
    LongText,
    Lookup,
    Moment,
    Region,
    Screen,
    Stage,
    Subject,
    TicketKind,
)
from core.own.words import CHANNELS, READERS, STAFF

_TITLE = 60


class TakeForm(Form):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Asset"), subject="core.asset")
    channel = Choice(N_("Channel"), choices=list(CHANNELS.items()), required=True)
    question = LongText(N_("Question"), required=True)
    region = Region(N_("Region"), max=40)
    reported_at = Moment(N_("Reported"))


class AnswerForm(Form):
    answer = LongText(N_("Answer"), required=True)


SUBJECT = Subject(
    "core.enquiry",
    Enquiry,
    N_("Enquiry"),
    {"open": Stage(N_("To be answered")), "answered": Stage(N_("Answered")), "closed": Stage(N_("Closed"), "done")},
    "open",
    "ZX",
    ticket_kind=TicketKind("enquiry", N_("Enquiry"), "core.enquiry.take", icon="chat"),
    search=("question",),
    icon="chat",
)


async def _take(ctx: Ctx) -> None:
    d = ctx.data
    ticket = await ctx.act(
        "core.ticket.open",
        kind="enquiry",
        customer=d.customer,
        asset=d.asset,
        title=_title(d.question),
        channel=d.channel,
        region=d.region,
        reported_at=d.reported_at,
    )
    ctx.set(ticket_id=ticket.id)


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


async def _answer(ctx: Ctx) -> None:
    ctx.set(answered_at=ctx.at)


ACTS = (
    Act(
        "take",
        SUBJECT.name,
        N_("Log an enquiry"),
        STAFF,
        TakeForm,
        creates=True,
        writes=("question",),
        run=_take,
        by="either",
        icon="plus",
    ),
    Act(
        "answer",
        SUBJECT.name,
        N_("Answer"),
        STAFF,
        AnswerForm,
        source=("open",),
        to="answered",
        writes=("answer",),
        run=_answer,
        icon="chat",
    ),
    Act("close", SUBJECT.name, N_("Close"), STAFF, source=("answered",), to="closed", icon="check"),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("question", N_("Question")),
        Column("state", N_("State"), "stage"),
        Column("owner_id", N_("Owner"), "user"),
        Column("created_at", N_("Registered"), "instant"),
        Column("answered_at", N_("Answered at"), "instant"),
    ),
    roles=READERS,
    menu=N_("Enquiries"),
    filters=(
        Filter("state", N_("State"), "stage"),
        Filter("owner_id", N_("Owner"), "user"),
        Filter("created_at", N_("Registered"), "day"),
    ),
    sorts=("-id", "-answered_at"),
    facts=(
        Column("question", N_("Question")),
        Column("answer", N_("Answer")),
        Column("answered_at", N_("Answered at"), "instant"),
        Column("owner_id", N_("Owner"), "user"),
        Column("department_id", N_("Department"), "department"),
    ),
    phone=True,
    hint=N_("Questions that no regulation rules. Log one at the call desk."),
)
