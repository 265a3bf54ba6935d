"""Background work of a serving process: the sweep, the outbox and the plugins' jobs, each pass in a fresh task.

A job is claimed by one UPDATE, so of many workers one runs it; a plugin's job that keeps failing is named in the log and on its row, and
after some days of nothing else it is left alone until somebody has it tried again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import structlog

from core import clock
from core.db import sql
from core.host.host import Host
from core.models import JobRun
from core.services import mail
from core.services.figures import take_figures
from core.services.outbox import deliver
from core.services.sweep import sweep
from core.services.tasks import work_waiting

SWEEP_SECONDS = 10
OUTBOX_SECONDS = 2
TASK_SECONDS = 2
FIGURES_SECONDS = 600
MAIL_SECONDS = 5
LEASE = timedelta(minutes=5)
NEVER = 2**31 - 1
MOST_IN_ROW, MOST_DAYS = 5, timedelta(days=7)  # as often and as long a plugin's job may fail before it rests
_log = structlog.get_logger("guizhang.jobs")
_loops: list[asyncio.Task[None]] = []


async def start(house: Host) -> None:
    """Start the loops of this process; `stop` ends them."""
    work: list[tuple[str, str, int, Callable[[], Awaitable[object]]]] = [
        ("core", "core.sweep", SWEEP_SECONDS, lambda: sweep(house)),
        ("core", "core.outbox", OUTBOX_SECONDS, lambda: deliver(house)),
        ("core", "core.tasks", TASK_SECONDS, lambda: work_waiting(house)),
        ("core", "core.figures", FIGURES_SECONDS, lambda: take_figures(house)),
    ]
    if mail.config().smtp:
        work.append(("core", "core.mail", MAIL_SECONDS, mail.plan))
    work += [(plugin, f"{plugin}.{job.name}", job.every, job.run) for plugin, job in house.registry.jobs]
    for plugin, name, every, run in work:
        _loops.append(asyncio.create_task(_loop(house, plugin, name, every, run), name=name))


async def stop() -> None:
    for loop in _loops:
        loop.cancel()
    for loop in _loops:
        with suppress(asyncio.CancelledError):
            await loop
    _loops.clear()


async def _loop(house: Host, plugin: str, name: str, every: int, run: Callable[[], Awaitable[object]]) -> None:
    while True:
        # a pass in its own task: a broken connection is left behind with it
        await asyncio.gather(asyncio.create_task(_pass(house, plugin, name, every, run)), return_exceptions=True)
        await asyncio.sleep(every)


async def _pass(house: Host, plugin: str, name: str, every: int, run: Callable[[], Awaitable[object]]) -> None:
    if not house.is_on(plugin):
        return
    # all that a pass writes to the log bears one number, as all of a request does
    with structlog.contextvars.bound_contextvars(id=secrets.token_hex(8)):
        try:
            if await _claim(name, every, rests=plugin != "core"):
                await run()
                await _note(name, "")
        except (Exception, SystemExit) as failure:  # a job that calls exit() would take the worker with it
            _log.exception("job_failed", job=name)
            with suppress(Exception):
                await _note(name, f"{type(failure).__name__}: {failure}")


async def failing() -> list[dict[str, Any]]:
    """The jobs whose last run failed: {"name", "in_row", "failing_since", "last_error", "resting"}."""
    rows = await JobRun.filter(in_row__gt=0).order_by("name").values("name", "in_row", "failing_since", "last_error")
    return [{**row, "resting": _rests(row, clock.now())} for row in rows]


async def try_again(name: str) -> bool:
    """A job that rests is run again with the next pass; False if it has not failed."""
    return bool(await JobRun.filter(name=name, in_row__gt=0).update(in_row=0, failing_since=None))


def _rests(row: Mapping[str, Any], now: datetime) -> bool:
    own = row["name"].partition(".")[0] == "core"
    return not own and row["in_row"] >= MOST_IN_ROW and row["failing_since"] <= now - MOST_DAYS


async def _claim(name: str, every: int, *, rests: bool) -> bool:
    """Take the job for this pass unless another worker has it or has just done it, or it `rests` after too many failures."""
    now = clock.now()
    most = MOST_IN_ROW if rests else NEVER
    await sql.execute(
        "INSERT INTO core_job_run (name, last_ok, last_error, runs, failures) VALUES (?, ?, ?, 0, 0) ON CONFLICT (name) DO NOTHING",
        name,
        True,
        "",
    )
    return bool(
        await sql.execute(
            "UPDATE core_job_run SET locked_until = ?, last_at = ? WHERE name = ? AND (locked_until IS NULL OR locked_until < ?) "
            "AND (last_at IS NULL OR last_at <= ?) AND NOT (in_row >= ? AND failing_since <= ?)",
            now + LEASE,
            now,
            name,
            now,
            now - timedelta(seconds=every) / 2,
            most,
            now - MOST_DAYS,
        )
    )


async def _note(name: str, error: str) -> None:
    await sql.execute(
        "UPDATE core_job_run SET locked_until = NULL, last_ok = ?, last_error = ?, runs = runs + 1, failures = failures + ?, "
        "in_row = CASE WHEN ? THEN in_row + 1 ELSE 0 END, failing_since = CASE WHEN ? THEN COALESCE(failing_since, ?) ELSE NULL END "
        "WHERE name = ?",
        not error,
        error,
        1 if error else 0,
        bool(error),
        bool(error),
        clock.now(),
        name,
    )
