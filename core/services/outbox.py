"""Delivering events to listeners: after commit, at least once, in order of their rows, with retries that grow apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog

from core import clock, db
from core.db import sql
from core.host.host import Host
from core.models import Outbox

BATCH = 50
LEASE = timedelta(minutes=2)
MOST_TRIES = 8  # afterwards the row is parked: it keeps its error and is not tried again
_log = structlog.get_logger("guizhang.outbox")


async def deliver(house: Host) -> int:
    """Claim due rows and hand them to their listeners; returns how many rows were finished."""
    return sum([await _one(row, house) for row in await _claim()])


async def _claim() -> list[Outbox]:
    now = clock.now()
    skip = " FOR UPDATE SKIP LOCKED" if db.dialect() == "postgres" else ""
    rows = await sql.fetch(
        "UPDATE core_outbox SET locked_until = ?, attempts = attempts + 1 WHERE id IN (SELECT id FROM core_outbox WHERE finished_at IS NULL "
        f"AND next_at <= ? AND attempts < ? AND (locked_until IS NULL OR locked_until < ?) ORDER BY id LIMIT {BATCH}{skip}) RETURNING id",
        now + LEASE,
        now,
        MOST_TRIES,
        now,
    )
    return await Outbox.filter(id__in=[r["id"] for r in rows]).order_by("id") if rows else []


async def _one(row: Outbox, house: Host) -> bool:
    done = set(row.done)
    error = ""
    for plugin, listener in house.registry.heard.get(row.act, ()):
        name = f"{plugin}.{listener.name}"
        if name in done or not house.is_on(plugin):
            continue
        try:
            await listener.handler(row.payload)
            done.add(name)
        except (Exception, SystemExit) as failure:  # a foreign listener must not stop the others
            error = f"{name}: {type(failure).__name__}: {failure}"
            _log.exception("listener_failed", listener=name, outbox=row.id)
    now = clock.now()
    changes: dict[str, Any] = {"done": sorted(done), "locked_until": None, "error": error}
    changes |= {"next_at": now + timedelta(seconds=2**row.attempts)} if error else {"finished_at": now}
    await Outbox.filter(id=row.id).update(**changes)
    return not error
