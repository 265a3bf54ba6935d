"""What another value of a policy would have done: deadlines reckoned anew from their own starts, figures against the other target.

Nothing is written. Running duties keep the values they started with; what they would be under the other one is told for comparison.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from tortoise.expressions import Q

from core.declare import Deadline, Periodic, Policy
from core.host.host import Host
from core.models import Duty
from core.rules.reckoning import reckon

DAYS = 90  # the last period looked at
MOST = 10_000  # duties, the newest first
SHOWN = 20  # cases named on each list
_TURN = 500  # duties reckoned before others have their turn
_COLUMNS = (
    *("subject_type", "code", "number", "start_at", "stop_at", "late_from", "running", "policies", "computed"),
    *("department_id", "owner_id", "party_id"),
)


@dataclass(frozen=True)
class Moved:
    """A duty whose end changes sides: `late_from` as it is, `other` as it would have been."""

    row: SimpleNamespace
    late_from: datetime
    other: datetime


@dataclass
class Side:
    """Counted duties: how many were late, how many would have been; those that change, newest first."""

    total: int = 0
    late: int = 0
    would: int = 0
    worse: list[Moved] = field(default_factory=list)
    better: list[Moved] = field(default_factory=list)

    def add(self, row: SimpleNamespace, other: datetime, now: datetime) -> None:
        until = row.stop_at or now
        was, would = until >= row.late_from, until >= other
        self.total += 1
        self.late += was
        self.would += would
        if was != would:
            (self.worse if would else self.better).append(Moved(row, row.late_from, other))


@dataclass
class Simulation:
    """`ended` began and ended in the period; `running` are still owed. `left_out`: older ones beyond MOST, or not to be reckoned anew."""

    since: datetime
    deadlines: tuple[Deadline, ...]
    ended: Side = field(default_factory=Side)
    running: Side = field(default_factory=Side)
    left_out: int = 0
    capped: bool = False


def reading(policy: Policy, house: Host) -> tuple[Deadline, ...]:
    """Deadlines whose time hangs on the policy: its length, days ahead, or the switch that moves a last day off."""
    policies = house.registry.policies
    rolled = {p.key for p in policies.values() if p.roll_to_workday == policy.key}
    found = (d for d in house.registry.deadlines.values() if isinstance(d, Deadline) and house.is_on(d.plugin))
    return tuple(d for d in found if policy.key in (d.length, d.minus) or d.length in rolled)


def windows_reading(policy: Policy, house: Host) -> tuple[Periodic, ...]:
    """Periodic duties that read it when a window begins; windows that have begun keep what they read."""
    found = (d for d in house.registry.periodics.values() if house.is_on(d.plugin))
    return tuple(d for d in found if policy.key in (d.every, d.required, d.gap))


async def simulate(policy: Policy, value: Any, now: datetime, house: Host) -> Simulation:
    """One statement, however many duties. A duty that was cancelled counts on neither side."""
    deadlines = reading(policy, house)
    made = Simulation(now - timedelta(days=DAYS), deadlines)
    if not deadlines:
        return made
    rows = await _rows(deadlines, made.since)
    made.capped = len(rows) > MOST
    by_name = {f"{d.on}:{d.code}": d for d in deadlines}
    for n, row in enumerate(rows[:MOST], start=1):
        other = _again(by_name[f"{row.subject_type}:{row.code}"], row, policy.key, value, house)
        if other is None:
            made.left_out += 1
        else:
            (made.running if row.running else made.ended).add(row, other, now)
        if not n % _TURN:
            await asyncio.sleep(0)
    return made


async def _rows(deadlines: Iterable[Deadline], since: datetime) -> list[SimpleNamespace]:
    """Those that began since then, and all that run; the newest first, one more than is looked at."""
    pairs = [Q(subject_type=d.on, code=d.code) for d in deadlines]
    meant = Duty.filter(Q(*pairs, join_type="OR"), Q(start_at__gte=since) | Q(running=1), cancelled_at=None)
    return [SimpleNamespace(**row) for row in await meant.order_by("-id").limit(MOST + 1).values(*_COLUMNS)]


def _again(deadline: Deadline, row: SimpleNamespace, key: str, value: Any, house: Host) -> datetime | None:
    """The first late instant under the other value; all else stays as it was read at the start."""
    held: Mapping[str, Any] = row.policies

    def read(name: str) -> Any:
        return value if name == key else held.get(name, house.policy(name, row.start_at))

    found = reckon(deadline, row.start_at, read, _promised(row), house)
    return found.due.late_from if found else None


def _promised(row: SimpleNamespace) -> date | None:
    """The day a deadline ran ahead of, as it was noted when it began."""
    noted = row.computed.get("event_on")
    return date.fromisoformat(noted) if isinstance(noted, str) else None
