"""One act on many subjects: every row through `perform` with a key of its own, so a rule holds here as on the form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from core.acts.many import perform_many
from core.acts.outcome import RowResult
from core.declare import Act, Subject
from core.errors import FieldError, MissingPart, Refusal, Refused
from core.forms import fields_of
from core.host.host import host
from core.models.access import Actor

MOST = 1_000
MOST_PRINTS = 200  # documents that go to the printer as one
_NOT_FOUND = (FieldError("subject", "not found"),)
_BY_ROW = ("signature", "yesno")  # kinds of fields that nobody fills in for many rows at once


def fits(act: Act, subject: Subject) -> bool:
    """Whether one form can serve many rows."""
    if act.creates or act.by == "system" or act.signs or act.batch is False:
        return False
    if act.batch:
        return True
    fields = fields_of(act.form).values() if act.form else ()
    single = any(f.kind in _BY_ROW or hasattr(f, "entries") for f in fields)
    return not single and {*subject.search, *subject.personal, subject.title}.isdisjoint(act.writes)


def most(act: Act) -> int:
    """How many rows at once."""
    return MOST_PRINTS if act.full in host().registry.printing else MOST


async def run(
    payload: Mapping[str, Any], actor: Actor, key: str, tell: Callable[[int, int], Awaitable[None]]
) -> Mapping[str, Any]:
    """`payload`: act, subjects [[number, id or None], …], data, confirmed -> {"rows": [a row's end, …]} in their order."""
    subjects: Sequence[tuple[str, int | None]] = payload["subjects"]
    known = [(number, row_id) for number, row_id in subjects if row_id is not None]
    asked = [{**payload["data"], "subject": row_id} for _number, row_id in known]

    async def told(done: int) -> None:
        await tell(done, len(subjects))

    try:
        results = await perform_many(
            payload["act"], actor, asked, key_prefix=key, tell=told, confirmed=bool(payload["confirmed"])
        )
    except Refused as refused:  # none of them: no right, or the regulation is off
        results = [RowResult(n, refusals=refused.refusals) for n in range(len(known))]
    await told(len(subjects))
    ended = {number: _ended(number, result) for (number, _id), result in zip(known, results, strict=True)}
    return {"rows": [ended.get(number) or {"number": number, "outcome": "not_found"} for number, _id in subjects]}


def _ended(number: str, result: RowResult) -> dict[str, Any]:
    """outcome: done, refused, invalid, not_found."""
    if result.outcome is not None:
        done = result.outcome
        ended = {"number": number, "outcome": "done", "state": done.state, "version": done.version}
        return {**ended, "printed": done.extra["printed"]} if "printed" in done.extra else ended
    if result.refusals:
        return {"number": number, "outcome": "refused", "refusals": [kept(r) for r in result.refusals]}
    if result.errors == _NOT_FOUND:
        return {"number": number, "outcome": "not_found"}
    errors = [{"field": e.field, "message": e.message} for e in result.errors]
    return {"number": number, "outcome": "invalid", "errors": errors}


def kept(refusal: Refusal) -> dict[str, Any]:
    """A refusal as a task keeps it: in no language yet."""
    missing = [{"key": p.key, "label": p.label, "where": p.where, "args": dict(p.args)} for p in refusal.missing]
    return {
        "kind": refusal.kind,
        "clause": refusal.clause,
        "message": refusal.message,
        "args": dict(refusal.args),
        "missing": missing,
    }


def refusal_of(stored: Mapping[str, Any]) -> Refusal:
    missing = tuple(MissingPart(p["key"], p["label"], p["where"], p["args"]) for p in stored["missing"])
    return Refusal(stored["kind"], stored["clause"], stored["message"], missing, stored["args"])
