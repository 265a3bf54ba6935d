"""I6: a window of a periodic duty is kept if and only if the acts it requires lie in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from core.acts.findings import Finding, batches
from core.db import sql
from core.declare import On, Periodic, ons
from core.host.host import Host
from core.models import Duty, Journal
from core.rules.spans import day_of

Row = Mapping[str, Any]
Days = dict[int, set[date]]  # id of the duty's subject -> days with an act that counts


async def windows(house: Host) -> AsyncIterator[Finding]:
    """The acts of one periodic duty at a time, in batches, then its windows in batches."""
    for periodic in house.registry.periodics.values():
        done: Days = defaultdict(set)
        sure: Days = defaultdict(set)  # of acts that count without a condition
        for on in ons(periodic.counts):
            async for subject_id, at in _acts(on, house):
                done[subject_id].add(day_of(at))
                if on.when is None and _was_on(periodic, at, house):
                    sure[subject_id].add(day_of(at))
        async for rows in batches(Duty, subject_type=periodic.on, code=periodic.code, window_no__isnull=False):
            for row in rows:
                for said in (*_kept(row), *_acted(row, done), *_missed(row, sure)):
                    yield Finding(f"{periodic.on} {row['number']} {periodic.code} {row['window_no']}", said)


async def _acts(on: On, house: Host) -> AsyncIterator[tuple[int, datetime]]:
    """(id of the duty's subject, instant) of every such act that was done."""
    async for rows in batches(Journal, "id", "subject_id", "occurred_at", "changes", act=on.act, refused=False):
        reached = await _reached(on, sorted({r["subject_id"] for r in rows}), house)
        for row in rows:
            told = row["changes"].get(on.at, [None, None])[1] if on.at else None
            at: datetime = (sql.instant(told) if told else None) or row["occurred_at"]
            for subject_id in reached.get(row["subject_id"], ()):
                yield subject_id, at


async def _reached(on: On, ids: list[int], house: Host) -> Mapping[int, Any]:
    if on.via is None:
        return {i: (i,) for i in ids}
    if isinstance(on.via, str):
        model = house.registry.subjects[on.act.rpartition(".")[0]].model
        pairs = await model.filter(id__in=ids, **{f"{on.via}__isnull": False}).values("id", on.via)
        return {row["id"]: (row[on.via],) for row in pairs}
    return await on.via(ids)


def _was_on(periodic: Periodic, at: datetime, house: Host) -> bool:
    """Whether acts were counted then."""
    spans = house.intervals(periodic.plugin)
    return periodic.plugin == "core" or any(s.since <= at and (s.until is None or at < s.until) for s in spans)


def _kept(row: Row) -> Iterator[str]:
    """Kept, and counted, by its own columns."""
    counted = row["computed"].get("counted", ())
    if len(counted) != row["counted"]:
        yield f"it has counted {row['counted']} acts and names {len(counted)}"
    if (row["stop_at"] is not None) != (row["counted"] >= row["required"]):
        yield f"{row['counted']} of {row['required']} acts, and it is {'kept' if row['stop_at'] else 'not kept'}"
    if row["stop_at"] is not None and not row["window_from"] <= day_of(row["stop_at"]) <= row["window_to"]:
        yield "it was kept by an act outside of it"


def _acted(row: Row, done: Days) -> Iterator[str]:
    """Every day it counts lies in it and had such an act."""
    for text in row["computed"].get("counted", ()):
        day = date.fromisoformat(text)
        if not row["window_from"] <= day <= row["window_to"]:
            yield f"it counts {text}, which lies outside of it"
        elif day not in done.get(row["subject_id"], ()):
            yield f"it counts {text}, when nothing was done"


def _missed(row: Row, sure: Days) -> Iterator[str]:
    """An act lies in it and nothing was counted; one cancelled before its end counts nothing."""
    early = row["cancelled_at"] is not None and row["cancelled_at"] < row["late_from"]
    if row["counted"] or early or row["computed"].get("too_close"):
        return
    if any(row["window_from"] <= day <= row["window_to"] for day in sure.get(row["subject_id"], ())):
        yield "an act lies in it and was not counted"
