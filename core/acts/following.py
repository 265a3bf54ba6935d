"""What follows from a written act: duties, the ticket's projected columns, moved scopes, events for listeners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from core.acts import clocks, tally, telling
from core.acts.case import Case, Start
from core.acts.lateness import refresh_late
from core.db import guard, sql
from core.db.fields import dump
from core.host.host import Host
from core.models import Duty, Outbox

SCOPE = ("department_id", "owner_id", "party_id")


async def follow(cases: Sequence[Case], house: Host) -> None:
    with guard.allowed():
        await _stop(cases)
        await _move_clocks(cases, house)
        await _open(cases, house)
        await tally.count(cases, house)
        await _late_elsewhere(cases, house)
        await _project(cases, house)
        await _move(cases, house)
        await telling.tell_owners(cases)
        await _tell(cases, house)


def prefix(case: Case, house: Host) -> str:
    """A ticket is numbered like the kind of case it heads."""
    kind = case.data.get("kind") if case.subject.name == "core.ticket" else None
    for subject in house.registry.subjects.values():
        if kind and subject.ticket_kind and subject.ticket_kind.name == kind:
            return subject.prefix
    return case.subject.prefix


async def parents(cases: Sequence[Case], house: Host) -> None:
    """Give new children the row their scope comes from."""
    subject = cases[0].subject
    if not (subject.parent and subject.parent_field):
        return
    field = subject.parent_field
    model = house.registry.subjects[subject.parent].model
    ids = {c.new[field] for c in cases if c.new.get(field)}
    rows = {
        r["id"]: SimpleNamespace(**r) for r in await model.filter(id__in=sorted(ids)).values("id", *SCOPE, "ticket_id")
    }
    for case in cases:
        case.parent = rows.get(case.new.get(field))


async def _stop(cases: Sequence[Case]) -> None:
    """Ended duties, grouped by how and when: nearly always one statement."""
    groups: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for case in cases:
        for duty in case.ended:
            column = "cancelled_at" if duty.cancelled_at is not None else "stop_at"
            groups[column, getattr(duty, column)].append(duty.id)
    for (column, at), ids in groups.items():
        await Duty.filter(id__in=ids, running=1).update(**{column: at, "running": 0})


async def _move_clocks(cases: Sequence[Case], house: Host) -> None:
    """Running duties whose instants a corrected calendar has moved."""
    moved = [duty for case in cases for duty in case.moved]
    await sql.many(
        "UPDATE core_duty SET due_at = ?, late_from = ?, warn_at = ?, computed = ?, calendar_mark = ? WHERE id = ? AND running = 1",
        [
            (d.due_at, d.late_from, d.warn_at, dump(d.computed), house.settings.calendar_marks.get(d.calendar, 0), d.id)
            for d in moved
        ],
    )


async def _open(cases: Sequence[Case], house: Host) -> None:
    others = await _other_rows(cases, house)
    rows = [_duty(case, start, others, house) for case in cases for start in case.starts]
    await sql.insert(Duty, [r for r in rows if r is not None])


async def _other_rows(cases: Sequence[Case], house: Host) -> dict[tuple[str, int], SimpleNamespace]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        for start in case.starts:
            if start.subject_id is not None:
                wanted[start.deadline.on].add(start.subject_id)
    found = {}
    for name, ids in wanted.items():
        model = house.registry.subjects[name].model
        for row in await model.filter(id__in=sorted(ids)).values("id", "number", "ticket_id", *SCOPE):
            found[name, row["id"]] = SimpleNamespace(**row)
    return found


def _duty(
    case: Case, start: Start, others: dict[tuple[str, int], SimpleNamespace], house: Host
) -> dict[str, Any] | None:
    deadline = start.deadline
    if start.subject_id is None:
        row: Any = SimpleNamespace(**{**(vars(case.row) if case.row else {}), **case.new})
        subject_id, number = case.subject_id, case.number or row.number
    else:
        row = others.get((deadline.on, start.subject_id))
        if row is None:
            return None
        subject_id, number = start.subject_id, row.number
    role = deadline.owes.partition(":")[2] if deadline.owes.startswith("role:") else ""
    return {
        "code": deadline.code,
        "plugin": deadline.plugin,
        "clause": deadline.clause,
        "subject_type": deadline.on,
        "subject_id": subject_id,
        "number": number,
        "ticket_id": getattr(row, "ticket_id", None),
        "department_id": getattr(row, "department_id", None),
        "owner_id": getattr(row, "owner_id", None) if deadline.owes == "owner" else None,
        "party_id": getattr(row, "party_id", None),
        "role": role,
        "start_at": start.at,
        "due_at": start.due.due_at,
        "late_from": start.due.late_from,
        "warn_at": start.due.warn_at,
        "policies": start.policies,
        "computed": start.computed,
        "calendar": start.calendar,
        "calendar_mark": house.settings.calendar_marks.get(start.calendar, 0),
        "stop_at": start.stop_at,
        "running": int(start.stop_at is None),
    }


async def _late_elsewhere(cases: Sequence[Case], house: Host) -> None:
    """`next_late` of other subjects whose duties started or ended here, and of their tickets."""
    for name, ids in clocks.touched(cases).items():
        await refresh_late(name, ids, house)


async def _project(cases: Sequence[Case], house: Host) -> None:
    """Write the case's stage, category, scope and lateness onto its ticket."""
    subject = cases[0].subject
    if subject.ticket_kind is None:
        return
    rows = []
    for case in cases:
        after = SimpleNamespace(**{**(vars(case.row) if case.row else {}), **case.new})
        if after.ticket_id is None:
            continue
        stage = subject.states[case.state]
        rows.append(
            (
                f"{subject.name}.{case.state}",
                stage.category,
                after.department_id,
                after.owner_id,
                getattr(after, "party_id", None),
                after.next_late,
                subject.name,
                case.subject_id,
                after.ticket_id,
            )
        )
    text = (
        "UPDATE core_ticket SET stage = ?, category = ?, department_id = ?, owner_id = ?, party_id = ?, next_late = ?, case_subject = ?, "
        "case_id = ? WHERE id = ?"
    )
    await sql.many(text, rows)


