"""I8: an act somebody listens to has one outbox row, the row has its act, and what is finished has been delivered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from core.acts.findings import Finding, batches
from core.host.host import Host
from core.models import Journal, Outbox

Row = Mapping[str, Any]


async def events(house: Host) -> AsyncIterator[Finding]:
    """In batches over the outbox, then over the journal rows of acts that are heard."""
    seen: set[str] = set()
    since: dict[str, datetime] = {}
    async for rows in batches(Outbox, "id", "act", "payload", "at", "done", "error", "finished_at"):
        told = [row for row in rows if "uid" in row["payload"]]
        acts = await _acts(told)
        for row in told:
            uid, since[row["act"]] = row["payload"]["uid"], min(since.get(row["act"], row["at"]), row["at"])
            if uid in seen:
                yield Finding(f"outbox {row['id']}", f"a second row for the event of {row['act']}")
            elif acts.get(uid) != row["act"]:
                yield Finding(f"outbox {row['id']}", f"there was no {row['act']} it could tell of")
            seen.add(uid)
        for row in rows:
            if _undelivered(row, house):
                yield Finding(f"outbox {row['id']}", f"the event of {row['act']} is finished and nobody had it")
    async for finding in _untold(since, seen, house):
        yield finding


async def _acts(rows: Sequence[Row]) -> dict[str, str]:
    uids = [row["payload"]["uid"] for row in rows]
    found = await Journal.filter(uid__in=uids, refused=False).values_list("uid", "act") if uids else []
    return dict(found)


def _undelivered(row: Row, house: Host) -> bool:
    """Finished while a listener's plugin was on, without an error, and no listener is named."""
    if row["finished_at"] is None or row["done"] or row["error"]:
        return False
    heard = house.registry.heard.get(row["act"], ())
    return any(_was_on(plugin, row["finished_at"], house) for plugin, _ in heard)


async def _untold(since: Mapping[str, datetime], seen: set[str], house: Host) -> AsyncIterator[Finding]:
    """Acts without their event, from the first one on that was told: whoever listens may have come later."""
    for act, first in since.items():
        plugins = [plugin for plugin, _ in house.registry.heard.get(act, ())]
        columns = ("id", "uid", "at", "number", "subject_type")
        async for rows in batches(Journal, *columns, act=act, refused=False, at__gte=first):
            for row in rows:
                if row["uid"] not in seen and any(_was_on(plugin, row["at"], house) for plugin in plugins):
                    yield Finding(f"{row['subject_type']} {row['number']}", f"nobody was told of its {act}")


def _was_on(plugin: str, at: datetime, house: Host) -> bool:
    return plugin == "core" or any(
        span.since <= at and (span.until is None or at < span.until) for span in house.intervals(plugin)
    )
