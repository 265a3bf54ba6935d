"""What an act that passed writes, each kind of row in one statement for all cases: subject, children, signature, journal, duties, outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from core.acts import clocks, following, journal, numbers, seal
from core.acts.case import Case
from core.acts.outcome import Outcome
from core.acts.rows import columns
from core.db import guard, sql
from core.declare import N_
from core.errors import MissingPart, Refusal, Refused
from core.host.host import Host
from core.models import Signature


def compose(case: Case, house: Host) -> None:
    """Collect the columns to be written: what `run` set, the state reached; for a new row its scope."""
    ctx = case.view
    target = case.act.to(ctx) if callable(case.act.to) else case.act.to
    case.state = target or (case.row.state if case.row else case.subject.start)
    case.new = dict(ctx.changes)
    if case.row is None:
        case.new.setdefault("created_at", case.when)


async def write(cases: Sequence[Case], house: Host) -> None:
    if cases[0].row is None:
        await _insert(cases, house)
        await _children(cases)
    else:
        await _children(cases)
        await _update(cases, house)
    await _sign(cases, house)
    await _journal(cases)
    await following.follow(cases, house)


async def _insert(cases: Sequence[Case], house: Host) -> None:
    """New subjects: number, scope from parent or ticket or actor, then one multi-row INSERT."""
    subject = cases[0].subject
    await following.parents(cases, house)
    await _number(cases, house)
    rows, known = [], set(columns(subject.model))
    for case in cases:
        _scope(case)
        case.outcome = _outcome(case, 0, 1)
        case.entry, case.personal = journal.act_row(case, None, 1)
        case.new |= {
            "state": case.state,
            "version": 1,
            "seq": 1,
            "head": case.entry["hash"],
            "next_late": clocks.next_late(case),
            "number": case.number,
        }
        rows.append({k: v for k, v in case.new.items() if k in known})
    with guard.allowed():
        ids = await sql.insert(subject.model, rows)
    for case, new_id in zip(cases, ids, strict=True):
        case.subject_id = case.entry["subject_id"] = new_id
        case.outcome = _outcome(case, new_id, 1)
        if subject.name == "core.ticket":
            case.entry["ticket_id"] = new_id


async def _number(cases: Sequence[Case], house: Host) -> None:
    """A case of a ticket bears the ticket's number, one whose `run` made it up its own; everything else takes the next of its kind."""
    fresh = [c for c in cases if c.ticket is None and not c.new.get("number")]
    for case in cases:
        if case.new.get("number"):
            case.number = str(case.new["number"])
        elif case.ticket is not None:
            case.number = case.ticket.number
    by_prefix: dict[str, list[Case]] = defaultdict(list)
    for case in fresh:
        by_prefix[following.prefix(case, house)].append(case)
    for prefix, group in by_prefix.items():
        taken = await numbers.take(prefix, len(group), group[0].now)
        for case, number in zip(group, taken, strict=True):
            case.number = number


def _scope(case: Case) -> None:
    """Whose a new subject is: as `run` said, else its parent's, else its ticket's, else the actor's."""
    parent = vars(case.parent) if case.parent else {}
    ticket = case.ticket.new if case.ticket else {}
    own = {"department_id": case.actor.department_id, "owner_id": case.actor.id}
    for name in ("department_id", "owner_id", "party_id", "ticket_id"):
        if name not in case.new:
            case.new[name] = next((source[name] for source in (parent, ticket, own) if name in source), None)


async def _update(cases: Sequence[Case], house: Host) -> None:
    """One conditional UPDATE: fields, state, version and head together; a row left out means somebody was quicker."""
    written: dict[tuple[str, ...], list[tuple[Case, dict[str, Any]]]] = defaultdict(list)
    for case in cases:
        row = case.row
        assert row is not None
        assert case.subject_id is not None
        await _seal_mark(case, house)
        changed = {k: v for k, v in case.new.items() if getattr(row, k, None) != v}
        if case.starts or case.ended or case.running:
            case.new["next_late"] = changed["next_late"] = clocks.next_late(case)
        case.outcome = _outcome(case, case.subject_id, row.version + 1)
        case.entry, case.personal = journal.act_row(case, row.head, row.seq + 1)
        changed |= {"state": case.state, "version": row.version + 1, "head": case.entry["hash"], "seq": row.seq + 1}
        written[tuple(changed)].append((case, changed))
    for group in written.values():
        if await _written(group) != len(group):
            raise Refused(
                [
                    Refusal(
                        "busy",
                        None,
                        N_("somebody else is changing this right now"),
                        (MissingPart("version", N_("the newest version")),),
                    )
                ]
            )


async def _written(group: Sequence[tuple[Case, dict[str, Any]]]) -> int:
    """Write the same columns of many subjects; how many rows still had the version they were read with."""
    model = group[0][0].subject.model
    with guard.allowed():
        if len(group) == 1:
            case, changed = group[0]
            assert case.row is not None
            return int(await model.filter(id=case.subject_id, version=case.row.version).update(**changed))
        return await sql.update(
            model, [({"id": c.subject_id, "version": c.row.version}, changed) for c, changed in group if c.row]
        )


async def _seal_mark(case: Case, house: Host) -> None:
    """Note the seal on the subject's row when this is the last signature; void earlier ones when content changes."""
    signed = seal.signed_record(case, house)
    if signed is not None:
        record, capacity = signed
        if seal.seals_after(case, record, capacity, await seal.given(case, record)):
            assert case.row is not None
            case.new["seals"] = f"{case.row.seals}{record.name},"
    for record in house.registry.records_of(case.subject.name):
        if len(record.signatures) > 1 and seal.changes_content(case, record):
            with guard.allowed():
                await Signature.filter(
                    subject_type=case.subject.name,
                    subject_id=case.subject_id,
                    record=record.name,
                    voided_at=None,
                    seals=False,
                ).update(voided_at=case.now)


async def _children(cases: Sequence[Case]) -> None:
    by_model: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)
    for case in cases:
        for model, link, rows in case.view.children:
            by_model[model] += [{**row, link: case.subject_id} for row in rows]
    for model, rows in by_model.items():
        with guard.allowed():
            await sql.insert(model, rows)


async def _sign(cases: Sequence[Case], house: Host) -> None:
    rows = []
    for case in cases:
        signed = seal.signed_record(case, house)
        if signed is not None:
            record, capacity = signed
            assert case.row is not None
            after = SimpleNamespace(**{**vars(case.row), **case.new})
            last = f",{record.name}," in after.seals
            rows.append(await seal.signature(case, record, capacity, after, last))
    if rows:
        with guard.allowed():
            await sql.insert(Signature, rows)


async def _journal(cases: Sequence[Case]) -> None:
    await journal.write([c.entry for c in cases], [p for c in cases for p in c.personal])


def _outcome(case: Case, subject_id: int, version: int) -> Outcome:
    duties = tuple(
        {"code": s.deadline.code, "label": s.deadline.label, "due_at": journal.jsonable(s.due.due_at)}
        for s in case.starts
    )
    number = case.number or (case.row.number if case.row else "")
    extra, once = dict(case.view.extra), dict(case.view.once)
    return Outcome(case.subject.name, subject_id, number, case.state, version, case.uid, duties, extra, once=once)
