"""The only clock. Nothing else reads the time, so that a test can set it and a deadline is exact to the microsecond."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Source = Callable[[], datetime]


def _system() -> datetime:
    return datetime.now(UTC)


# one for the whole process and not a ContextVar: threads and tasks of a test must see the same time
_source: Source = _system


def now() -> datetime:
    """This instant, aware, in UTC, to the microsecond."""
    return _source()


def today() -> date:
    """The calendar day in Shanghai, by which regulations count days."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def use(source: Source) -> Iterator[None]:
    """Read the time from `source` for a while; it must return aware datetimes."""
    global _source
    before, _source = _source, lambda: _utc(source())
    try:
        yield
    finally:
        _source = before


class Frozen:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = _utc(at)

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        self._at = _utc(at)

    def advance(self, **by: float) -> datetime:
        """Move on by `timedelta(**by)`: `advance(hours=25)`."""
        self._at += timedelta(**by)
        return self._at


@contextmanager
def frozen(at: datetime) -> Iterator[Frozen]:
    """Stop the clock at an aware instant and hand out the means to move it."""
    clock = Frozen(at)
    with use(clock.now):
        yield clock


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"An instant needs a time zone: {at!r}")
    return at.astimezone(UTC)
