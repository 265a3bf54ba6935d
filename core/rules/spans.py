"""From a start instant and a span to the due instant, as FUNCTIONS 4.1 reads the Civil Code.

Hour clocks are natural hours and inclusive; day clocks leave out the start day and end at midnight; months clamp to the month's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from core.clock import SHANGHAI

TICK = timedelta(microseconds=1)
WARN_SHARE = 75  # a duty is warned about when this share (percent) of its time is used


@dataclass(frozen=True)
class Due:
    """`due_at` for reading, `late_from` the first late instant, `warn_at` when to warn, all aware UTC."""

    due_at: datetime
    late_from: datetime
    warn_at: datetime


def midnight(day: date) -> datetime:
    """00:00 of `day` in Shanghai, as UTC."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def day_of(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last."""
    return day + relativedelta(months=months)


def after_span(start: datetime, amount: Any, unit: str) -> Due:
    """`unit`: "min" or "h" (inclusive), "d" or "mo" (to the midnight that ends the last day)."""
    if unit in ("min", "h"):
        due = start + timedelta(**{"minutes" if unit == "min" else "hours": float(amount)})
        return _due(start, due, due + TICK)
    step = relativedelta(months=int(amount)) if unit == "mo" else relativedelta(days=int(amount))
    return end_of(start, day_of(start) + step)


def end_of(start: datetime, day: date) -> Due:
    """Due at 24:00 of `day`: the first late instant is that midnight."""
    end = midnight(day + timedelta(days=1))
    return _due(start, end, end)


def _due(start: datetime, due: datetime, late_from: datetime) -> Due:
    used = max(due - start, timedelta())
    return Due(due, late_from, start + used * WARN_SHARE / 100)
