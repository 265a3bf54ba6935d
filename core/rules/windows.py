"""The windows of a periodic duty (FUNCTIONS 4.1-9): an N-month warranty has exactly N, whatever the month's length.

Every edge is computed from the original anchor and never from the edge before, so a 31st stays a 31st.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from dateutil.relativedelta import relativedelta

MONTHS = {"mo": 1, "q": 3, "y": 12}  # units of a window's length in months; "d" is days
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """`first` and `last` day, both inclusive; `no` counts from 1 at the anchor."""

    no: int
    first: date
    last: date


def windows(
    anchor: date,
    amount: int,
    unit: str,
    *,
    begun_by: date,
    until: date | None = None,
    since: date | None = None,
    calendar: bool = False,
) -> list[Window]:
    """The windows that have begun by a day, in order; with `since` only those whose last day is not before it."""
    edge = _calendar_edge if calendar else _edge
    found: list[Window] = []
    for no in count(max(1, _near(anchor, since, amount, unit))):
        first = anchor if calendar and no == 1 else edge(anchor, no - 1, amount, unit) + DAY
        if first > begun_by or (until is not None and first > until):
            return found
        last = edge(anchor, no, amount, unit)
        window = Window(no, first, last if until is None else min(last, until))
        if since is None or window.last >= since:
            found.append(window)
    raise AssertionError("unreachable")


def _edge(anchor: date, no: int, amount: int, unit: str) -> date:
    """The last day of window `no`; that of window 0 is the anchor."""
    if unit == "d":
        return anchor + timedelta(days=no * amount)
    return anchor + relativedelta(months=no * amount * MONTHS[unit])


def _calendar_edge(anchor: date, no: int, amount: int, unit: str) -> date:
    """The last day of the calendar's block of months; block 1 holds the anchor, and blocks begin with a January."""
    months = amount * MONTHS[unit]
    block = (anchor.year * 12 + anchor.month - 1) // months + no
    year, month = divmod(block * months, 12)
    return date(year, month + 1, 1) - DAY


def _near(anchor: date, since: date | None, amount: int, unit: str) -> int:
    """A number safely below that of the first window wanted, so that an old anchor costs no more than a new one."""
    if since is None or since <= anchor:
        return 1
    if unit == "d":
        return (since - anchor).days // amount - 1
    months = (since.year - anchor.year) * 12 + since.month - anchor.month
    return months // (amount * MONTHS[unit]) - 1
