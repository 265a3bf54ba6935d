"""Acts that count towards a periodic duty: each in the window in which it happened, far enough from the others, and in no other.

An act that happened in a window and was typed later still counts there, as a deadline's stop would; one that happened later does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from core import db
from core.acts import clocks
from core.acts.case import Case
from core.acts.lateness import refresh_late
from core.acts.opening import open_for
from core.acts.rows import plain
from core.db import sql
from core.db.fields import dump
from core.declare import On, Periodic
from core.host.host import Host
from core.models import Duty
from core.rules.spans import day_of

Hits = dict[int, list[datetime]]  # id of the duty's subject -> instants of the acts that may count


async def count(cases: Sequence[Case], house: Host) -> None:
    """Count the acts just written; constant statements for any number of cases. Call with their rows in place."""
    for periodic, on in house.registry.counts.get(cases[0].act.full, ()):
        if house.is_on(periodic.plugin):
            hits = await _hits(cases, on)
            if hits:
                await _count(periodic, hits, cases[0].now, house)


async def _hits(cases: Sequence[Case], on: On) -> Hits:
    reached = await clocks.affected(cases, on)
    hits: Hits = defaultdict(list)
    for case in cases:
        if clocks.applies(case, on)[0]:
            for subject_id in clocks.targets(case, on, reached):
                if subject_id is not None:
                    hits[subject_id].append(clocks.happened(case, on))
    return dict(hits)


async def _count(periodic: Periodic, hits: Hits, now: datetime, house: Host) -> None:
    ids = sorted(hits)
    await open_for(periodic, ids, house, now)
    changed = []
    for duty in await _open_windows(periodic, ids, hits):
        instants = sorted(at for at in hits[duty.subject_id] if duty.window_from <= day_of(at) <= duty.window_to)
        if instants:
            _add(periodic, duty, instants)
            changed.append(duty)
    await sql.many(
        "UPDATE core_duty SET counted = ?, computed = ?, stop_at = ?, cancelled_at = ?, running = ? WHERE id = ?",
        [(d.counted, dump(d.computed), d.stop_at, d.cancelled_at, d.running, d.id) for d in changed],
    )
    await refresh_late(periodic.on, [d.subject_id for d in changed], house)


async def _open_windows(periodic: Periodic, ids: Sequence[int], hits: Hits) -> list[SimpleNamespace]:
    """Windows not yet kept in which something happened, locked: two acts at once must both be counted."""
    days = [day_of(at) for instants in hits.values() for at in instants]
    rows = Duty.filter(
        subject_type=periodic.on,
        code=periodic.code,
        subject_id__in=ids,
        stop_at=None,
        window_from__lte=max(days),
        window_to__gte=min(days),
    ).order_by("id")
    if db.dialect() == "postgres":
        rows = rows.select_for_update()
    found = [plain(row) for row in await rows]
    return [d for d in found if d.cancelled_at is None or d.cancelled_at >= d.late_from]


def _add(periodic: Periodic, duty: Any, instants: Sequence[datetime]) -> None:
    """The window is kept when it has as many acts as it requires; one too close to another is noted and not counted."""
    gap = int(duty.policies[periodic.gap]) if periodic.gap else 0
    counted = [date.fromisoformat(text) for text in duty.computed.get("counted", ())]
    early = list(duty.computed.get("too_close", ()))
    for at in instants:
        day = day_of(at)
        if any(abs((day - other).days) < gap for other in counted):
            early.append(day.isoformat())
            continue
        counted.append(day)
        if len(counted) >= duty.required:
            duty.stop_at, duty.running, duty.cancelled_at = at, 0, None
            break
    duty.counted = len(counted)
    duty.computed = {**duty.computed, "counted": [day.isoformat() for day in counted], "too_close": early}
