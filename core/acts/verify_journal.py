"""I2: every subject's chain of journal rows is whole, ends where the subject says, and its time does not fall."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.acts.findings import Finding, batches
from core.acts.journal import commitment_to, row_hash
from core.host.host import Host
from core.models import Journal, Personal

# the instant of an act is taken before it waits for its subject: two at once may stand in the other order
_SLACK = timedelta(minutes=1)
Chains = dict[tuple[str, int], "Chain"]


@dataclass(slots=True)
class Chain:
    """How far a subject's chain has been followed; `named` its number, `seen` whether the subject was found."""

    seq: int = 0
    head: bytes | None = None
    at: datetime | None = None
    number: str = ""
    seen: bool = False


@dataclass
class _Walk:
    """The chains so far, and those already told to be broken."""

    chains: Chains = field(default_factory=dict)
    broken: set[tuple[str, int]] = field(default_factory=set)


async def journal(house: Host) -> AsyncIterator[Finding]:
    """The first wrong row of each chain, cut tails, lost subjects, and personal values that are not those committed to."""
    walk = _Walk()
    async for rows in batches(Journal):
        for row in rows:
            if finding := _follow(row, walk):
                yield finding
    async for finding in _heads(house, walk.chains):
        yield finding
    async for finding in _commitments():
        yield finding


def _follow(row: Mapping[str, Any], walk: _Walk) -> Finding | None:
    """Rows in order of id are in order of each subject's chain. Tries without a subject stand alone."""
    key = (row["subject_type"], row["subject_id"] or 0)
    chain = walk.chains.setdefault(key, Chain()) if row["subject_id"] else Chain(row["seq"] - 1)
    wrong = _wrong(row, chain)
    chain.seq, chain.head, chain.at, chain.number = row["seq"], bytes(row["hash"]), row["at"], row["number"]
    if not wrong or key in walk.broken:
        return None
    if row["subject_id"]:
        walk.broken.add(key)
    return Finding(f"{row['subject_type']} {row['number']}", f"journal row {row['id']}: {wrong}")


def _wrong(row: Mapping[str, Any], chain: Chain) -> str:
    if row["seq"] != chain.seq + 1:
        return f"row {chain.seq + 1} of the chain is missing"
    if (bytes(row["prev"]) if row["prev"] else None) != chain.head:
        return "it does not follow the row before it"
    if row_hash(row, row["prev"]) != bytes(row["hash"]):
        return "its content was changed"
    if chain.at is not None and row["at"] < chain.at - _SLACK:
        return "its time lies before that of the row before it"
    return ""


async def _heads(house: Host, chains: Chains) -> AsyncIterator[Finding]:
    """Every subject's head and seq are those of its last journal row: a cut tail is found, and a subject that is gone."""
    for subject in house.registry.subjects.values():
        async for rows in batches(subject.model, "id", "number", "seq", "head"):
            for row in rows:
                chain = chains.setdefault((subject.name, row["id"]), Chain())
                chain.seen = True
                if row["seq"] != chain.seq or (bytes(row["head"]) if row["head"] else None) != chain.head:
                    said = "the end of its journal is missing or was replaced"
                    yield Finding(f"{subject.name} {row['number']}", said)
    for (name, _), chain in chains.items():
        if not chain.seen and name in house.registry.subjects:
            yield Finding(f"{name} {chain.number}", "it has a journal and is not there any more")


async def _commitments() -> AsyncIterator[Finding]:
    """Each personal value is the one its journal row committed to."""
    async for rows in batches(Personal):
        entries = await Journal.filter(uid__in=list({r["uid"] for r in rows})).values(
            "uid", "changes", "number", "subject_type"
        )
        by_uid = {e["uid"]: e for e in entries}
        for row in rows:
            entry = by_uid.get(row["uid"])
            given = commitment_to(row["salt"], row["value"].encode())
            if entry is None or given not in entry["changes"].get(row["field"], []):
                where = f"{entry['subject_type']} {entry['number']}" if entry else row["uid"]
                yield Finding(where, f"the personal value of {row['field']} is not the one in the journal")
