"""Which duties an act starts, stops and cancels, on its own subject and on others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from core.acts.case import Case, Start
from core.acts.chains import chain
from core.acts.correcting import correct
from core.acts.journal import jsonable
from core.acts.rows import plain
from core.declare import Deadline, On, Periodic
from core.host.host import Host
from core.host.moving import NAME as MOVING
from core.models import Duty
from core.rules.moving import move
from core.rules.reckoning import reckon
from core.rules.spans import midnight
from core.rules.view import View

Owed = Deadline | Periodic
Planned = Sequence[tuple[Owed, On]]


async def plan(cases: Sequence[Case], house: Host) -> None:
    """Fill `starts`, `ended` and `running` of the cases; constant statements for any number of them. Call after `run`."""
    act = cases[0].act
    registry = house.registry
    if act.name == MOVING and act.by == "system":
        await _move(cases, house)
        return
    starts = [(d, on) for d, on in registry.starts.get(act.full, ()) if house.is_on(d.plugin)]
    stops, cancels = (_live(t.get(act.full, ()), house) for t in (registry.stops, registry.cancels))
    if not (starts or stops or cancels or act.corrects):
        return
    reached = await affected(cases, *(on for _, on in (*starts, *stops, *cancels)))
    existing = _by_subject(
        await _running(reached, cases, [*stops, *cancels], {d.on for d, _ in (*starts, *stops, *cancels)})
    )
    for case in cases:
        case.running = list(existing.get((case.subject.name, case.subject_id or 0), ()))
        for deadline, on in stops:
            _end(case, deadline, on, reached, existing, cancel=False)
        for deadline, on in cancels:
            _end(case, deadline, on, reached, existing, cancel=True)
        for deadline, on in starts:
            _start(case, deadline, on, reached, house)
        if case.row is None:
            _end_started(case, stops)
    if act.corrects:
        await correct(cases, house)
    await chain(cases, [d for d, _ in stops if isinstance(d, Deadline)], house)


BySubject = Mapping[tuple[str, int], Sequence[SimpleNamespace]]  # subject name and id -> its running duties


def _by_subject(duties: Iterable[SimpleNamespace]) -> BySubject:
    """A batch of thousands must find each case's own without looking at all."""
    found: dict[tuple[str, int], list[SimpleNamespace]] = defaultdict(list)
    for duty in duties:
        found[duty.subject_type, duty.subject_id].append(duty)
    return found


async def _move(cases: Sequence[Case], house: Host) -> None:
    """Compute running duties by a calendar anew, with the policy values they started with; what is late stays late."""
    name, ids = cases[0].subject.name, [c.subject_id for c in cases]
    rows = [plain(d) for d in await Duty.filter(running=1, subject_type=name, subject_id__in=ids)]
    for case in cases:
        case.running = [d for d in rows if d.subject_id == case.subject_id]
        for duty in case.running:
            before = duty.due_at
            if move(duty, case.now, house):
                case.moved.append(duty)
                moved = {"code": duty.code, "from": before, "to": duty.due_at, "calendar": duty.calendar}
                case.view.answer(moved=[*case.view.extra.get("moved", ()), jsonable(moved)])


def _end_started(case: Case, stops: Planned) -> None:
    """A creating act may end what it starts (a call registered and assigned in one): the duty is written as ended, in time or late."""
    for deadline, on in stops:
        if on.via is None and applies(case, on)[0]:
            for start in case.starts:
                if start.deadline is deadline and start.subject_id is None:
                    start.stop_at = happened(case, on)


def _live(planned: Iterable[tuple[Owed, On]], house: Host) -> Planned:
    return [(d, on) for d, on in planned if house.is_on(d.plugin)]


Affected = Mapping[tuple[int, int], Sequence[int]]  # (id of the On, subject id) -> ids of the duty's subject


async def affected(cases: Sequence[Case], *events: On) -> Affected:
    """For events that reach another subject through a function: whose duties they mean."""
    ids = [c.subject_id for c in cases if c.subject_id is not None]
    found: dict[tuple[int, int], Sequence[int]] = {}
    for on in events:
        if on.via is None or isinstance(on.via, str):
            continue
        for subject_id, others in (await on.via(ids)).items():
            found[id(on), subject_id] = others
    return found


