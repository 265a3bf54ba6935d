"""Inspecting on site, taking feedback, filing findings; each is entered in the department's ledger (ES-3.2.1, ES-3.2.3, ES-3.3, ES-3.5)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Choice, Ctx, Day, Flag, Form, LongText, Lookup, Moment, Text, Whole, day_of
from plugins.service_quality import assessing as a
from plugins.service_quality import names as n

_DEPARTMENT = N_("Department")


def _points(label: str) -> Whole:
    return Whole(label, min=1, max=5, clause="ES-3.2.1", hint=N_("1 to 5 points."))


class InspectForm(Form):
    department = Lookup(_DEPARTMENT, subject="core.department", required=True)
    inspected_at = Moment(N_("Time of the inspection"), hint=N_("Left empty it is now."))
    place = Text(N_("Place"), max=120, required=True)
    attitude = _points(a.INSPECTED["attitude"])
    execution = _points(a.INSPECTED["execution"])
    service_items = _points(a.INSPECTED["service_items"])
    norms = _points(a.INSPECTED["norms"])
    contentment = _points(a.INSPECTED["contentment"])
    remark = LongText(N_("Remark"), max=2000)


class NoteForm(Form):
    source = Choice(N_("Where it came from"), choices=list(a.SOURCES.items()), required=True)
    regular = Flag(N_("Gathered regularly"))
    department = Lookup(_DEPARTMENT, subject="core.department", hint=N_("Whom it is about; left empty: one's own."))
    noted_at = Moment(N_("Time"), hint=N_("Left empty it is now."))
    content = LongText(N_("What was said"), max=2000, clause="ES-3.2.3")


class HandleForm(Form):
    outcome = LongText(N_("What came of it"), max=2000, clause="ES-3.2.3")


class FileForm(Form):
    inspected = Lookup(N_("Department looked at"), subject="core.department", required=True)
    found_on = Day(N_("Found on"), hint=N_("Left empty it is today."))
    fault = LongText(N_("What is wrong"), max=2000, clause="ES-3.5")
    proposal = LongText(N_("Proposal"), max=2000)


class PassForm(Form):
    owner = Lookup(N_("Who mends it"), subject="core.user", clause="ES-3.5", required=True)
    kind = Choice(N_("Kind of measure"), choices=list(n.MEASURES.items()), required=True)
    due_on = Day(N_("To be done by"), required=True)


class SettleForm(Form):
    outcome = LongText(N_("What came of it"), max=2000, clause="ES-3.5")


class EnterForm(Form):
    department = Lookup(_DEPARTMENT, subject="core.department", hint=N_("Left empty: one's own."))
    on = Day(N_("Date"), hint=N_("Left empty it is today."))
    kind = Choice(N_("Kind"), choices=list(a.ENTRIES.items()), default="other")
    content = LongText(N_("Entry"), max=2000, clause="ES-3.3")
    source = Text(N_("Came from"), max=40)


async def _inspect(c: Ctx) -> None:
    d = c.data
    points = sum(d[name] or 0 for name in a.INSPECTED)
    c.set(department_id=d.department, owner_id=c.actor.id, inspected_at=c.at, points=points)
    await _enter(c, d.department, "inspection", f"{d.place}: {points}")


async def _note(c: Ctx) -> None:
    c.set(department_id=c.data.department or c.actor.department_id, owner_id=c.actor.id, noted_at=c.at)


async def _handle(c: Ctx) -> None:
    c.set(handled_at=c.at)
    await _enter(c, c.subject.department_id, "feedback", c.data.outcome, c.subject.number)


async def _file(c: Ctx) -> None:
    """The department looked at is no scope: its people must not learn who found the fault."""
    c.set(inspected_id=c.data.inspected, found_on=c.data.found_on or day_of(c.at), owner_id=c.actor.id)


async def _pass_on(c: Ctx) -> None:
    """What the department gets is a measure with the fault in it, and no word of the finder (ES-3.5)."""
    d, finding = c.data, c.subject
    plan = f"{finding.fault}\n{finding.proposal}".strip()
    made = await c.act(n.PLAN, plan=plan, kind=d.kind, owner=d.owner, due_on=d.due_on)
    c.set(passed_at=c.at)
    c.answer(improvement=made.number)
    await _enter(c, finding.inspected_id, "finding", finding.fault, made.number)


async def _enter(c: Ctx, department: int | None, kind: str, content: str, source: str = "") -> None:
    await c.act(a.ENTER, department=department, on=day_of(c.at), kind=kind, content=content, source=source)


async def _entered(c: Ctx) -> None:
    d = c.data
    c.set(department_id=d.department or c.actor.department_id, owner_id=c.actor.id)
    c.set(on=d.on or day_of(c.at), kind=d.kind or "other", source=d.source or "")


def _act(name: str, on: str, label: str, roles: tuple[str, ...], form: Any, clause: str, **more: Any) -> Act:
    return Act(name, on, label, roles, form, clause, **more)


ACTS = (
    _act(
        "record",
        a.INSPECTION,
        N_("Record an inspection"),
        (*a.ASSESSORS, n.QUALITY),
        InspectForm,
        "ES-3.2.1",
        creates=True,
        writes=("place", *a.INSPECTED, "remark"),
        run=_inspect,
        occurred="inspected_at",
        icon="search",
    ),
    _act(
        "note",
        a.FEEDBACK,
        N_("Note feedback"),
        (*n.INTAKE, a.CORRESPONDENT, a.INSPECTOR),
        NoteForm,
        "ES-3.2.3",
        creates=True,
        writes=("source", "regular", "content"),
        run=_note,
        occurred="noted_at",
        icon="chat",
    ),
    _act(
        "handle",
        a.FEEDBACK,
        N_("Deal with the feedback"),
        n.UNITS,
        HandleForm,
        "ES-3.2.3",
        source=("noted",),
        to="handled",
        writes=("outcome",),
        run=_handle,
        icon="check",
    ),
    _act(
        "file",
        a.FINDING,
        N_("File a finding"),
        (a.WOODPECKER,),
        FileForm,
        "ES-3.5",
        creates=True,
        writes=("fault", "proposal"),
        run=_file,
        icon="plus",
    ),
    _act(
        "pass_on",
        a.FINDING,
        N_("Have it mended"),
        (n.QUALITY, n.SENIOR),
        PassForm,
        "ES-3.5",
        source=("filed",),
        to="passed",
        run=_pass_on,
        unlike=("file",),
        icon="swap",
    ),
    _act(
        "settle",
        a.FINDING,
        N_("Settle the finding"),
        (n.QUALITY, n.SENIOR),
        SettleForm,
        "ES-3.5",
        source=("filed", "passed"),
        to="settled",
        writes=("outcome",),
        unlike=("file",),
        icon="check",
    ),
    _act(
        "enter",
        a.LEDGER,
        N_("Enter in the ledger"),
        (*a.WRITERS, n.SERVICE_POINT),
        EnterForm,
        "ES-3.3",
        creates=True,
        writes=("content",),
        run=_entered,
        by="either",
        icon="book",
    ),
)
