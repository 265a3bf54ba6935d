"""When a deadline falls due, and how that came about: by a span, by a day promised, by days ahead of it, by a calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from core.clock import SHANGHAI
from core.declare import WORK, Deadline, Policy
from core.host.host import Host
from core.rules.calendars import WorkTime, work_time
from core.rules.spans import TICK, Due, after_span, day_of, end_of

Read = Callable[[str], Any]  # the value of a policy for this duty; whoever hands it in keeps what was read
SHOWN = 40  # days off named in an explanation


@dataclass(frozen=True)
class Reckoned:
    """`computed` explains the instants; `calendar` is the one they were counted by, "" if none."""

    due: Due
    computed: dict[str, Any] = field(default_factory=dict)
    calendar: str = ""


def reckon(deadline: Deadline, at: datetime, read: Read, promised: Any, house: Host) -> Reckoned | None:
    """`promised` is the value of the deadline's `until`; without it nothing has been promised: None."""
    if deadline.length:
        return _by_length(house.registry.policies[deadline.length], at, read, house)
    day = promised.astimezone(SHANGHAI).date() if isinstance(promised, datetime) else promised
    if not isinstance(day, date):
        return None
    computed: dict[str, Any] = {"until": deadline.until}
    if deadline.minus:
        computed |= {"minus": deadline.minus, "event_on": day.isoformat()}
        day -= timedelta(days=int(read(deadline.minus)))
        if day < day_of(at):
            day, computed["short_lead"] = day_of(at), True
    return Reckoned(end_of(at, day), computed)


def _by_length(policy: Policy, at: datetime, read: Read, house: Host) -> Reckoned:
    computed: dict[str, Any] = {"policy": policy.key, "unit": policy.unit}
    amount = read(policy.key)
    if policy.unit in ("wh", "wd"):
        work = work_time(house, policy.calendar or WORK)
        due = work.after_days(at, int(amount)) if policy.unit == "wd" else work.after_hours(at, _hours(amount))
        return Reckoned(due, computed | _told(work), work.calendar.name)
    due = after_span(at, amount, policy.unit)
    if policy.unit in ("d", "mo") and _rolls(policy, read):
        work = work_time(house, policy.calendar or WORK)
        last = day_of(due.late_from - TICK)
        moved = work.next_working(last)
        if moved != last:
            due, computed["rolled_from"] = end_of(at, moved), last.isoformat()
        return Reckoned(due, computed | _told(work), work.calendar.name)
    return Reckoned(due, computed)


def _rolls(policy: Policy, read: Read) -> bool:
    roll = policy.roll_to_workday
    return bool(read(roll)) if isinstance(roll, str) else roll


def _hours(amount: Any) -> timedelta:
    return timedelta(hours=float(amount))


def _told(work: WorkTime) -> dict[str, Any]:
    told: dict[str, Any] = {"calendar": work.calendar.name, "skipped": [d.isoformat() for d in work.skipped[:SHOWN]]}
    return told | ({"missing_years": work.missing()} if work.missing() else {})
