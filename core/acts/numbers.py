"""Numbers per kind and year: FW-2026-01187. Taken n at a time inside the act's transaction, so a refused act leaves no gap."""

from __future__ import annotations

from datetime import datetime

from core.clock import SHANGHAI
from core.db import guard, sql

DIGITS = 5


async def take(prefix: str, count: int, at: datetime) -> list[str]:
    """The next `count` numbers of `prefix` in the Shanghai year of `at`; one statement."""
    year = at.astimezone(SHANGHAI).year
    with guard.allowed():
        rows = await sql.fetch(
            "INSERT INTO core_counter (prefix, year, last) VALUES (?, ?, ?) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = core_counter.last + excluded.last RETURNING last",
            prefix,
            year,
            count,
        )
    last = int(rows[0]["last"])
    return [f"{prefix}-{year}-{n:0{DIGITS}d}" for n in range(last - count + 1, last + 1)]
