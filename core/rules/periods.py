"""The periods figures are read for: months, quarters and years of Shanghai's calendar, or any two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from core.rules.spans import midnight

Kind = Literal["month", "quarter", "year", "custom"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAY = timedelta(days=1)
_NAME = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?")
_LONGEST = 3700  # days of a custom period


@dataclass(frozen=True)
class Period:
    """`first` and `last` day, both inclusive; its instants are `start` (inclusive) and `end` (exclusive), aware UTC."""

    kind: Kind
    first: date
    last: date

    @property
    def start(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        return midnight(self.last + _DAY)

    @property
    def name(self) -> str:
        """2026-03, 2026-Q1, 2026 or 2026-03-01..2026-03-15."""
        match self.kind:
            case "month":
                return f"{self.first:%Y-%m}"
            case "quarter":
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case "year":
                return f"{self.first.year:04}"
        return f"{self.first}..{self.last}"

    def moved(self, steps: int) -> Period:
        """The period so many of its kind later; a custom one keeps its days."""
        if self.kind == "custom":
            days = (self.last - self.first + _DAY) * steps
            return Period("custom", self.first + days, self.last + days)
        return period_of(self.kind, self.first + relativedelta(months=_MONTHS[self.kind] * steps))


def period_of(kind: Kind, day: date) -> Period:
    """The month, quarter or year that `day` lies in."""
    months = _MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(kind, first, first + relativedelta(months=months) - _DAY)


def read_period(text: str) -> Period | None:
    """A period by its name; None if it is none."""
    if ".." in text:
        first, _dots, last = text.partition("..")
        return between(first, last)
    found = _NAME.fullmatch(text)
    try:
        if not found:
            return None
        year, month, quarter = int(found[1]), found[2], found[3]
        if month:
            return period_of("month", date(year, int(month), 1))
        return period_of("quarter", date(year, int(quarter) * 3, 1)) if quarter else period_of("year", date(year, 1, 1))
    except (ValueError, OverflowError):
        return None


def between(first: str, last: str) -> Period | None:
    """The days from `first` to `last` (ISO); None if they are none, turned around, or more than ten years."""
    try:
        period = Period("custom", date.fromisoformat(first), date.fromisoformat(last))
        return period if 0 <= (period.last - period.first).days <= _LONGEST and period.end > period.start else None
    except (ValueError, OverflowError):
        return None


def months_until(last: date, count: int) -> list[Period]:
    """The `count` months that end with the one `last` lies in, oldest first."""
    final = period_of("month", last)
    return [final.moved(-back) for back in reversed(range(count))]


def closed(kind: Kind, since: date, today: date) -> Iterator[Period]:
    """The periods of a kind over by `today`, from the one `since` lies in."""
    period = period_of(kind, since)
    while period.last < today:
        yield period
        period = period.moved(1)
