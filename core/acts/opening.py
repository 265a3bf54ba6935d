"""Windows of periodic duties: opened once they have begun, closed as missed once they are over.

Both are set-based and idempotent: windows are computed here for a batch of subjects and written in one statement; a unique key on
(subject, code, number) makes a second worker or a rerun add nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from core import db
from core.acts.lateness import refresh_late
from core.db import guard, sql
from core.declare import Periodic
from core.host.host import Host
from core.models import Duty
from core.rules.spans import day_of as shanghai_day
from core.rules.spans import end_of, midnight
from core.rules.windows import Window, windows

BATCH = 1000
RESCAN = timedelta(minutes=10)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Scan:
    """The last time all subjects of a periodic duty were looked at, under which settings, and the newest of them."""

    at: datetime
    generation: int
    newest: int


_scans: WeakKeyDictionary[Host, dict[str, _Scan]] = WeakKeyDictionary()


async def open_windows(house: Host, at: datetime) -> int:
    """Open every window that has begun by `at`, also those of days when nothing ran; how many were new.

    Windows begin at midnight: all subjects are looked at once a day and every few minutes, in between only those that came since.
    """
    opened = 0
    for name, periodic in house.registry.periodics.items():
        if not house.is_on(periodic.plugin):
            continue
        newest = await _newest(periodic, house)
        last = _scans.setdefault(house, {}).get(name)
        if last is None or _stale(last, house, at):
            opened += await _open_after(0, periodic, house, at)
            _scans[house][name] = _Scan(at, house.generation, newest)
        elif newest > last.newest:
            opened += await _open_after(last.newest, periodic, house, at)
            _scans[house][name] = replace(last, newest=newest)
    return opened


def _stale(last: _Scan, house: Host, at: datetime) -> bool:
    other_day = shanghai_day(last.at) != shanghai_day(at)
    return other_day or last.generation != house.generation or not last.at <= at < last.at + RESCAN


async def _newest(periodic: Periodic, house: Host) -> int:
    table = house.registry.subjects[periodic.on].model._meta.db_table
    return int((await sql.fetch(f'SELECT COALESCE(MAX(id), 0) AS newest FROM "{table}"'))[0]["newest"])


async def _open_after(first: int, periodic: Periodic, house: Host, at: datetime) -> int:
    """In batches over the subjects with a larger id."""
    opened, after = 0, first
    while True:
        rows = await _waiting(periodic, house, at, "s.id > ?", [after])
        opened += await _open(periodic, rows, house, at)
        if len(rows) < BATCH:
            return opened
        after = rows[-1]["id"]


async def open_for(periodic: Periodic, ids: Sequence[int], house: Host, at: datetime) -> None:
    """The same for some subjects, before an act is counted: it must not matter whether the sweep was there first."""
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        rows = await _waiting(periodic, house, at, f"s.id IN ({sql.marks(len(some))})", some)
        await _open(periodic, rows, house, at)


async def close_windows(house: Host, at: datetime) -> int:
    """A window that is over is missed, and no later act heals it."""
    on = sorted(house.enabled)
    closed = 0
    while True:
        async with db.transaction():
            over = await (
                Duty.filter(running=1, window_no__isnull=False, late_from__lte=at, plugin__in=on)
                .order_by("id")
                .limit(BATCH)
                .values("id", "subject_type", "subject_id")
            )
            if not over:
                return closed
            with guard.allowed():
                await sql.execute(
                    f"UPDATE core_duty SET running = 0, cancelled_at = late_from WHERE id IN ({sql.marks(len(over))}) AND running = 1",
                    *[row["id"] for row in over],
                )
                for name in {row["subject_type"] for row in over}:
                    await refresh_late(name, [r["subject_id"] for r in over if r["subject_type"] == name], house)
        closed += len(over)
        if len(over) < BATCH:
            return closed


async def _waiting(
    periodic: Periodic, house: Host, at: datetime, which: str, params: Sequence[Any]
) -> list[dict[str, Any]]:
    """Subjects whose newest window is over or that have none yet, at most BATCH in order of id; one statement."""
    table = house.registry.subjects[periodic.on].model._meta.db_table
    today = shanghai_day(at)
    until = f"s.{periodic.until}" if periodic.until else "NULL"
    narrowed, values = _narrowed(periodic.when or {})
    ended = f"({until} IS NULL OR {until} >= date(s.created_at))" if periodic.until else "1 = 1"
    newest = f"d.window_to >= ? OR d.window_to = {until}" if periodic.until else "d.window_to >= ?"
    return await sql.fetch(
        f"SELECT s.id, s.number, s.ticket_id, s.department_id, s.owner_id, s.party_id, s.created_at, "
        f's.{periodic.anchor} AS anchor, {until} AS until FROM "{table}" s '
        f"WHERE s.{periodic.anchor} {'<=' if periodic.calendar else '<'} ? AND {ended} AND {which}{narrowed} "
        "AND NOT EXISTS (SELECT 1 FROM core_duty d WHERE d.subject_type = ? AND d.code = ? AND d.subject_id = s.id "
        f"AND ({newest})) ORDER BY s.id LIMIT {BATCH}",
        _stored(today),
        *params,
        *values,
        periodic.on,
        periodic.code,
        _stored(today),
    )


def _stored(day: date) -> date | str:
    """A day as a parameter of the dialect."""
    return day.isoformat() if db.dialect() == "sqlite" else day


def _narrowed(when: Mapping[str, Any]) -> tuple[str, list[Any]]:
    text, values = "", []
    for column, value in when.items():
        if value is None:
            text += f" AND s.{column} IS NULL"
        elif isinstance(value, tuple):
            text += f" AND s.{column} IN ({sql.marks(len(value))})"
            values += list(value)
        else:
            text += f" AND s.{column} = ?"
            values.append(value)
    return text, values


async def _open(periodic: Periodic, rows: Iterable[Mapping[str, Any]], house: Host, at: datetime) -> int:
    duties = [_duty(periodic, row, window, house) for row in rows for window in _begun(periodic, row, house, at)]
    if not duties:
        return 0
    async with db.transaction():
        with guard.allowed():
            made = await sql.insert(Duty, duties, once=True)
            ids = {duty["subject_id"] for duty in duties}
            for some in _batches(sorted(ids)):
                await refresh_late(periodic.on, some, house)
    return len(made)


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _begun(periodic: Periodic, row: Mapping[str, Any], house: Host, at: datetime) -> list[Window]:
    """The windows that somebody owed: the subject was known and the plugin on when the window ended, or it still runs."""
    anchor, until, known = sql.day(row["anchor"]), sql.day(row["until"]), sql.instant(row["created_at"])
    assert anchor is not None
    assert known is not None
    begun = windows(
        anchor,
        int(house.policy(periodic.every, midnight(anchor))),
        house.registry.policies[periodic.every].unit,
        begun_by=shanghai_day(at),
        until=until,
        since=shanghai_day(known),
        calendar=periodic.calendar,
    )
    return [w for w in begun if _on(periodic.plugin, min(midnight(w.last + DAY), at), house)]


def _on(plugin: str, at: datetime, house: Host) -> bool:
    return plugin == "core" or any(
        span.since <= at and (span.until is None or at < span.until) for span in house.intervals(plugin)
    )


def _duty(periodic: Periodic, row: Mapping[str, Any], window: Window, house: Host) -> dict[str, Any]:
    start = midnight(window.first)
    due = end_of(start, window.last)
    anchor = sql.day(row["anchor"])
    assert anchor is not None
    read = {periodic.every: house.policy(periodic.every, midnight(anchor))}
    for key in (periodic.required, periodic.gap):
        if isinstance(key, str):
            read[key] = house.policy(key, start)
    required = read[periodic.required] if isinstance(periodic.required, str) else periodic.required
    return {
        "code": periodic.code,
        "plugin": periodic.plugin,
        "clause": periodic.clause,
        "subject_type": periodic.on,
        "subject_id": row["id"],
        "number": row["number"],
        "ticket_id": row["ticket_id"],
        "department_id": row["department_id"],
        "owner_id": row["owner_id"] if periodic.owes == "owner" else None,
        "party_id": row["party_id"],
        "role": periodic.owes.partition(":")[2] if periodic.owes.startswith("role:") else "",
        "start_at": start,
        "due_at": due.due_at,
        "late_from": due.late_from,
        "warn_at": due.warn_at,
        "policies": read,
        "computed": {
            "policy": periodic.every,
            "unit": house.registry.policies[periodic.every].unit,
            "anchor": anchor.isoformat(),
            "calendar_windows": periodic.calendar,
        },
        "window_no": window.no,
        "window_from": window.first,
        "window_to": window.last,
        "required": int(required),
    }
