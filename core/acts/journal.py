"""The journal: canonical rows, chained per subject, personal values as salted commitments that can be erased."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson

from core import db
from core.acts.case import Case
from core.acts.rows import locked
from core.acts.signer import FIELDS, signer
from core.db import guard, sql
from core.declare import Act, Subject
from core.errors import Refusal
from core.models import Journal, Personal
from core.models.access import Actor

_HASHED = (
    "uid",
    "key",
    "subject_type",
    "number",
    "seq",
    "act",
    "actor_id",
    "actor_name",
    "at",
    "occurred_at",
    "cause",
    "refused",
    "state_before",
    "state_after",
    "version",
    "changes",
    "refusals",
    "outcome",
)


SIGNATURE = "+core_signature"  # among the changes: the hash of who signed
_PLAIN = frozenset({str, int, float, bool, type(None)})
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


def new_uid() -> str:
    return uuid.uuid4().hex


def canonical(value: Any) -> bytes:
    """One byte form for one value: sorted keys, instants in UTC with microseconds."""
    return orjson.dumps(value, default=_unknown, option=_CANONICAL)


def jsonable(value: Any) -> Any:
    """A value as JSON keeps it; bytes as hex."""
    return value if type(value) in _PLAIN else orjson.loads(canonical(value))


def _unknown(value: Any) -> Any:
    """What JSON has no word for."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return list(value)
    raise TypeError(f"not for the journal: {type(value).__name__}")


def row_hash(row: Mapping[str, Any], prev: bytes | None) -> bytes:
    """The hash of a journal row: over its columns and the hash of the subject's row before it."""
    body = canonical({name: row[name] for name in _HASHED})
    return hashlib.sha256((bytes(prev) if prev else b"") + body).digest()


def commitment(salt: str, value: Any) -> dict[str, str]:
    return commitment_to(salt, canonical(value))


def commitment_to(salt: str, canonical_: bytes) -> dict[str, str]:
    """Of a value in its canonical form, as `Personal` keeps it; what is kept there may have become no JSON at all."""
    return {"#": hashlib.sha256(salt.encode() + canonical_).hexdigest()}


def signing_hash(row: Mapping[str, Any]) -> str:
    """Over who signed, as what, when and how: the strokes themselves are a person's and stand on the signature alone."""
    return hashlib.sha256(canonical({name: row[name] for name in FIELDS})).hexdigest()


