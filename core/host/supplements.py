"""A sealed record never changes; what has to be added is signed beside it. Derived for every signed record."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from core.declare import N_, Act, Facts, Gate, Missing, Record
from core.forms import Form, Sign
from core.forms_fields import LongText
from core.models import Signature, Supplement

if TYPE_CHECKING:
    from core.rules.view import Ctx, View


class SupplementForm(Form):
    text = LongText(N_("Supplement"), required=True)
    signature = Sign(N_("Signature"))


def act_name(record: Record) -> str:
    return f"supplement_{record.name}"


def supplement_hash(seal_id: int, seal_hash: bytes, text: str) -> bytes:
    """Of the text together with the seal it adds to: neither can be exchanged for another."""
    held = {"seal": seal_id, "hash": bytes(seal_hash).hex(), "text": text}
    return hashlib.sha256(orjson.dumps(held, option=orjson.OPT_SORT_KEYS)).digest()


def derived(records: Iterable[Record], acts: Iterable[Act]) -> list[Any]:
    """Facts, gate and act for each record that is signed; whoever may sign it may add to it."""
    signing = [a for a in acts if a.signs]
    found: list[Any] = []
    for record in records:
        mine = [a for a in signing if a.on == record.on and (a.signs or "").partition(":")[0] == record.name]
        if mine and record.supplements:
            found += _parts(record, tuple(dict.fromkeys(role for a in mine for role in a.roles)))
    return found


def _parts(record: Record, roles: tuple[str, ...]) -> Iterable[Any]:
    facts, full = f"{record.on}:{record.name}.seal", f"{record.on}.{act_name(record)}"
    yield Facts(facts, _seals(record))
    yield Gate(full, record.clause, _sealed(record))
    yield Act(
        act_name(record),
        record.on,
        N_("Add a supplement"),
        roles,
        SupplementForm,
        clause=record.clause,
        run=_add(record, facts),
        facts=(facts,),
        icon="clip",
        quiet=True,
    )


def _seals(record: Record) -> Callable[[Sequence[Any]], Awaitable[Mapping[Any, Any]]]:
    async def load(ids: Sequence[Any]) -> Mapping[Any, Any]:
        rows = Signature.filter(
            subject_type=record.on, subject_id__in=ids, record=record.name, seals=True, voided_at=None
        )
        return {r["subject_id"]: r for r in await rows.values("id", "subject_id", "content_hash")}

    return load


def _sealed(record: Record) -> Callable[[View], Iterable[Missing]]:
    def check(view: View) -> Iterable[Missing]:
        if f",{record.name}," not in (view.subject.seals or ""):
            yield Missing("seal", N_("a sealed record: until then its content itself can be changed"))

    return check


def _add(record: Record, facts: str) -> Callable[[Ctx], Awaitable[None]]:
    async def add(ctx: Ctx) -> None:
        seal, text = ctx.facts[facts], ctx.data.text
        await ctx.add(
            Supplement,
            subject_type=record.on,
            subject_id=ctx.id,
            record=record.name,
            seal_id=seal["id"],
            text=text,
            strokes=ctx.data.signature or [],
            signer_id=ctx.actor.id,
            signer_name=ctx.actor.name,
            content_hash=supplement_hash(seal["id"], seal["content_hash"], text),
            at=ctx.now,
            uid=ctx.uid,
        )
        ctx.answer(note=text)

    return add
