"""I3: every signature covers its content, every sealed record still reads as it was signed, every supplement stands beside its seal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from core.acts.findings import Finding, batches
from core.acts.journal import SIGNATURE, canonical, jsonable, signing_hash
from core.acts.seal import content_hash
from core.declare import Record
from core.host.host import Host
from core.host.supplements import supplement_hash
from core.models import Journal, Signature, Supplement

Row = Mapping[str, Any]


async def seals(house: Host) -> AsyncIterator[Finding]:
    """Records of plugins that are not installed cannot be compared with what was signed; their signatures are."""
    async for rows in batches(Signature):
        acts = await _acts(rows)
        for row in rows:
            if said := _changed(row, acts.get(row["uid"])):
                yield Finding(_where(row, "signature"), said)
        async for finding in _sealed(house, [row for row in rows if row["seals"] and row["voided_at"] is None]):
            yield finding
    async for finding in _marks(house):
        yield finding
    async for rows in batches(Supplement):
        async for finding in _supplements(rows):
            yield finding


async def _acts(rows: Iterable[Row]) -> dict[str, Row]:
    """The signing acts by uid."""
    asked = Journal.filter(uid__in=[row["uid"] for row in rows], refused=False)
    return {a["uid"]: a for a in await asked.values("uid", "subject_type", "subject_id", "changes")}


def _changed(row: Row, act: Row | None) -> str:
    """What of a signature is not as it was given, "" for nothing. Journals from before 0.1 do not tell who signed."""
    if act is None or (act["subject_type"], act["subject_id"]) != (row["subject_type"], row["subject_id"]):
        return "it belongs to no act on this subject"
    if act["changes"].get(SIGNATURE, [signing_hash(row)]) != [signing_hash(row)]:
        return "who signed, as what, when or how was changed"
    if content_hash(row["subject_type"], row["record"], row["content"]) != bytes(row["content_hash"]):
        return "the signed content was changed"
    return ""


def _where(row: Row, what: str) -> str:
    return f"{row['subject_type']} {row['record']} {what} {row['id']}"


async def _sealed(house: Host, rows: Iterable[Row]) -> AsyncIterator[Finding]:
    """One statement per record and kind of child for a whole batch."""
    by_record: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_record[f"{row['subject_type']}:{row['record']}"].append(row)
    for key, group in by_record.items():
        record = house.registry.records.get(key)
        if record is None:
            continue
        now = await _contents(house, record, [row["subject_id"] for row in group])
        for row in group:
            held = now.get(row["subject_id"])
            if held is None:
                yield Finding(_where(row, "signature"), "what it was signed on is not there any more")
            elif not held[0]:
                yield Finding(_where(row, "signature"), "its subject is not marked as sealed any more")
            elif _differs(held[1], row["content"]):
                yield Finding(_where(row, "signature"), "the sealed record no longer reads as it was signed")


def _differs(now: Mapping[str, Any], signed: Mapping[str, Any]) -> bool:
    """Whether a signed part reads differently now. A later release may declare other parts: those gone or new were not signed."""
    both = now.keys() & signed.keys()
    return canonical({k: now[k] for k in both}) != canonical({k: signed[k] for k in both})


async def _contents(house: Host, record: Record, ids: Sequence[int]) -> dict[int, tuple[bool, dict[str, Any]]]:
    """Subject id -> (marked as sealed, what `core.acts.seal.content` would give now)."""
    model = house.registry.subjects[record.on].model
    rows = await model.filter(id__in=ids).values("id", "seals", *dict.fromkeys(record.content))
    found = {
        r["id"]: (f",{record.name}," in r["seals"], {name: jsonable(r[name]) for name in record.content}) for r in rows
    }
    for child in record.children:
        table = child.model._meta.db_table
        for _, held in found.values():
            held[table] = []
        columns = dict.fromkeys((child.link, *child.fields))
        for row in await child.model.filter(**{f"{child.link}__in": ids}).order_by("id").values(*columns):
            if row[child.link] in found:
                found[row[child.link]][1][table].append(jsonable({name: row[name] for name in child.fields}))
    return found


async def _marks(house: Host) -> AsyncIterator[Finding]:
    """A subject marked as sealed has the signature that sealed it."""
    for name in {record.on for record in house.registry.records.values() if record.signatures}:
        async for rows in batches(house.registry.subjects[name].model, "id", "number", "seals"):
            marked = {(r["id"], m): r["number"] for r in rows for m in r["seals"].split(",") if m}
            ids = [i for i, _ in marked]
            signed = Signature.filter(subject_type=name, subject_id__in=ids, seals=True, voided_at=None)
            there = set(await signed.values_list("subject_id", "record"))
            for mark in marked.keys() - there:
                yield Finding(f"{name} {marked[mark]}", f"{mark[1]} is marked as sealed and nobody signed it")


async def _supplements(rows: Sequence[Row]) -> AsyncIterator[Finding]:
    """Each supplement is the text that was signed, added to the very seal it names."""
    kept = {
        s["id"]: s for s in await Signature.filter(id__in=[r["seal_id"] for r in rows]).values("id", "content_hash")
    }
    for row in rows:
        seal = kept.get(row["seal_id"])
        same = seal and supplement_hash(seal["id"], seal["content_hash"], row["text"]) == bytes(row["content_hash"])
        if not same:
            yield Finding(_where(row, "supplement"), "the signed text was changed")
