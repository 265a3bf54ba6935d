"""Background work of a serving process: the sweep, the outbox and the plugins' jobs, each pass in a fresh task.

A job is claimed by one UPDATE, so of many workers one runs it; a plugin's job that keeps failing is named in the log and on its row.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from core import clock
from core.db import sql
from core.host.host import Host
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
            if await _claim(name, every):
                await run()
                await _note(name, "")
        except (Exception, SystemExit) as failure:  # a job that calls exit() would take the worker with it
            _log.exception("job_failed", job=name)
            with suppress(Exception):
                await _note(name, f"{type(failure).__name__}: {failure}")


async def _claim(name: str, every: int) -> bool:
    """Take the job for this pass unless another worker has it or has just done it."""
    now = clock.now()
    await sql.execute(
        "INSERT INTO core_job_run (name, last_ok, last_error, runs, failures) VALUES (?, ?, ?, 0, 0) ON CONFLICT (name) DO NOTHING",
        name,
        True,
        "",
    )
    return bool(
        await sql.execute(
            "UPDATE core_job_run SET locked_until = ?, last_at = ? WHERE name = ? AND (locked_until IS NULL OR locked_until < ?) "
            "AND (last_at IS NULL OR last_at <= ?)",
            now + LEASE,
            now,
            name,
            now,
            now - timedelta(seconds=every) / 2,
        )
    )


async def _note(name: str, error: str) -> None:
    await sql.execute(
        "UPDATE core_job_run SET locked_until = NULL, last_ok = ?, last_error = ?, runs = runs + 1, failures = failures + ? WHERE name = ?",
        not error,
        error,
        1 if error else 0,
        name,
    )