async def _running(reached: Affected, cases: Sequence[Case], events: Planned, kinds: set[str]) -> list[SimpleNamespace]:
    """All running duties the cases may touch, in one statement."""
    own = {c.subject_id for c in cases if c.subject_id is not None}
    others = {i for ids in reached.values() for i in ids}
    others |= {i for c in cases for _, on in events if isinstance(on.via, str) for i in targets(c, on, reached) if i}
    ids = sorted(own | others)
    types = sorted(kinds | {c.subject.name for c in cases})
    return [plain(d) for d in await Duty.filter(running=1, subject_type__in=types, subject_id__in=ids)] if ids else []


def targets(case: Case, on: On, reached: Affected) -> Iterable[int | None]:
    """Ids of the duty's subject; None = the case's own, not written yet."""
    if on.via is None:
        return (case.subject_id,)
    if isinstance(on.via, str):
        other = getattr(case.view.after(), on.via, None)
        return () if other is None else (other,)
    return reached.get((id(on), case.subject_id or 0), ())


def happened(case: Case, on: On) -> datetime:
    """The instant of the event."""
    return _instant(_at(case, on))


def _at(case: Case, on: On) -> datetime | date:
    if on.at is None:
        return case.when
    value = case.data.get(on.at)
    return case.view.after().__dict__.get(on.at) or case.when if value is None else value


def _instant(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else midnight(value)


def applies(case: Case, on: On) -> tuple[bool, View]:
    """Whether the event counts, judged with the policies of its own instant; the view keeps what was read."""
    view = View(
        subject=case.view.after(),
        data=case.data,
        actor=case.actor,
        at=happened(case, on),
        now=case.now,
        policies=case.view._policies,
        facts=case.view.facts,
    )
    return (on.when is None or bool(on.when(view))), view


def _end(case: Case, duty_of: Owed, on: On, reached: Affected, existing: BySubject, *, cancel: bool) -> None:
    if not applies(case, on)[0]:
        return
    instant = happened(case, on)
    meant = sorted({target for target in targets(case, on, reached) if target is not None})
    for duty in (d for target in meant for d in existing.get((duty_of.on, target), ())):
        if duty.code == duty_of.code and duty.running:
            duty.running = 0
            setattr(duty, "cancelled_at" if cancel else "stop_at", instant)
            case.ended.append(duty)


def _start(case: Case, deadline: Deadline, on: On, reached: Affected, house: Host) -> None:
    counts, view = applies(case, on)
    if not counts:
        return
    at = happened(case, on)
    found = reckon(deadline, at, view.policy, _promised(deadline, view), house)
    if found is None:
        return
    computed = {"start": on.act, **found.computed}
    for target in targets(case, on, reached):
        start = Start(deadline, at, found.due, dict(view.read), computed, target if on.via else None)
        start.calendar = found.calendar
        case.starts.append(start)


def _promised(deadline: Deadline, view: View) -> Any:
    """The day or instant that the deadline runs until, from the form or the subject."""
    if deadline.until is None:
        return None
    return view.data.get(deadline.until) or getattr(view.subject, deadline.until, None)


def next_late(case: Case) -> datetime | None:
    """The first late instant among the duties that will run on the case's own subject afterwards."""
    left = [d.late_from for d in case.running if d.running]
    left += [s.due.late_from for s in case.starts if s.subject_id is None and s.stop_at is None]
    return min(left, default=None)


def touched(cases: Iterable[Case]) -> dict[str, set[int]]:
    """Other subjects whose duties changed: subject name -> ids."""
    found: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        for duty in case.ended:
            if (duty.subject_type, duty.subject_id) != (case.subject.name, case.subject_id):
                found[duty.subject_type].add(duty.subject_id)
        for start in case.starts:
            if start.subject_id is not None:
                found[start.deadline.on].add(start.subject_id)
    return found
