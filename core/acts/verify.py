"""Recompute every chain and every seal, and name the first row that was touched. Reads only."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from core.acts import posting
from core.acts.journal import canonical, commitment, row_hash
from core.acts.seal import content, content_hash
from core.host.host import Host
from core.host.supplements import supplement_hash
from core.models import Journal, Personal, Signature, Supplement

BATCH = 2000


@dataclass(frozen=True)
class Finding:
    """`where` names the subject by kind and number, `what` was found there."""

    where: str
    what: str


@dataclass
class Chain:
    """How far a subject's chain has been followed."""

    seq: int = 0
    head: bytes | None = None


async def verify(house: Host) -> list[Finding]:
    """All findings, chains first; empty when nothing was touched."""
    found: list[Finding] = []
    chains = await _journal(found)
    await _heads(house, chains, found)
    await _signatures(house, found)
    await _supplements(found)
    await _commitments(found)
    found += [Finding(where, what) for where, what in await posting.unbalanced(house.registry)]
    return found


async def _batches(model: Any, **where: Any) -> AsyncIterator[list[dict[str, Any]]]:
    last = 0
    while rows := await model.filter(id__gt=last, **where).order_by("id").limit(BATCH).values():
        last = rows[-1]["id"]
        yield rows


async def _journal(found: list[Finding]) -> dict[tuple[str, int], Chain]:
    """Rows in order of id are in order of each subject's chain. Tries without a subject stand alone."""
    chains: dict[tuple[str, int], Chain] = {}
    broken: set[tuple[str, int]] = set()
    async for rows in _batches(Journal):
        for row in rows:
            key = (row["subject_type"], row["subject_id"] or 0)
            chain = chains.setdefault(key, Chain()) if row["subject_id"] else Chain(row["seq"] - 1)
            wrong = _wrong(row, chain)
            if wrong and key not in broken:
                broken.add(key)
                found.append(Finding(f"{row['subject_type']} {row['number']}", f"journal row {row['id']}: {wrong}"))
            chain.seq, chain.head = row["seq"], bytes(row["hash"])
    return chains


def _wrong(row: Mapping[str, Any], chain: Chain) -> str:
    if row["seq"] != chain.seq + 1:
        return f"row {chain.seq + 1} of the chain is missing"
    if (bytes(row["prev"]) if row["prev"] else None) != chain.head:
        return "it does not follow the row before it"
    return "" if row_hash(row, row["prev"]) == bytes(row["hash"]) else "its content was changed"


async def _heads(house: Host, chains: Mapping[tuple[str, int], Chain], found: list[Finding]) -> None:
    """Every subject's head and seq are those of its last journal row: a cut tail is found."""
    for subject in house.registry.subjects.values():
        async for rows in _batches(subject.model):
            for row in rows:
                chain = chains.get((subject.name, row["id"]), Chain())
                if row["seq"] != chain.seq or (bytes(row["head"]) if row["head"] else None) != chain.head:
                    found.append(
                        Finding(f"{subject.name} {row['number']}", "the end of its journal is missing or was replaced")
                    )


async def _signatures(house: Host, found: list[Finding]) -> None:
    async for rows in _batches(Signature, voided_at=None):
        for row in rows:
            where = f"{row['subject_type']} {row['record']} signature {row['id']}"
            if content_hash(row["subject_type"], row["record"], row["content"]) != bytes(row["content_hash"]):
                found.append(Finding(where, "the signed content was changed"))
            elif row["seals"] and not await _same(house, row):
                found.append(Finding(where, "the sealed record no longer reads as it was signed"))


async def _supplements(found: list[Finding]) -> None:
    """Each supplement is the text that was signed, added to the very seal it names."""
    async for rows in _batches(Supplement):
        seals = {s["id"]: s for s in await Signature.filter(id__in=[r["seal_id"] for r in rows]).values()}
        for row in rows:
            seal = seals.get(row["seal_id"])
            same = seal and supplement_hash(seal["id"], seal["content_hash"], row["text"]) == bytes(row["content_hash"])
            if not same:
                where = f"{row['subject_type']} {row['record']} supplement {row['id']}"
                found.append(Finding(where, "the signed text was changed"))


async def _same(house: Host, row: Mapping[str, Any]) -> bool:
    """Whether the record still reads as signed; records of plugins that are not installed cannot be compared."""
    record = house.registry.records.get(f"{row['subject_type']}:{row['record']}")
    if record is None:
        return True
    subject = await house.registry.subjects[row["subject_type"]].model.filter(id=row["subject_id"]).first().values()
    return subject is not None and canonical(await content(SimpleNamespace(**subject), record)) == canonical(
        row["content"]
    )


async def _commitments(found: list[Finding]) -> None:
    """Each personal value is the one its journal row committed to."""
    async for rows in _batches(Personal):
        entries = await Journal.filter(uid__in=list({r["uid"] for r in rows})).values(
            "uid", "changes", "number", "subject_type"
        )
        by_uid = {e["uid"]: e for e in entries}
        for row in rows:
            entry = by_uid.get(row["uid"])
            given = commitment(row["salt"], json.loads(row["value"]))
            if entry is None or given not in entry["changes"].get(row["field"], []):
                where = f"{entry['subject_type']} {entry['number']}" if entry else row["uid"]
                found.append(Finding(where, f"the personal value of {row['field']} is not the one in the journal"))
