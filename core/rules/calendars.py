"""Working time: several windows a day, weekends, holidays and the working days that make up for them.

What the State Council published comes from a package; an administrator's rows go before it, day by day, and supply a year it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from core.clock import SHANGHAI
from core.declare import WORK, Calendar, Policy
from core.host.host import Host
from core.host.settings import CalendarEntry
from core.rules.spans import TICK, WARN_SHARE, Due, day_of, end_of, midnight

DAY = timedelta(days=1)
HORIZON = 3660  # days after which a calendar without working time is a mistake


@dataclass(frozen=True)
class Published:
    """Holidays and make-up working days with their names, by day."""

    holidays: Mapping[date, str]
    workdays: Mapping[date, str]
    years: frozenset[int]


@lru_cache
def published(source: str) -> Published:
    """The table of a source; "" is a calendar of weekdays only."""
    if source != "cn":
        return Published({}, {}, frozenset())
    from chinese_calendar.constants import holidays, workdays  # only calendars need it, and reading it takes a while

    return Published(holidays, workdays, frozenset(day.year for day in holidays))


@dataclass
class WorkTime:
    """A calendar with the rows set for it. `skipped` and `years` tell what was looked at since it was made: for the explanation."""

    calendar: Calendar
    rows: Mapping[date, CalendarEntry] = field(default_factory=dict)
    skipped: list[date] = field(default_factory=list)
    years: set[int] = field(default_factory=set)

    def works(self, day: date) -> bool:
        self.years.add(day.year)
        row = self.rows.get(day)
        if row is not None:
            return row.kind == "working"
        table = published(self.calendar.holidays)
        if day in table.workdays:
            return True
        return day not in table.holidays and day.weekday() in self.calendar.weekdays

    def windows(self, day: date) -> list[tuple[datetime, datetime]]:
        """From and to of each window of a day, in order, as instants; none on a day off."""
        if not self.works(day):
            return []
        row = self.rows.get(day)
        hours = parse_hours(row.hours) if row is not None and row.hours else parse_pairs(self.calendar.hours)
        return [(_instant(day, begin), _instant(day, end)) for begin, end in hours]

    def after_hours(self, start: datetime, amount: timedelta) -> Due:
        """The instant at which so much working time has passed, inclusive; the end of a window is in time."""
        warn = self._reached(start, amount * WARN_SHARE / 100)
        self.skipped.clear()
        due = self._reached(start, amount)
        return Due(due, due + TICK, warn)

    def _reached(self, start: datetime, left: timedelta) -> datetime:
        for begin, end in self._ahead(start):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        raise ValueError(f"calendar {self.calendar.name} has no working time")

    def _ahead(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = day_of(start)
        for n in range(HORIZON):
            day = first + n * DAY
            windows = self.windows(day)
            if not windows:
                self.skipped.append(day)
            yield from ((max(begin, start), end) for begin, end in windows if end > start)

    def after_days(self, start: datetime, amount: int) -> Due:
        """To the midnight that ends the so-manieth working day after the start day."""
        day = day_of(start)
        for _ in range(amount):
            day = self.next_working(day + DAY)
        return end_of(start, day)

    def next_working(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        for _ in range(HORIZON):
            if self.works(day):
                return day
            self.skipped.append(day)
            day += DAY
        raise ValueError(f"calendar {self.calendar.name} has no working day")

    def missing(self) -> list[int]:
        """Years that were looked at and whose holidays nobody has entered."""
        if not self.calendar.holidays:
            return []
        known = published(self.calendar.holidays).years | {day.year for day in self.rows}
        return sorted(self.years - known)


def work_time(house: Host, name: str) -> WorkTime:
    """The calendar of this name as it stands now."""
    return WorkTime(house.registry.calendars[name], house.settings.calendar.get(name, {}))


def missing_years(house: Host, today: date) -> dict[str, list[int]]:
    """Per calendar in use, the years that duties meet soon and whose holidays are missing: this one, the next from December on."""
    used = {p.calendar or WORK for p in house.registry.policies.values() if _counted_by_calendar(p, house, today)}
    found = {}
    for name in sorted(used):
        work = work_time(house, name)
        work.years |= {today.year, (today + timedelta(days=31)).year}
        if missing := work.missing():
            found[name] = missing
    return found


def _counted_by_calendar(policy: Policy, house: Host, today: date) -> bool:
    roll = policy.roll_to_workday
    rolls = bool(house.policy(roll, midnight(today))) if isinstance(roll, str) else roll
    return house.is_on(house.registry.plugin_of(policy)) and (policy.unit in ("wh", "wd") or rolls)


def parse_hours(text: str) -> list[tuple[int, int]]:
    """ "08:30-12:00 13:30-17:30" as minutes since midnight, in order and apart; ValueError otherwise."""
    return parse_pairs(tuple(_pair(part) for part in text.replace("\u2013", "-").split()))


def _pair(text: str) -> tuple[str, str]:
    begin, dash, end = text.partition("-")
    if not dash:
        raise ValueError(text)
    return begin, end


def parse_pairs(pairs: tuple[tuple[str, str], ...]) -> list[tuple[int, int]]:
    found = [(_minutes(begin), _minutes(end)) for begin, end in pairs]
    edges = [edge for pair in found for edge in pair]
    if not found or edges != sorted(set(edges)):
        raise ValueError(f"windows of a day must follow each other: {pairs}")
    return found


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    total = int(hours) * 60 + int(minutes)
    if not (0 <= int(minutes) < 60 and 0 <= total <= 24 * 60):
        raise ValueError(text)
    return total


def _instant(day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=minutes)).astimezone(UTC)
