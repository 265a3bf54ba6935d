"""What the unit in charge does with a complaint: investigates, proposes, has it approved, tells and redresses; steps 4 to 6 (ES-1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from core.api import N_, Act, Choice, Ctx, Form, LongText, Lookup, Moment, Rows, Text, Yuan, host
from plugins.service_quality import names as n
from plugins.service_quality import policies
from plugins.service_quality.acts.complaints import WITH_UNIT
from plugins.service_quality.models import Responsible
from plugins.service_quality.rules.complaint_facts import FORM, RECENT

_MOST = 20


class PersonForm(Form):
    person = Lookup(N_("Person concerned"), subject="core.user", required=True)
    fault = Choice(N_("Responsible for"), choices=list(n.FAULTS.items()), required=True)
    part = Choice(N_("In which part"), choices=list(n.PARTS.items()), required=True)


class InvestigateForm(Form):
    cause = Lookup(N_("Cause"), subject=n.CAUSE, clause="ES-1.2.1", hint=N_("From the catalogue of causes."))
    finding = LongText(N_("Findings"), max=4000, clause="ES-1.3.4")
    persons = Rows(N_("Persons responsible"), PersonForm, max=_MOST, clause="ES-1.3.4")
    nobody = LongText(N_("Why nobody of ours is responsible"), max=1000, clause="ES-1.3.4")


class PersonsForm(Form):
    persons = Rows(N_("Persons responsible"), PersonForm, min=1, max=_MOST, clause="ES-1.3.4")


class ProposeForm(Form):
    solution = LongText(N_("Solution"), max=4000, clause="ES-1.3.5")
    regard = LongText(N_("How it meets the demand"), max=2000, clause="ES-1.3.5")
    compensation = Yuan(N_("Compensation"), clause="ES-1.3.5")


class ApproveForm(Form):
    note = LongText(N_("Note"), max=400)


class ReasonForm(Form):
    reason = LongText(N_("Reason"), max=400, required=True)


class TellForm(Form):
    told_at = Moment(N_("Time the customer was told"), hint=N_("Left empty it is now."))
    told_person = Text(N_("Who was told"), max=60)
    told_channel = Choice(N_("Told through"), choices=list(n.CHANNELS.items()), required=True)
    reaction = LongText(N_("Reaction of the customer"), max=1000, clause="ES-1.2.4")


class RedressForm(Form):
    redressed_at = Moment(N_("Time of redress"), hint=N_("Left empty it is now."))
    redress = LongText(N_("What was done for the customer"), max=2000, clause="ES-4.3.4")
    reaction = LongText(N_("Reaction of the customer"), max=1000, clause="ES-1.2.4")


def _rows(c: Ctx, persons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    department = host().directory.user_department
    return [
        {
            "user_id": p["person"],
            "department_id": department.get(p["person"]),
            "fault": p["fault"],
            "part": p["part"],
            "at": c.at,
        }
        for p in persons
    ]


async def _investigate(c: Ctx) -> None:
    """Persons named before are replaced; a cause that has come often enough is marked, and owes an improvement (ES-1.2.1)."""
    await c.remove(Responsible, complaint_id=c.id)
    c.child(Responsible, "complaint_id", _rows(c, c.data.persons or ()))
    c.set(investigated_at=c.at, cause_id=c.data.cause, responsible=len(c.data.persons or ()))
    await _erred(c, c.data.persons)
    if c.data.cause and _recurs(c):
        await c.act(n.RECURS, c.data.cause)


async def _erred(c: Ctx, persons: Sequence[dict[str, Any]] | None) -> None:
    """ES-3.1: somebody of ours caused it, so the request form it is about counts as one with an error."""
    form = c.facts.get(FORM)
    if form is not None and any(p["fault"] == "cause" for p in persons or ()):
        await c.act(n.ERRED, form)


def _recurs(c: Ctx) -> bool:
    since = c.now - timedelta(days=c.policy(policies.RECURRING_DAYS.key))
    others = [at for i, at in (c.facts[RECENT] or {}).items() if i != c.id and at >= since]
    return len(others) + 1 >= int(c.policy(policies.RECURRING_COUNT.key))


async def _name_persons(c: Ctx) -> None:
    c.child(Responsible, "complaint_id", _rows(c, c.data.persons))
    c.set(responsible=c.subject.responsible + len(c.data.persons))
    await _erred(c, c.data.persons)


async def _propose(c: Ctx) -> None:
    c.set(compensation=c.data.compensation or 0)


async def _approve(c: Ctx) -> None:
    c.set(approved_at=c.at, approved_by_id=c.actor.id)
    c.answer(note=c.data.note or "")


async def _send_back(c: Ctx) -> None:
    c.answer(reason=c.data.reason)


async def _tell(c: Ctx) -> None:
    c.set(told_at=c.at)
    if c.subject.replied_at is None:
        c.set(replied_at=c.at)
    _reacted(c)


async def _redress(c: Ctx) -> None:
    c.set(redressed_at=c.at)
    _reacted(c)


def _reacted(c: Ctx) -> None:
    if c.data.reaction:
        c.set(reaction=c.data.reaction)


def _act(name: str, label: str, roles: tuple[str, ...], form: Any, clause: str, **more: Any) -> Act:
    return Act(name, n.COMPLAINT, label, roles, form, clause, **more)


ACTS = (
    _act(
        "investigate",
        N_("Record the investigation"),
        n.UNITS,
        InvestigateForm,
        "ES-1.3.4",
        source=("assigned", "investigated"),
        to="investigated",
        writes=("finding", "nobody"),
        run=_investigate,
        facts=(FORM, RECENT),
        icon="search",
    ),
    _act(
        "propose",
        N_("Propose a solution"),
        n.UNITS,
        ProposeForm,
        "ES-1.3.5",
        source=("investigated", "proposed"),
        to="proposed",
        writes=("solution", "regard"),
        run=_propose,
        icon="form",
    ),
    _act(
        "approve",
        N_("Approve the solution"),
        ("manager", n.SENIOR),
        ApproveForm,
        "ES-1.3.6",
        source=("proposed",),
        to="approved",
        run=_approve,
        unlike=("propose",),
        icon="check",
    ),
    _act(
        "send_back",
        N_("Send the solution back"),
        ("manager", n.SENIOR),
        ReasonForm,
        "ES-1.3.6",
        source=("proposed",),
        to="investigated",
        run=_send_back,
        icon="undo",
    ),
    _act(
        "tell",
        N_("Tell the customer the solution"),
        n.INTAKE,
        TellForm,
        "ES-1.3.6",
        source=("approved",),
        to="told",
        writes=("told_person", "told_channel"),
        run=_tell,
        occurred="told_at",
        icon="phone",
    ),
    _act(
        "redress",
        N_("Record the redress"),
        n.INTAKE,
        RedressForm,
        "ES-4.3.4",
        source=("told", "penalised", "reviewed"),
        writes=("redress",),
        run=_redress,
        occurred="redressed_at",
        icon="check",
    ),
    _act(
        "name_persons",
        N_("Add persons responsible"),
        n.UNITS,
        PersonsForm,
        "ES-1.3.4",
        source=(*WITH_UNIT[1:], "told"),
        run=_name_persons,
        facts=(FORM,),
        icon="user",
    ),
)
