"""I9: what is declared to be a total is the sum of its rows: charges in fen, shares in hundredths of a percent."""

from __future__ import annotations

from collections.abc import AsyncIterator

from core.acts.findings import Finding
from core.db import sql
from core.declare import Total
from core.host.host import Host


async def totals(house: Host) -> AsyncIterator[Finding]:
    """One statement per declared total."""
    for total in house.registry.totals:
        async for finding in _of(total, house):
            yield finding


async def _of(total: Total, house: Host) -> AsyncIterator[Finding]:
    subject, rows = house.registry.subjects[total.on].model._meta, total.model._meta
    columns = subject.fields_db_projection
    wanted = f's."{columns[total.column]}"' if total.column else str(total.fixed)
    same = "".join(
        f' AND r."{rows.fields_db_projection[theirs]}" = s."{columns[ours]}"' for theirs, ours in total.same.items()
    )
    only = "".join(f' AND r."{rows.fields_db_projection[name]}" = ?' for name in total.where)
    value = f'r."{rows.fields_db_projection[total.value]}"'
    # a fixed total is asked for only where there are rows to make it up
    there = "" if total.column else "HAVING COUNT(r.id) > 0 AND "
    text = (
        f'SELECT s.number, {wanted} AS said, COALESCE(SUM({value}), 0) AS summed FROM "{subject.db_table}" s '
        f'LEFT JOIN "{rows.db_table}" r ON r."{rows.fields_db_projection[total.link]}" = s.id{same}{only} '
        f"GROUP BY s.id, s.number{', ' + wanted if total.column else ''} "
        f"{there or 'HAVING '}COALESCE(SUM({value}), 0) <> {wanted}"
    )
    for row in await sql.fetch(text, *total.where.values()):
        said = f"{total.column or 'the whole'} is {row['said']}, its rows sum to {row['summed']}"
        yield Finding(f"{total.on} {row['number']}", said)
