"""I10: whoever asked did not decide, nobody decided twice, and two acts meant for two people were done by two."""

from __future__ import annotations

from collections.abc import AsyncIterator

from core.acts.findings import Finding
from core.db import sql
from core.host.host import Host

# of each position the rows of the last round count
_COUNTING = (
    "FROM core_approval_step s JOIN core_approval a ON a.id = s.approval_id WHERE NOT EXISTS (SELECT 1 FROM "
    "core_approval_step l WHERE l.approval_id = s.approval_id AND l.position = s.position AND l.round > s.round)"
)
_ASKERS = (
    "SELECT a.number FROM core_approval_step s JOIN core_approval a ON a.id = s.approval_id "
    "WHERE a.asker_id IN (s.decided_by_id, s.deputy_of_id) ORDER BY a.id"
)
_TWICE = (
    f"SELECT a.number {_COUNTING} AND s.state = 'approved' AND s.decided_by_id IS NOT NULL "
    "GROUP BY a.id, a.number, s.decided_by_id HAVING COUNT(*) > 1"
)
_UNDECIDED = (
    f"SELECT a.number {_COUNTING} AND a.state IN ('granted', 'used') GROUP BY a.id, a.number, a.mode "
    "HAVING SUM(CASE WHEN s.state = 'approved' THEN 1 ELSE 0 END) = 0 OR "
    "(a.mode <> 'any' AND SUM(CASE WHEN s.state IN ('open', 'waiting', 'rejected', 'returned') THEN 1 ELSE 0 END) > 0)"
)
_SAID = (
    (_ASKERS, "whoever asked decided it himself"),
    (_TWICE, "one person said yes twice"),
    (_UNDECIDED, "it is granted and not all have said yes"),
)


async def deciders(house: Host) -> AsyncIterator[Finding]:
    """One statement per rule, and one per act that asks for another person."""
    for text, said in _SAID:
        for row in await sql.fetch(text):
            yield Finding(f"core.approval {row['number']}", said)
    for act in house.registry.acts.values():
        earlier = [f"{act.on}.{name}" for name in act.unlike if name != "owner"]
        if earlier:
            async for finding in _same_person(act.on, act.full, earlier):
                yield finding


async def _same_person(subject: str, act: str, earlier: list[str]) -> AsyncIterator[Finding]:
    rows = await sql.fetch(
        "SELECT DISTINCT j.number, j.actor_name FROM core_journal j JOIN core_journal b ON b.subject_type = j.subject_type "
        "AND b.subject_id = j.subject_id AND b.seq < j.seq AND b.actor_id = j.actor_id AND NOT b.refused "
        f"AND b.act IN ({sql.marks(len(earlier))}) WHERE j.act = ? AND NOT j.refused",
        *earlier,
        act,
    )
    for row in rows:
        yield Finding(f"{subject} {row['number']}", f"{row['actor_name']} did {act} and what another had to do before")
