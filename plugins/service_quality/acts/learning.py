"""Step 8 and what follows: review, lessons, measures of four kinds carried out and checked for effect; the catalogue of causes (ES-1.2.1, 1.3.8)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Choice, Ctx, Day, Form, LongText, Lookup, Text, View, YesNo, host
from plugins.service_quality import names as n
from plugins.service_quality.acts.complaints import end_stay
from plugins.service_quality.rules.complaint_facts import LIES

_KINDS = list(n.MEASURES.items())


class ReviewForm(Form):
    """The measure opens an improvement action of its own."""

    review = LongText(N_("Review"), max=4000, clause="ES-1.3.8")
    lessons = LongText(N_("Lessons learnt"), max=2000, clause="ES-1.3.8")
    plan = LongText(N_("Improvement measure"), max=2000, clause="ES-1.3.8")
    measure = Choice(N_("Kind of measure"), choices=_KINDS, clause="ES-1.2.1b")
    owner = Lookup(N_("Who carries it out"), subject="core.user", clause="ES-1.3.8")
    due_on = Day(N_("To be done by"), clause="ES-1.3.8")


class PlanForm(Form):
    plan = LongText(N_("Improvement measure"), max=2000, clause="ES-1.3.8")
    kind = Choice(N_("Kind of measure"), choices=_KINDS, clause="ES-1.2.1b")
    cause = Lookup(N_("Cause"), subject=n.CAUSE, clause="ES-1.2.1")
    complaint = Lookup(N_("Complaint"), subject=n.COMPLAINT)
    owner = Lookup(N_("Who carries it out"), subject="core.user", clause="ES-1.3.8")
    due_on = Day(N_("To be done by"), clause="ES-1.3.8")


class FinishForm(Form):
    result = LongText(N_("What was done"), max=2000, clause="ES-1.3.8")


class CheckForm(Form):
    effective = YesNo(N_("The measure is effective"), clause="ES-1.2.1")
    check_note = LongText(N_("How the effect was checked"), max=1000, clause="ES-1.2.1")
    due_on = Day(N_("New date"), hint=N_("Where it has no effect yet: by when it is done again."), clause="ES-1.2.1")


class DropForm(Form):
    check_note = LongText(N_("Reason"), max=1000, clause="ES-1.3.8")


class CauseForm(Form):
    code = Text(N_("Code"), required=True, max=40)
    name = Text(N_("Name"), required=True, max=120)


class CauseEditForm(Form):
    name = Text(N_("Name"), required=True, max=120)


async def _review(c: Ctx) -> None:
    d = c.data
    made = await c.act(
        n.PLAN, plan=d.plan, kind=d.measure, cause=c.subject.cause_id, complaint=c.id, owner=d.owner, due_on=d.due_on
    )
    c.answer(improvement=made.number, improvement_id=made.id)


async def _plan(c: Ctx) -> None:
    d = c.data
    department = host().directory.user_department.get(d.owner) or c.actor.department_id
    c.set(cause_id=d.cause, complaint_id=d.complaint, owner_id=d.owner, department_id=department, ticket_id=None)


async def _finish(c: Ctx) -> None:
    c.set(finished_at=c.at)


def _checked(v: View) -> str:
    return "effective" if v.data.effective else "planned"


async def _check(c: Ctx) -> None:
    c.set(checked_at=c.at, rounds=c.subject.rounds + 1)
    if not c.data.effective:
        c.set(due_on=c.data.due_on, finished_at=None)


async def _close(c: Ctx) -> None:
    c.set(closed_at=c.at)
    await end_stay(c)


async def _note(c: Ctx) -> None:
    c.set(recurring_at=c.at)


def _cause(name: str, label: str, form: Any, **more: Any) -> Act:
    return Act(name, n.CAUSE, label, (*n.LEARNERS, "admin"), form, "ES-1.2.1", **more)


def _measure(name: str, label: str, roles: tuple[str, ...], form: Any, clause: str, **more: Any) -> Act:
    return Act(name, n.IMPROVEMENT, label, roles, form, clause, **more)


ACTS = (
    Act(
        "review",
        n.COMPLAINT,
        N_("Review and plan a measure"),
        n.UNITS,
        ReviewForm,
        "ES-1.3.8",
        source=("penalised",),
        to="reviewed",
        writes=("review", "lessons"),
        run=_review,
        icon="book",
    ),
    Act(
        "close",
        n.COMPLAINT,
        N_("Close the complaint"),
        ("manager", n.SENIOR),
        None,
        "ES-1.3.8",
        source=("unfounded", "answered", "reviewed"),
        to="closed",
        run=_close,
        facts=(LIES,),
        icon="lock",
    ),
    _measure(
        "plan",
        N_("Plan an improvement"),
        n.LEARNERS,
        PlanForm,
        "ES-1.3.8",
        to="planned",
        writes=("plan", "kind", "due_on"),
        run=_plan,
        creates=True,
        by="either",
        icon="plus",
    ),
    _measure(
        "finish",
        N_("Carried out"),
        n.INTAKE,
        FinishForm,
        "ES-1.3.8",
        source=("planned",),
        to="finished",
        writes=("result",),
        run=_finish,
        icon="check",
    ),
    _measure(
        "check",
        N_("Check the effect"),
        n.LEARNERS,
        CheckForm,
        "ES-1.2.1",
        source=("finished",),
        to=_checked,
        writes=("effective", "check_note"),
        run=_check,
        unlike=("finish",),
        icon="search",
    ),
    _measure(
        "drop",
        N_("Give up the improvement"),
        ("manager", n.SENIOR),
        DropForm,
        "ES-1.3.8",
        source=("planned", "finished"),
        to="dropped",
        writes=("check_note",),
        danger=True,
        icon="cross",
    ),
    _cause(
        "add",
        N_("Add a cause"),
        CauseForm,
        creates=True,
        by="either",
        writes=("code", "name"),
        natural=lambda d: f"{n.CAUSE}:{d['code']}",
        icon="plus",
    ),
    _cause("change", N_("Change the cause"), CauseEditForm, source=("active",), writes=("name",), icon="pen"),
    _cause(
        "withdraw",
        N_("Take out of use"),
        None,
        source=("active",),
        to="withdrawn",
        danger=True,
        icon="box",
    ),
    _cause("restore", N_("Put back in use"), None, source=("withdrawn",), to="active", icon="undo"),
    Act("note_recurring", n.CAUSE, N_("Found recurring"), clause="ES-1.2.1", run=_note, by="system", icon="alert"),
)
