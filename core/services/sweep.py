"""What time does by itself: warnings, lapses and escalations. Set-based and idempotent, in every worker at once, after any downtime.

The state of a duty never rests on the sweep: a late duty is late at the second it is late. The sweep notes that somebody was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core import clock, db
from core.acts.opening import close_windows, open_windows
from core.db import guard, sql
from core.host.host import Host
from core.models import Generation
from core.services.due import follow_calendars, perform_due
from core.services.notices import tell_of_duties


@dataclass(frozen=True)
class Swept:
    """What a pass found: duties warned about, noted as lapsed, escalated; windows opened and missed; acts done when due; cases whose
    deadlines moved with a calendar."""

    warned: int
    lapsed: int
    escalated: int
    opened: int = 0
    missed: int = 0
    performed: int = 0
    moved: int = 0


async def sweep(house: Host, now: datetime | None = None) -> Swept:
    """One pass over what became due since the last one; duties of plugins that are off are left out."""
    at = now or clock.now()
    await _reread(house)
    on = sorted(house.enabled)
    moved = await follow_calendars(house, at)
    opened = await open_windows(house, at)
    async with db.transaction():
        with guard.allowed():
            warned = await _note("warned_at", "warn_at", at, on)
            lapsed = await _note("lapsed_at", "late_from", at, on)
            escalated = await _escalate(house, at, on)
        for kind, count in (("warned", warned), ("lapsed", lapsed), ("escalated", escalated)):
            if count:
                await tell_of_duties(kind, at)
    missed = await close_windows(house, at)
    performed = await perform_due(house, at)
    return Swept(warned, lapsed, escalated, opened, missed, performed, moved)


async def _reread(house: Host) -> None:
    """A worker that nobody asks for pages hears of changed settings here: a switched-off plugin makes no alarm."""
    row = await Generation.get_or_none(id=1)
    if row is not None and row.number != house.generation:
        await house.refresh()


async def _note(column: str, due: str, at: datetime, on: Sequence[str]) -> int:
    return await sql.execute(
        f"UPDATE core_duty SET {column} = ? WHERE running = 1 AND {due} <= ? AND {column} IS NULL AND plugin IN ({sql.marks(len(on))})",
        at,
        at,
        *on,
    )


async def _escalate(house: Host, at: datetime, on: Sequence[str]) -> int:
    """One escalation: a lapsed duty goes to the manager of its department; one statement per manager."""
    by_manager: dict[int | None, list[int]] = {}
    for department in house.directory.departments:
        by_manager.setdefault(house.directory.manager(department), []).append(department)
    count = 0
    for manager, departments in by_manager.items():
        if manager is None:
            continue
        count += await sql.execute(
            "UPDATE core_duty SET escalated_at = ?, escalated_to = ? WHERE running = 1 AND late_from <= ? AND escalated_at IS NULL "
            f"AND department_id IN ({sql.marks(len(departments))}) AND plugin IN ({sql.marks(len(on))})",
            at,
            manager,
            at,
            *departments,
            *on,
        )
    return count
