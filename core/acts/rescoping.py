"""Whose everything is when two parties turn out to be one: scope columns, outside logins and what hangs on the party's own row."""

from __future__ import annotations

from datetime import datetime

from core.acts.lateness import refresh_late
from core.db import guard, sql
from core.host.host import Host

_TABLES = ("core_duty",)  # beside those of the subjects


async def rescope(house: Host, subject: str, gone: int, kept: int, number: str, now: datetime) -> None:
    """Rows of party `gone` become those of `kept` (ids of rows of `subject`), and so do the duties of its own row.

    A window of `gone` that still runs ends: `kept` has one of its own. As many statements as there are tables with such rows, and five.
    """
    with guard.allowed():
        for table in await _tables(house, gone):
            await sql.execute(f'UPDATE "{table}" SET party_id = ? WHERE party_id = ?', kept, gone)
        await sql.execute(
            "UPDATE core_duty SET running = 0, cancelled_at = ? WHERE subject_type = ? AND subject_id = ? AND running = 1 "
            "AND window_no IS NOT NULL",
            now,
            subject,
            gone,
        )
        await sql.execute(
            "UPDATE core_duty SET subject_id = ?, number = ? WHERE subject_type = ? AND subject_id = ? AND window_no IS NULL",
            kept,
            number,
            subject,
            gone,
        )
        await refresh_late(subject, [gone, kept], house)


async def _tables(house: Host, party: int) -> list[str]:
    """Tables with a row of this party; one statement."""
    tables = sorted({s.model._meta.db_table for s in house.registry.subjects.values()} | set(_TABLES))
    asked = [
        f"SELECT '{table}' AS name WHERE EXISTS (SELECT 1 FROM \"{table}\" WHERE party_id = ?)" for table in tables
    ]
    return [row["name"] for row in await sql.fetch(" UNION ALL ".join(asked), *[party] * len(tables))]
