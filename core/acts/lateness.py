"""`next_late` of subjects whose duties changed from outside their own act: by another subject's act, or by time."""

from __future__ import annotations

from collections.abc import Iterable

from core.db import sql
from core.host.host import Host


async def refresh_late(name: str, ids: Iterable[int], house: Host) -> None:
    """Write the first late instant among the running duties onto the subjects, and onto the tickets of those that are cases."""
    wanted = sorted(set(ids))
    if not wanted:
        return
    subject = house.registry.subjects[name]
    table, marks = subject.model._meta.db_table, sql.marks(len(wanted))
    # `+`: without it SQLite takes the index by (running, late_from) for the sake of MIN and walks all running duties for every row
    await sql.execute(
        f'UPDATE "{table}" SET next_late = (SELECT MIN(d.late_from) FROM core_duty d WHERE d.subject_type = ? '
        f'AND d.subject_id = "{table}".id AND +d.running = 1) WHERE id IN ({marks})',
        name,
        *wanted,
    )
    if subject.ticket_kind:
        await sql.execute(
            f'UPDATE core_ticket SET next_late = (SELECT c.next_late FROM "{table}" c WHERE c.id = core_ticket.case_id) '
            f"WHERE case_subject = ? AND case_id IN ({marks})",
            name,
            *wanted,
        )
