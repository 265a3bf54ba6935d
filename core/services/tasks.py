"""Work on many rows behind the pages: one row a task, taken by one worker at a time, told about while it goes on.

Each kind of work is safe to begin again from its start: a worker that dies leaves a task that the next one finishes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from tortoise.exceptions import IntegrityError

from core import clock
from core.acts.journal import jsonable, new_uid
from core.host.host import Host
from core.i18n import use_language
from core.models import Task
from core.models.access import Actor
from core.services import batch
from core.services.exchange import task as loading

LEASE = timedelta(minutes=2)
KEPT = timedelta(days=7)  # after it has ended, whether seen or not
KEPT_SEEN = timedelta(days=1)
_log = structlog.get_logger("guizhang.tasks")

Tell = Callable[[int, int], Awaitable[None]]  # rows done, rows in all
Work = Callable[[Mapping[str, Any], Actor, str, Tell], Awaitable[Mapping[str, Any]]]
_KINDS: dict[str, Work] = {"batch": batch.run, "load": loading.run}


async def begin(kind: str, actor: Actor, key: str, payload: Mapping[str, Any], total: int) -> Task:
    """A new task, or the one that this user began under the same key."""
    known = f"{actor.id}.{key or new_uid()}"
    task = Task(
        uid=new_uid(),
        key=known,
        kind=kind,
        state="waiting",
        user_id=actor.id,
        lang=actor.lang,
        payload=jsonable(payload),
        total=total,
        created_at=clock.now(),
    )
    try:
        await task.save(force_create=True)
    except IntegrityError:
        return await Task.get(key=known)
    return task


async def work_waiting(house: Host) -> int:
    """Do what waits and what a worker left lying; clear away what is old. How many tasks were done."""
    now = clock.now()
    await clear(now)
    done = 0
    for task in await Task.filter(state__in=["waiting", "running"]).order_by("id"):
        actor = await house.actor(task.user_id, task.lang)
        done += await work(task, actor)
    return done


async def work(task: Task, actor: Actor | None) -> bool:
    """Do this task now unless somebody else has it. Afterwards its row tells how it ended."""
    if not await _claim(task):
        return False

    async def tell(done: int, total: int) -> None:
        await Task.filter(id=task.id).update(done=done, total=total, locked_until=clock.now() + LEASE)

    try:
        if actor is None:
            raise LookupError("the user is disabled")
        with use_language(task.lang):
            results = jsonable(await _KINDS[task.kind](task.payload, actor, task.key, tell))
        ended: dict[str, Any] = {"state": "done", "results": results, "error": ""}
    except Exception as failure:
        _log.exception("task_failed", task=task.uid, kind=task.kind)
        ended = {"state": "failed", "error": type(failure).__name__}
    await Task.filter(id=task.id).update(**ended, finished_at=clock.now(), locked_until=None)
    await task.refresh_from_db()
    return True


async def _claim(task: Task) -> bool:
    now = clock.now()
    mine = {"state": "running", "locked_until": now + LEASE}
    if await Task.filter(id=task.id, state="waiting").update(**mine):
        return True
    return bool(await Task.filter(id=task.id, state="running", locked_until__lt=now).update(**mine))


async def again(task: Task) -> None:
    """A failed task waits once more; what it had done already is not done twice."""
    await Task.filter(id=task.id, state="failed").update(state="waiting", finished_at=None)


async def clear(now: Any) -> None:
    """Tasks that ended long ago go, with the files they brought."""
    old = await Task.filter(finished_at__lt=now - KEPT_SEEN).values("id", "payload", "seen_at", "finished_at")
    gone = [t for t in old if t["seen_at"] or t["finished_at"] < now - KEPT]
    for each in gone:
        if name := each["payload"].get("file"):
            Path(name).unlink(missing_ok=True)
    if gone:
        await Task.filter(id__in=[t["id"] for t in gone]).delete()