async def _move(cases: Sequence[Case], house: Host) -> None:
    """A changed owner or department moves the ticket's case, its children and the running duties too."""
    for case in cases:
        if case.row is None:
            continue
        moved = {n: case.new[n] for n in SCOPE if n in case.new and case.new[n] != getattr(case.row, n)}
        if not moved:
            continue
        ticket = case.subject_id if case.subject.name == "core.ticket" else case.row.ticket_id
        if case.subject.name == "core.ticket" and case.row.case_id:
            await _move_case(case.row.case_subject, {"id": case.row.case_id}, moved, house)
            await _move_children(case.row.case_subject, ticket, moved, house)
        elif ticket:
            await _move_children(case.subject.name, ticket, moved, house)
        where: dict[str, Any] = (
            {"ticket_id": ticket} if ticket else {"subject_type": case.subject.name, "subject_id": case.subject_id}
        )
        await _move_duties(where, moved)
        await telling.move_files(where, moved)


async def _move_duties(where: dict[str, Any], moved: dict[str, Any]) -> None:
    rest = {n: v for n, v in moved.items() if n != "owner_id"}
    running = Duty.filter(running=1, **where)
    if "owner_id" in moved:
        await running.filter(owner_id__isnull=False).update(**moved)
        running = running.filter(owner_id__isnull=True)
    if rest:
        await running.update(**rest)


async def _move_case(name: str, where: dict[str, Any], moved: dict[str, Any], house: Host) -> None:
    await house.registry.subjects[name].model.filter(**where).update(**moved)


async def _move_children(name: str, ticket: int | None, moved: dict[str, Any], house: Host) -> None:
    for subject in house.registry.subjects.values():
        if subject.parent == name and ticket:
            await subject.model.filter(ticket_id=ticket).update(**moved)


async def _tell(cases: Sequence[Case], house: Host) -> None:
    """An outbox row, if anybody who is on listens."""
    act = cases[0].act.full
    if not any(house.is_on(plugin) for plugin, _ in house.registry.heard.get(act, ())):
        return
    await sql.insert(
        Outbox,
        [
            {
                "act": act,
                "at": c.now,
                "next_at": c.now,
                "payload": {
                    "act": act,
                    "subject": c.subject.name,
                    "id": c.subject_id,
                    "number": c.number or (c.row.number if c.row else ""),
                    "uid": c.uid,
                    "actor": c.actor.id,
                },
            }
            for c in cases
        ],
    )
