"""`perform`: the only way to change a subject. Rights and types outside the transaction, everything else inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import structlog
from tortoise.exceptions import IntegrityError

from core import clock, db
from core.acts import counting, gating, journal
from core.acts.machine import Machine
from core.acts.outcome import Outcome
from core.acts.resolve import parse_rows
from core.declare import Act, Subject
from core.errors import InvalidInput, NotFound, OutcomeUnknown, Refusal, Refused
from core.forms import fields_of
from core.host.host import Host, host
from core.models import Journal
from core.models.access import SYSTEM, Actor, scope

TRIES = 3
_log = structlog.get_logger("guizhang.acts")


async def perform(
    act: str,
    actor: Actor,
    data: Mapping[str, Any] | None = None,
    *,
    subject: int | None = None,
    key: str | None = None,
    version: int | None = None,
    confirmed: bool = False,
) -> Outcome:
    """Do `act` (full name) to the subject with this id (None when it creates one).

    `key` is the caller's one-time key: a repeat returns the first outcome. `version` is the one the caller saw; None = do not compare.
    Raises Refused (journaled), InvalidInput, NotFound, OutcomeUnknown, DatabaseBusy.
    """
    house = host()
    spec = house.registry.acts.get(act)
    if spec is None or (subject is None) != spec.creates:
        raise NotFound(act)
    if subject is not None:
        await _reach(spec, actor, subject, house)
    if refusal := gating.may_not(spec, actor) or gating.off(spec, house):
        await _refused(spec, actor, subject, [refusal])
    (parsed,), (errors,) = await parse_rows(spec, actor, [data or {}], house)
    if errors:
        raise InvalidInput(errors)
    try:
        return await _attempt(spec, actor, parsed, subject, key, version, confirmed, house)
    except Refused as refused:
        await _refused(spec, actor, subject, refused.refusals, refused.then, parsed)


async def _reach(spec: Act, actor: Actor, subject_id: int, house: Host) -> None:
    """NotFound unless the actor may reach the subject by this act or may at least read it."""
    model = house.registry.subjects[spec.on].model
    if await model.filter(scope(spec.full, actor), id=subject_id).exists():
        return
    if actor.may(spec.full) or not await model.filter(scope(f"{spec.on}.read", actor), id=subject_id).exists():
        raise NotFound(spec.on)


async def _attempt(
    spec: Act,
    actor: Actor,
    data: Mapping[str, Any],
    subject: int | None,
    key: str | None,
    version: int | None,
    confirmed: bool,
    house: Host,
) -> Outcome:
    for turn in range(TRIES):
        try:
            async with db.transaction():
                machine = Machine(house, clock.now())
                case = machine.case(
                    spec, actor, data, subject_id=subject, key=key, version=version, confirmed=confirmed
                )
                await machine.run([case])
                if case.refusals:
                    raise Refused(case.refusals, act=spec.full, then=case.then)
                assert case.outcome is not None
                return case.outcome
        except db.DatabaseBusy:
            if turn == TRIES - 1:
                raise
        except db.DatabaseLost as lost:
            raise OutcomeUnknown(key or "") from lost
        except IntegrityError:
            # two at once with the same key or the same unique value: asked again, the second sees what the first has done
            if turn == TRIES - 1:
                raise
        except Refused:
            # a twin with the same key may have come between the look for the key and the gates: asked again, it is a repeat
            if turn or not key or not await Journal.exists(key=key):
                raise
    raise AssertionError("unreachable")


async def _refused(
    spec: Act,
    actor: Actor,
    subject_id: int | None,
    refusals: Sequence[Refusal],
    then: Sequence[str] = (),
    data: Mapping[str, Any] | None = None,
) -> NoReturn:
    """Journal the refused try, do what a gate wants done after it, then raise."""
    house = host()
    subject: Subject = house.registry.subjects[spec.on]
    uid = await journal.write_refusal(subject, spec, actor, subject_id, refusals, clock.now())
    counting.refused(spec, refusals)
    _log.info(
        "refused",
        act=spec.full,
        subject_id=subject_id,
        actor=actor.id,
        clauses=[r.clause for r in refusals],
        log_id=uid,
    )
    await follow(then, actor, subject_id, refusals, uid, data or {})
    raise Refused(refusals, act=spec.full, log_id=uid)


async def follow(
    acts: Sequence[str],
    actor: Actor,
    subject_id: int | None,
    refusals: Sequence[Refusal],
    uid: str,
    data: Mapping[str, Any],
) -> None:
    """The system's acts after a refusal: on the refused subject, or creating one.

    Fields of their forms are filled by the refused input, and refused_subject, refused_by, refused_clauses and refused_keys.
    """
    told = {
        **data,
        "refused_subject": subject_id,
        "refused_by": actor.id,
        "refused_clauses": ",".join(dict.fromkeys(r.clause for r in refusals if r.clause)),
        "refused_keys": ",".join(dict.fromkeys(key for r in refusals for key in r.keys)),
    }
    for name in dict.fromkeys(acts):
        act = host().registry.acts[name]
        if act.creates or subject_id is not None:
            known = fields_of(act.form) if act.form else {}
            given = {field: value for field, value in told.items() if field in known and value is not None}
            # a new row is of this try alone, which nothing repeats
            subject, key = (None, None) if act.creates else (subject_id, f"{uid}:{name}")
            await perform(name, SYSTEM, given, subject=subject, key=key)
