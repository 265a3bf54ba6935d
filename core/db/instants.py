"""Instants between Python and the two databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from ciso8601 import parse_datetime


def utc(value: datetime) -> datetime:
    """The same instant in UTC; a naive value is no instant and raises ValueError."""
    if value.tzinfo is None:
        raise ValueError(f"An instant needs a time zone: {value!r}")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def instant(value: Any) -> datetime | None:
    """A raw column (text on SQLite, datetime on PostgreSQL) as an aware datetime in UTC."""
    if value is None:
        return None
    if isinstance(value, str):
        parsed = parse_datetime(value)  # without an offset only from CURRENT_TIMESTAMP, which is UTC
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else utc(parsed)
    if isinstance(value, datetime):
        return utc(value)
    raise TypeError(f"Not an instant: {value!r}")


def day(value: Any) -> date | None:
    """A raw date column (text on SQLite, date on PostgreSQL) as a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value
