"""A complaint comes in, is judged, answered, and given to the unit in charge: steps 1 to 3, with who it lies with counted (ES-1)."""

from __future__ import annotations

from core.api import (
    N_,
    Act,
    Choice,
    Ctx,
    Day,
    Form,
    LongText,
    Lookup,
    Moment,
    Phone,
    Region,
    Text,
    View,
    YesNo,
    clock,
    host,
)
from plugins.service_quality import names as n
from plugins.service_quality.models import Stay
from plugins.service_quality.rules.complaint_facts import LIES, PLACE, in_charge, region_of

_OPEN = ("recorded", "judged", "unfounded", "assigned", "investigated", "proposed", "approved", "told")
WITH_UNIT = ("assigned", "investigated", "proposed", "approved")
_TITLE = 120


class RecordForm(Form):
    """Step 1. What the clause asks for is required by the record, with its clause, not by the form."""

    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Product"), subject="core.asset")
    about = Lookup(
        N_("About the ticket"), subject="core.ticket", hint=N_("What the complaint follows from, if it is here.")
    )
    complainant = Text(N_("Complainant"), max=60, clause="ES-1.3.1")
    complainant_phone = Phone(N_("Phone of the complainant"), max=30)
    complained_at = Moment(N_("Time of the complaint"), clause="ES-1.3.1", default=clock.now)
    object = Text(N_("Complained about"), max=200, clause="ES-1.3.1", hint=N_("Whom or what the complaint is about."))
    demand = LongText(N_("Demand"), max=2000, clause="ES-1.3.1")
    content = LongText(N_("Content of the complaint"), max=4000, clause="ES-1.2.4")
    channel = Choice(N_("Channel"), choices=list(n.CHANNELS.items()), default="phone")
    region = Region(N_("Region"), hint=N_("Left empty it is the customer's."))


class JudgeForm(Form):
    """Step 2: the kind first, then reasons and demand."""

    kind = Choice(N_("Kind of complaint"), choices=list(n.COMPLAINT_KINDS.items()), clause="ES-1.1")
    subkind = Choice(N_("Closer kind"), choices=list(n.SUBKINDS.items()), clause="ES-1.1")
    sufficient = YesNo(N_("The reasons are sufficient"), clause="ES-1.3.2")
    reasonable = YesNo(N_("The demand is reasonable"), clause="ES-1.3.2")
    ground = LongText(N_("Grounds of the judgement"), max=2000, clause="ES-1.3.2")


class ReplyForm(Form):
    reply = LongText(N_("Answer to the customer"), max=2000, clause="ES-1.2.2")
    reply_channel = Choice(N_("Answered through"), choices=list(n.CHANNELS.items()), required=True)
    promised_on = Day(N_("Promised day of redress"), clause="ES-4.3.4")


class DismissForm(Form):
    unfounded_reason = LongText(
        N_("Reason told to the customer"), max=2000, clause="ES-1.3.2", hint=N_("Courteously: the customer reads it.")
    )
    reply_channel = Choice(N_("Answered through"), choices=list(n.CHANNELS.items()), required=True)
    reaction = LongText(N_("Reaction of the customer"), max=1000, clause="ES-1.2.4")


class AssignForm(Form):
    person = Lookup(
        N_("Person in charge"), subject="core.user", clause="ES-1.3.3", hint=N_("Left empty: whom the routing names.")
    )
    authority = Text(
        N_("Authority"), max=200, clause="ES-1.2.3", hint=N_("What the person may decide, in time and money.")
    )


class PassOnForm(Form):
    department = Lookup(N_("To department"), subject="core.department")
    person = Lookup(N_("To person"), subject="core.user")
    reason = LongText(N_("Reason"), max=400, clause="ES-1.2.2")
    authority = Text(N_("Authority"), max=200, clause="ES-1.2.3")


async def _record(c: Ctx) -> None:
    d, region = c.data, region_of(c)
    # whom a nested act names goes before whoever acts: a customer's link has no department
    department, owner = d.department or c.actor.department_id, d.owner or c.actor.id
    ticket = await c.act(
        "core.ticket.open",
        kind="complaint",
        customer=d.customer,
        asset=d.asset,
        title=_title(d.object or d.content),
        channel=d.channel or "phone",
        region=region,
        reported_at=c.at,
        department=department,
        owner=owner,
    )
    if d.about:
        await c.act("core.ticket.link", ticket.id, kind="concerns", other=d.about)
    c.set(
        ticket_id=ticket.id,
        customer_id=d.customer,
        asset_id=d.asset,
        about_id=d.about,
        complained_at=c.at,
        channel=d.channel or "phone",
        region=region,
        # what brought it here says so by a nested act, never by hand: see `api.complain`
        source_subject=d.source_subject or "",
        source_number=d.source_number or "",
        owner_id=owner,
        department_id=department,
    )
    c.child(Stay, "complaint_id", [_stay(c, department, owner, "")])


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1]}…"


