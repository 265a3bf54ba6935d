"""I4: a state, and the version with it, is what the last act led to; each act found the state the one before had left."""

from __future__ import annotations

from collections.abc import AsyncIterator

from core.acts.findings import Finding
from core.db import sql
from core.declare import Subject
from core.host.host import Host

_BREAKS = (
    "SELECT subject_type, number, act, state_before, before FROM (SELECT subject_type, number, act, seq, state_before, "
    "LAG(state_after) OVER (PARTITION BY subject_type, subject_id ORDER BY seq) AS before FROM core_journal "
    "WHERE NOT refused AND subject_id IS NOT NULL) steps WHERE before <> state_before ORDER BY subject_type, number, seq"
)


async def states(house: Host) -> AsyncIterator[Finding]:
    """Two statements per kind of subject, and one over the journal."""
    for subject in house.registry.subjects.values():
        async for finding in _of(subject):
            yield finding
        if subject.ticket_kind:
            async for finding in _stages(subject):
                yield finding
    for row in await sql.fetch(_BREAKS):
        said = f"{row['act']} began in state {row['state_before']}, the act before it had led to {row['before']}"
        yield Finding(f"{row['subject_type']} {row['number']}", said)


async def _of(subject: Subject) -> AsyncIterator[Finding]:
    rows = await sql.fetch(
        "SELECT s.number, s.state, s.version, j.state_after, j.version AS journaled "
        f'FROM "{subject.model._meta.db_table}" s LEFT JOIN core_journal j ON j.subject_type = ? AND j.subject_id = s.id '
        "AND NOT j.refused AND NOT EXISTS (SELECT 1 FROM core_journal k WHERE k.subject_type = j.subject_type "
        "AND k.subject_id = j.subject_id AND k.seq > j.seq AND NOT k.refused) "
        "WHERE j.id IS NULL OR j.state_after <> s.state OR j.version <> s.version ORDER BY s.id",
        subject.name,
    )
    for row in rows:
        if row["state_after"] is None:
            said = "no act made it"
        elif row["state_after"] != row["state"]:
            said = f"it is in state {row['state']}, its last act led to {row['state_after']}"
        else:
            said = f"it has version {row['version']}, its last act made version {row['journaled']}"
        yield Finding(f"{subject.name} {row['number']}", said)


async def _stages(subject: Subject) -> AsyncIterator[Finding]:
    """A ticket shows the stage of its case, and the category of that stage."""
    told = {f"{subject.name}.{name}": stage.category for name, stage in subject.states.items()}
    pairs = ", ".join(["(CAST(? AS VARCHAR(120)), CAST(? AS VARCHAR(10)))"] * len(told))
    rows = await sql.fetch(
        f"WITH told (stage, category) AS (VALUES {pairs}) SELECT t.number, t.stage, c.state FROM core_ticket t "
        f'JOIN "{subject.model._meta.db_table}" c ON c.id = t.case_id WHERE t.case_subject = ? AND NOT EXISTS '
        "(SELECT 1 FROM told WHERE told.stage = t.stage AND told.category = t.category "
        "AND t.stage = t.case_subject || '.' || c.state) ORDER BY t.id",
        *(word for pair in told.items() for word in pair),
        subject.name,
    )
    for row in rows:
        yield Finding(f"core.ticket {row['number']}", f"it shows {row['stage']}, its case is in state {row['state']}")
