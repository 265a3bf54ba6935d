"""What writes `next_late` looks up a subject's own duties, however many others are running."""

from __future__ import annotations

import pytest

from core import db
from core.acts.lateness import refresh_late
from core.db import guard, sql
from core.host.host import Host
from core.testing.make import Make


@pytest.mark.sqlite  # PostgreSQL's planner does not prefer an index for the sake of MIN
async def test_only_the_duties_of_the_subjects_meant_are_looked_at(host: Host, make: Make) -> None:
    """By the index of what runs, 40,000 products with a duty each took the only writer for minutes."""
    asset = await make.asset()
    with guard.allowed(), db.counted() as sent:
        await refresh_late("core.asset", [asset.id], host)
    with guard.allowed():
        plan = await sql.fetch(f"EXPLAIN QUERY PLAN {sent[0]}", "core.asset", asset.id)
    assert [row["detail"] for row in plan if "SEARCH d " in row["detail"]] == [
        "SEARCH d USING INDEX core_duty_subject (subject_type=? AND subject_id=?)"
    ]
