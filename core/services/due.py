"""What falls due by itself: acts the system performs for a deadline, and deadlines that a corrected calendar moves.

Both go through `perform` under a key made of the duty or the correction, so that a killed or doubled pass does nothing twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog

from core import db
from core.acts.perform import perform
from core.acts.rows import plain
from core.db import guard
from core.declare import Deadline
from core.errors import InvalidInput, NotFound, Refused
from core.host.host import Host
from core.host.moving import NAME
from core.models import Duty
from core.models.access import SYSTEM
from core.rules.moving import move

BATCH = 500
_log = structlog.get_logger("guizhang.sweep")


async def perform_due(house: Host, at: datetime) -> int:
    """Do, once each, the acts of deadlines that have fallen due. A refused one is journaled and its duty stays."""
    wanted = {
        name: d
        for name, d in house.registry.deadlines.items()
        if isinstance(d, Deadline) and d.on_due and house.is_on(d.plugin)
    }
    if not wanted:
        return 0
    rows = await (
        Duty.filter(running=1, performed_at=None, late_from__lte=at)
        .filter(
            code__in=sorted({d.code for d in wanted.values()}), subject_type__in=sorted({d.on for d in wanted.values()})
        )
        .order_by("id")
        .limit(BATCH)
    )
    done = 0
    for row in rows:
        deadline = wanted.get(f"{row.subject_type}:{row.code}")
        if deadline is not None and deadline.on_due:
            done += await _once(row, deadline.on_due, at)
    return done


async def _once(row: Duty, act: str, at: datetime) -> int:
    """1 if the act was done; it is not tried again either way, unless it broke."""
    try:
        await perform(act, SYSTEM, subject=row.subject_id, key=f"duty:{row.id}")
        done = 1
    except (Refused, InvalidInput, NotFound) as refused:
        _log.warning("due_act_refused", act=act, duty=row.id, reason=str(refused))
        done = 0
    except Exception:
        _log.exception("due_act_broke", act=act, duty=row.id)
        return 0
    with guard.allowed():
        await Duty.filter(id=row.id, performed_at=None).update(performed_at=at)
    return done


async def follow_calendars(house: Host, at: datetime) -> int:
    """Move running duties whose calendar has been corrected since they were computed; how many cases were told."""
    told = 0
    for name, mark in house.settings.calendar_marks.items():
        behind: Any = Duty.filter(running=1, calendar=name, calendar_mark__lt=mark, plugin__in=sorted(house.enabled))
        rows = [plain(row) for row in await behind.order_by("id").limit(BATCH)]
        moved = {(r.subject_type, r.subject_id) for r in rows if move(r, at, house)}
        for subject, subject_id in sorted(moved):
            key = f"calendar:{name}:{mark}:{subject}:{subject_id}"
            await perform(f"{subject}.{NAME}", SYSTEM, subject=subject_id, key=key)
        with guard.allowed():
            async with db.transaction():
                await Duty.filter(id__in=[r.id for r in rows], calendar_mark__lt=mark).update(calendar_mark=mark)
        told += len(moved)
    return told
