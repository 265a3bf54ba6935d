"""I11: an act key was used once, its one effect is there, and no number was given twice or runs ahead of its counter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator

from core.acts.findings import Finding
from core.db import sql
from core.host.host import Host
from core.models import Counter

_REPEATED = (
    ("SELECT key AS what FROM core_journal WHERE key IS NOT NULL GROUP BY key HAVING COUNT(*) > 1", "act key"),
    ("SELECT uid AS what FROM core_journal GROUP BY uid HAVING COUNT(*) > 1", "journal uid"),
    ("SELECT number AS what FROM core_printed GROUP BY number HAVING COUNT(*) > 1", "document number"),
    (
        "SELECT number AS what FROM core_journal WHERE subject_id IS NOT NULL AND number <> '' "
        "GROUP BY subject_type, number HAVING COUNT(DISTINCT subject_id) > 1",
        "number in the journal",
    ),
)


async def keys(house: Host) -> AsyncIterator[Finding]:
    """A few statements over the journal, two per kind of subject."""
    for text, what in _REPEATED:
        for row in await sql.fetch(text):
            yield Finding(f"{what} {row['what']}", "it was used twice")
    async for finding in _without_act():
        yield finding
    counters = await _counters()
    for name, subject in house.registry.subjects.items():
        table = subject.model._meta.db_table
        for row in await sql.fetch(f'SELECT number FROM "{table}" GROUP BY number HAVING COUNT(*) > 1'):
            yield Finding(f"{name} {row['number']}", "its number was given twice")
        for start, last in counters.get(subject.prefix, {}).items():
            async for finding in _ahead(name, table, start, last):
                yield finding


async def _without_act() -> AsyncIterator[Finding]:
    """A supplement is the effect of one act; signatures and postings are held to theirs by I3 and I1."""
    for row in await sql.fetch(
        "SELECT e.id, e.subject_type, e.record FROM core_supplement e LEFT JOIN core_journal j ON j.uid = e.uid "
        "AND NOT j.refused WHERE j.id IS NULL"
    ):
        yield Finding(f"{row['subject_type']} {row['record']} supplement {row['id']}", "no act made it")


async def _counters() -> dict[str, dict[str, int]]:
    """Prefix -> beginning of its numbers -> the last one taken."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await Counter.all():
        found[row.prefix][f"{row.prefix}-{row.year}-"] = row.taken
    return found


async def _ahead(name: str, table: str, start: str, last: int) -> AsyncIterator[Finding]:
    """Numbers the counter has not given out yet: it would give them a second time."""
    digits = f"CAST(SUBSTR(number, {len(start) + 1}) AS BIGINT)"
    rows = await sql.fetch(
        f'SELECT MAX({digits}) AS most FROM "{table}" WHERE SUBSTR(number, 1, {len(start)}) = ?', start
    )
    most = rows[0]["most"]
    if most is not None and most > last:
        yield Finding(f"{name} {start}{most:05d}", f"the counter stands at {last} and would give this number again")