def act_row(case: Case, head: bytes | None, seq: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The journal row of a case that went through, and the personal values behind its commitments."""
    assert case.outcome is not None
    personal: list[dict[str, Any]] = []
    changes = _changes(case, personal)
    row = _row(case.act, case.actor, case.uid, case.now) | {
        "key": case.key,
        "subject_id": case.subject_id,
        "number": case.outcome.number,
        "ticket_id": _ticket(case),
        "seq": seq,
        "occurred_at": case.when,
        "cause": case.cause,
        "refused": False,
        "state_before": case.row.state if case.row else "",
        "state_after": case.state,
        "version": case.outcome.version,
        "changes": jsonable(changes),
        "refusals": [refusal_row(w) for w in case.warnings],
        "outcome": jsonable(case.outcome.stored()),
    }
    return row | {"prev": head, "hash": row_hash(row, head)}, personal


def _row(act: Act, actor: Actor, uid: str, now: datetime) -> dict[str, Any]:
    return {
        "uid": uid,
        "subject_type": act.on,
        "act": act.full,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "at": now,
    }


def _ticket(case: Case) -> int | None:
    ticket: int | None = case.new.get("ticket_id", case.row.ticket_id if case.row else None)
    return case.subject_id if case.subject.name == "core.ticket" else ticket


_BOOKKEEPING = frozenset({"id", "version", "head", "seq", "state", "next_late", "seals", "created_at", "password"})


def _changes(case: Case, personal: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in case.new.items():
        before = getattr(case.row, name, None) if case.row else None
        if name in _BOOKKEEPING or before == value:
            continue
        found[name] = [_kept(case, name, before, personal), _kept(case, name, value, personal)]
    for model, _, rows in case.view.children:
        found.setdefault("+" + model._meta.db_table, []).extend(rows)
    if case.act.signs:
        found[SIGNATURE] = [signing_hash(signer(case))]
    if case.view.posted:
        found["+core_entry"] = case.view.posted
    return found


def _kept(case: Case, name: str, value: Any, personal: list[dict[str, Any]]) -> Any:
    if name not in case.subject.personal or value in (None, ""):
        return value
    salt = secrets.token_hex(16)
    personal.append({"uid": case.uid, "field": name, "salt": salt, "value": canonical(value).decode()})
    return commitment(salt, value)


def refusal_row(refusal: Refusal) -> dict[str, Any]:
    return {
        "kind": refusal.kind,
        "clause": refusal.clause,
        "message": refusal.message,
        "keys": list(refusal.keys),
        "plugin": refusal.plugin,
    }


async def write(rows: Sequence[Mapping[str, Any]], personal: Sequence[Mapping[str, Any]]) -> None:
    with guard.allowed():
        await sql.insert(Journal, rows)
        await sql.insert(Personal, personal)


Refused = tuple[int | None, Sequence[Refusal]]  # id of the subject (None where there is none), and why not


async def write_refusal(
    subject: Subject, act: Act, actor: Actor, subject_id: int | None, refusals: Sequence[Refusal], now: datetime
) -> str:
    """Journal a refused try in a transaction of its own. It lengthens the subject's chain but never moves its version. Returns its uid."""
    return (await write_refusals(subject, act, actor, [(subject_id, refusals)], now))[0]


async def write_refusals(
    subject: Subject, act: Act, actor: Actor, tries: Sequence[Refused], now: datetime
) -> list[str]:
    """Journal refused tries of one act on different subjects together; their uids in the same order."""
    ids = [subject_id for subject_id, _ in tries if subject_id]
    async with db.transaction():
        rows = await locked(subject.model, ids) if ids else {}
        entries = [
            _refused_row(act, actor, subject_id, rows.get(subject_id or 0), refusals, now)
            for subject_id, refusals in tries
        ]
        await write(entries, [])
        heads: list[tuple[dict[str, Any], dict[str, Any]]] = [
            ({"id": e["subject_id"]}, {"head": e["hash"], "seq": e["seq"]}) for e in entries if e["subject_id"] in rows
        ]
        if heads:
            with guard.allowed():
                await sql.update(subject.model, heads)
    return [entry["uid"] for entry in entries]


def _refused_row(
    act: Act, actor: Actor, subject_id: int | None, row: Any, refusals: Sequence[Refusal], now: datetime
) -> dict[str, Any]:
    seq, head = (row.seq + 1, row.head) if row else (0, None)
    entry = _row(act, actor, new_uid(), now) | {
        "key": None,
        "subject_id": subject_id,
        "number": row.number if row else "",
        "ticket_id": getattr(row, "ticket_id", None),
        "seq": seq,
        "occurred_at": now,
        "cause": None,
        "refused": True,
        "state_before": row.state if row else "",
        "state_after": row.state if row else "",
        "version": row.version if row else 0,
        "changes": {},
        "refusals": [refusal_row(r) for r in refusals],
        "outcome": {},
    }
    return entry | {"prev": head, "hash": row_hash(entry, head)}


async def write_note(
    subject: str, act: str, actor: Actor, told: Mapping[str, Any], secret: Mapping[str, str], now: datetime
) -> str:
    """Journal what reads and moves nothing, such as an export: a row of no single subject. Returns its uid.

    `told` stands in it as it is, `secret` as commitments: words searched for may be somebody's phone number.
    """
    uid = new_uid()
    personal: list[dict[str, Any]] = []
    changes: dict[str, Any] = {name: [None, jsonable(value)] for name, value in told.items()}
    for name, value in secret.items():
        salt = secrets.token_hex(16)
        personal.append({"uid": uid, "field": name, "salt": salt, "value": canonical(value).decode()})
        changes[name] = [None, commitment(salt, value)]
    entry: dict[str, Any] = {
        "uid": uid,
        "key": None,
        "subject_type": subject,
        "subject_id": None,
        "number": "",
        "ticket_id": None,
        "seq": 0,
        "act": act,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "at": now,
        "occurred_at": now,
        "cause": None,
        "refused": False,
        "state_before": "",
        "state_after": "",
        "version": 0,
        "changes": changes,
        "refusals": [],
        "outcome": {},
    }
    async with db.transaction():
        await write([entry | {"prev": None, "hash": row_hash(entry, None)}], personal)
    return uid
