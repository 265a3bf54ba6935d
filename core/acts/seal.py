"""Signatures over the content of a record, and the seal that the last one sets: after it the content never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from core.acts.case import Case
from core.acts.journal import canonical, jsonable
from core.acts.signer import signer
from core.declare import N_, Record
from core.errors import MissingPart, Refusal
from core.host.host import Host
from core.host.supplements import act_name
from core.models import Signature


def is_sealed(row: Any, record: str) -> bool:
    return f",{record}," in (row.seals or "")


def broken_seals(case: Case, house: Host) -> list[Refusal]:
    """Refusals for records whose sealed content this act would change."""
    if case.row is None:
        return []
    return [
        Refusal(
            "seal",
            record.clause,
            N_("it is signed and sealed; a correction is a supplement"),
            (MissingPart("supplement", N_("a supplement"), f"{record.on}.{act_name(record)}"),),
        )
        for record in house.registry.records_of(case.subject.name)
        if is_sealed(case.row, record.name) and changes_content(case, record)
    ]


def changes_content(case: Case, record: Record) -> bool:
    tables = {child.model for child in record.children}
    columns = {name for name, value in case.new.items() if case.row is None or getattr(case.row, name, None) != value}
    return bool(columns & set(record.content)) or any(model in tables for model, _, _ in case.view.children)


def signed_record(case: Case, house: Host) -> tuple[Record, str] | None:
    """The record and the capacity this act signs in."""
    if not case.act.signs:
        return None
    name, _, capacity = case.act.signs.partition(":")
    return house.registry.records[f"{case.subject.name}:{name}"], capacity


async def given(case: Case, record: Record) -> list[dict[str, Any]]:
    """Valid signatures on the record so far; asked only where more than one is needed."""
    if len(record.signatures) < 2 or case.subject_id is None:
        return []
    query = Signature.filter(
        subject_type=case.subject.name, subject_id=case.subject_id, record=record.name, voided_at=None
    )
    return list(await query.values("id", "capacity", "content_hash"))


def seals_after(case: Case, record: Record, capacity: str, earlier: Sequence[dict[str, Any]]) -> bool:
    """Whether this signature is the last one."""
    return {capacity, *(s["capacity"] for s in earlier)} >= set(record.signatures)


async def content(row: SimpleNamespace, record: Record) -> dict[str, Any]:
    """What is signed: the content columns and child rows as they now stand; one statement per kind of child."""
    found: dict[str, Any] = {name: jsonable(getattr(row, name)) for name in record.content}
    for child in record.children:
        rows = await child.model.filter(**{child.link: row.id}).order_by("id").values(*child.fields)
        found[child.model._meta.db_table] = jsonable(rows)
    return found


def content_hash(subject: str, record: str, held: Any) -> bytes:
    return hashlib.sha256(canonical({"subject": subject, "record": record, "content": held})).digest()


async def signature(case: Case, record: Record, capacity: str, row: SimpleNamespace, last: bool) -> dict[str, Any]:
    """The signature's row: who signed, and what."""
    held = await content(row, record)
    return {
        "subject_type": case.subject.name,
        "subject_id": row.id,
        **signer(case),
        "content": held,
        "content_hash": content_hash(case.subject.name, record.name, held),
        "uid": case.uid,
        "seals": last,
    }