def _stay(c: Ctx, department: int | None, person: int | None, reason: str) -> dict[str, object]:
    return {"department_id": department, "person_id": person, "since": c.at, "until": None, "reason": reason}


def _judged(v: View) -> str:
    return "judged" if v.data.sufficient and v.data.reasonable else "unfounded"


async def _judge(c: Ctx) -> None:
    c.set(founded=bool(c.data.sufficient and c.data.reasonable))


async def _reply(c: Ctx) -> None:
    if c.subject.replied_at is None:
        c.set(replied_at=c.at)
    if c.data.promised_on:
        c.set(promised_on=c.data.promised_on)


async def _dismiss(c: Ctx) -> None:
    if c.subject.replied_at is None:
        c.set(replied_at=c.at)


async def _assign(c: Ctx) -> None:
    to = in_charge(c)
    await _move(c, to.department_id, to.user_id, "")
    c.set(assigned_at=c.at)


async def _pass_on(c: Ctx) -> None:
    """ES-1.2.2: passing on is counted, here and on the ticket."""
    person = c.data.person
    department = c.data.department or host().directory.user_department.get(person) or c.subject.department_id
    await c.act("core.ticket.note_hand_over", c.subject.ticket_id, reason=c.data.reason)
    await _move(c, department, person, c.data.reason)
    c.set(handovers=c.subject.handovers + 1)
    if c.data.authority:
        c.set(authority=c.data.authority)


async def _move(c: Ctx, department: int | None, person: int | None, reason: str) -> None:
    """The stay that runs ends, the next one begins at the same instant."""
    await end_stay(c)
    c.child(Stay, "complaint_id", [_stay(c, department, person, reason)])
    c.set(owner_id=person, department_id=department)


async def end_stay(c: Ctx) -> None:
    running = c.facts[LIES]
    if running is not None:
        await c.take(Stay, running, "ES-1.2.2", where={"until__isnull": True}, changes={"until": c.at})


ACTS = (
    Act(
        "record",
        n.COMPLAINT,
        N_("Record a complaint"),
        n.INTAKE,
        RecordForm,
        "ES-1.3.1",
        to="recorded",
        writes=("complainant", "complainant_phone", "object", "demand", "content"),
        run=_record,
        creates=True,
        by="either",
        occurred="complained_at",
        facts=(PLACE,),
        icon="plus",
    ),
    Act(
        "judge",
        n.COMPLAINT,
        N_("Judge the complaint"),
        n.CLERKS,
        JudgeForm,
        "ES-1.3.2",
        source=("recorded", "judged", "unfounded"),
        to=_judged,
        writes=("kind", "subkind", "sufficient", "reasonable", "ground"),
        run=_judge,
        icon="sliders",
    ),
    Act(
        "dismiss",
        n.COMPLAINT,
        N_("Answer with the reason"),
        n.CLERKS,
        DismissForm,
        "ES-1.3.2",
        source=("unfounded",),
        to="answered",
        writes=("unfounded_reason", "reply_channel", "reaction"),
        run=_dismiss,
        icon="chat",
    ),
    Act(
        "assign",
        n.COMPLAINT,
        N_("Give to the unit in charge"),
        n.CLERKS,
        AssignForm,
        "ES-1.3.3",
        source=("judged",),
        to="assigned",
        writes=("authority",),
        run=_assign,
        facts=(LIES,),
        icon="user",
    ),
    Act(
        "reply",
        n.COMPLAINT,
        N_("Answer the customer"),
        n.INTAKE,
        ReplyForm,
        "ES-1.2.2",
        source=_OPEN,
        writes=("reply", "reply_channel"),
        run=_reply,
        icon="chat",
    ),
    Act(
        "pass_on",
        n.COMPLAINT,
        N_("Pass on"),
        n.INTAKE,
        PassOnForm,
        "ES-1.2.2",
        source=WITH_UNIT,
        run=_pass_on,
        facts=(LIES,),
        icon="swap",
    ),
)

__all__ = ["ACTS", "WITH_UNIT", "end_stay"]
