"""A question from the call to its solution. Sessions and visits are opened from here, so that consent and agreement have one door."""

from __future__ import annotations

from core.api import N_, Act, Ctx, RouteTarget, host
from plugins.tech_support.channels import ON_TICKET
from plugins.tech_support.forms import support as forms
from plugins.tech_support.regions import REGION, ROUTING, city_of
from plugins.tech_support.roles import INTAKE, MANAGERS, STAFF
from plugins.tech_support.subjects import QUESTION, SESSION, VISIT

ANSWERED = ("answered", "remote", "on_site")


def office_of(ctx: Ctx, region: str) -> RouteTarget | None:
    """What the company has set for the region as it was written, else what holds for the city it means."""
    city = city_of(region)
    return ctx.route(ROUTING, region) or (ctx.route(ROUTING, city) if city else None)


async def _ask(ctx: Ctx) -> None:
    """Department and person by TS-5.4. Without an office for the region whoever took the question owes the answer: none may get lost."""
    d = ctx.data
    region = d.region or ctx.facts.get(REGION) or ""
    department, owner = _in_charge(office_of(ctx, region))
    ticket = await ctx.act(
        "core.ticket.open",
        kind="question",
        customer=d.customer,
        asset=d.asset,
        title=d.title,
        channel=ON_TICKET[d.channel],
        region=region,
        reported_at=ctx.at,
        department=department,
        owner=owner,
    )
    ctx.set(ticket_id=ticket.id, customer_id=d.customer, asset_id=d.asset, region=region, asked_at=ctx.at)
    ctx.set(department_id=department or ctx.actor.department_id, owner_id=owner or ctx.actor.id)


def _in_charge(office: RouteTarget | None) -> tuple[int | None, int | None]:
    """Department and person of an office; a person alone stands for his own department."""
    if office is None:
        return None, None
    own = host().directory.user_department.get(office.user_id) if office.user_id else None
    return office.department_id or own, office.user_id


async def _acknowledge(ctx: Ctx) -> None:
    ctx.set(acknowledged_at=ctx.at)


async def _take(ctx: Ctx) -> None:
    ctx.set(owner_id=ctx.actor.id)


async def _answer(ctx: Ctx) -> None:
    ctx.set(answered_at=ctx.at, answered_by_id=ctx.actor.id, owner_id=ctx.subject.owner_id or ctx.actor.id)


async def _arrange_remote(ctx: Ctx) -> None:
    session = await ctx.act(
        f"{SESSION}.open",
        question=ctx.id,
        consent_by=ctx.data.consent_by or "",
        consent_at=ctx.at if ctx.data.consent_by else None,
    )
    ctx.answer(session=session.number, session_id=session.id)


async def _agree_on_site(ctx: Ctx) -> None:
    visit = await ctx.act(
        f"{VISIT}.open",
        question=ctx.id,
        agreed_with=ctx.data.agreed_with,
        agreed_at=ctx.at,
        address=ctx.data.address or "",
        engineer=ctx.data.engineer,
    )
    ctx.answer(visit=visit.number, visit_id=visit.id)


async def _solve(ctx: Ctx) -> None:
    ctx.set(solved_at=ctx.at)


async def _reopen(ctx: Ctx) -> None:
    """A question that comes back is a question: it gets a clock of its own and the old answer does not count for it."""
    ctx.set(
        answer="",
        answer_channel="",
        answered_at=None,
        answered_by_id=None,
        solution="",
        solved_at=None,
        acknowledged_at=None,
    )


ACTS = (
    Act(
        "ask",
        QUESTION,
        N_("Register a question"),
        INTAKE,
        forms.Ask,
        "TS-5.1",
        to="asked",
        writes=("title", "content", "channel"),
        run=_ask,
        creates=True,
        occurred="asked_at",
        icon="chat",
        facts=(REGION,),
    ),
    Act(
        "acknowledge",
        QUESTION,
        N_("Confirm receipt"),
        STAFF,
        forms.Acknowledge,
        "TS-5.1",
        source=("asked",),
        run=_acknowledge,
        by="either",
        icon="bell",
    ),
    Act(
        "take", QUESTION, N_("Take over"), STAFF, clause="TS-5.4", source=("asked", "answered"), run=_take, icon="user"
    ),
    Act(
        "answer",
        QUESTION,
        N_("Answer"),
        STAFF,
        forms.Answer,
        "TS-5.1",
        source=("asked",),
        to="answered",
        writes=("answer", "answer_channel"),
        run=_answer,
        occurred="answered_at",
        icon="chat",
    ),
    Act(
        "arrange_remote",
        QUESTION,
        N_("Arrange remote maintenance"),
        STAFF,
        forms.ArrangeRemote,
        "TS-5.2",
        source=ANSWERED,
        to="remote",
        run=_arrange_remote,
        occurred="consent_at",
        icon="side",
    ),
    Act(
        "agree_on_site",
        QUESTION,
        N_("Agree an on-site visit"),
        STAFF,
        forms.AgreeOnSite,
        "TS-5.3",
        source=ANSWERED,
        to="on_site",
        run=_agree_on_site,
        occurred="agreed_at",
        icon="pin",
    ),
    Act(
        "solve",
        QUESTION,
        N_("Mark as solved"),
        STAFF,
        forms.Solve,
        "TS-5.1",
        source=ANSWERED,
        to="solved",
        writes=("solution",),
        run=_solve,
        icon="check",
    ),
    Act(
        "reopen",
        QUESTION,
        N_("Reopen"),
        INTAKE,
        forms.Reopen,
        "TS-5.1",
        source=("solved", "breached"),
        to="asked",
        run=_reopen,
        icon="undo",
    ),
    Act(
        "record_breach",
        QUESTION,
        N_("Close as a breach"),
        MANAGERS,
        forms.Breach,
        "TS-0",
        source=("asked",),
        to="breached",
        writes=("breach",),
        icon="alert",
        danger=True,
        confirm=N_("The breach stays on record. Close the question?"),
    ),
)
