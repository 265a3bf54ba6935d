"""`perform_many`: the same act for many rows in chunks of about 80 ms, so that people writing meanwhile hardly wait.

Refused rows and rows of the wrong form are set apart; a natural key makes a rerun add nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from tortoise.exceptions import IntegrityError

from core import clock, db
from core.acts import counting, gating, journal
from core.acts.case import Case
from core.acts.driver import ChunkBroken
from core.acts.machine import Machine
from core.acts.outcome import RowResult
from core.acts.perform import perform
from core.acts.resolve import Parsed, parse_rows
from core.declare import Act
from core.errors import FieldError, InvalidInput, NotFound, Refused
from core.host.host import Host, host
from core.models.access import Actor

CHUNK_SECONDS = 0.08
FIRST_CHUNK, LARGEST_CHUNK = 20, 1000
OnResult = Callable[[RowResult], None]
Numbered = tuple[int, Mapping[str, Any]]


async def perform_many(
    act: str,
    actor: Actor,
    rows: Iterable[Mapping[str, Any]],
    *,
    key_prefix: str,
    on_result: OnResult | None = None,
    confirmed: bool = False,
) -> list[RowResult]:
    """Do `act` once per row; a row for an existing subject carries its id under "subject". `confirmed`: warnings are known.

    The key of a row is the act's natural key of its data, else `key_prefix` and its index.
    """
    house = host()
    spec = house.registry.acts.get(act)
    if spec is None:
        raise NotFound(act)
    if refusal := gating.may_not(spec, actor) or gating.off(spec, house):
        uid = await journal.write_refusal(house.registry.subjects[spec.on], spec, actor, None, [refusal], clock.now())
        raise Refused([refusal], act=act, log_id=uid)
    results: list[RowResult] = []
    numbered = iter(enumerate(rows))
    size = FIRST_CHUNK
    while chunk := list(islice(numbered, size)):
        began = time.perf_counter()
        if spec.creates:
            done = await _chunk(spec, actor, chunk, key_prefix, house, confirmed)
        else:
            done = await _one_by_one(spec, actor, chunk, key_prefix, confirmed)
        for result in done:
            if on_result is not None:
                on_result(result)
        results += done
        spent = max(time.perf_counter() - began, 1e-4)
        # never below FIRST_CHUNK: what a chunk costs by itself (a dozen statements, one fsync) is shared by its rows
        size = max(FIRST_CHUNK, min(LARGEST_CHUNK, int(size * CHUNK_SECONDS / spent), size * 2))
    return results


def _key(spec: Act, prefix: str, index: int, data: Mapping[str, Any]) -> str:
    return f"{spec.full}:{spec.natural(data)}" if spec.natural else f"{prefix}:{index}"


async def _chunk(
    spec: Act, actor: Actor, chunk: list[Numbered], prefix: str, house: Host, confirmed: bool
) -> list[RowResult]:
    parsed, errors = await parse_rows(spec, actor, [_payload(row) for _, row in chunk], house)
    results = {
        n: RowResult(index, errors=tuple(wrong))
        for n, ((index, _), wrong) in enumerate(zip(chunk, errors, strict=True))
        if wrong
    }
    good = [n for n in range(len(chunk)) if n not in results]
    try:
        results |= await _together(spec, actor, chunk, parsed, good, prefix, house, confirmed)
    except (ChunkBroken, Refused, InvalidInput, IntegrityError):
        return await _one_by_one(spec, actor, chunk, prefix, confirmed)
    return [results[n] for n in range(len(chunk))]


def _payload(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != "subject"}


async def _together(
    spec: Act,
    actor: Actor,
    chunk: list[Numbered],
    parsed: list[Parsed],
    good: list[int],
    prefix: str,
    house: Host,
    confirmed: bool,
) -> dict[int, RowResult]:
    cases: dict[int, Case] = {}
    taken: set[str] = set()
    async with db.transaction():
        machine = Machine(house, clock.now())
        for n in good:
            key = _key(spec, prefix, chunk[n][0], parsed[n])
            if key in taken:
                raise ChunkBroken("two rows of one chunk bear the same key")
            taken.add(key)
            cases[n] = machine.case(spec, actor, parsed[n], key=key, index=n, confirmed=confirmed)
        if cases:
            await machine.run(list(cases.values()))
    found: dict[int, RowResult] = {}
    for n, case in cases.items():
        index = chunk[n][0]
        if case.refusals:
            await journal.write_refusal(case.subject, spec, actor, None, case.refusals, clock.now())
            counting.refused(spec, case.refusals)
        found[n] = RowResult(index, refusals=tuple(case.refusals)) if case.refusals else RowResult(index, case.outcome)
    return found


async def _one_by_one(spec: Act, actor: Actor, chunk: list[Numbered], prefix: str, confirmed: bool) -> list[RowResult]:
    """Acts on existing subjects, and chunks that broke: each row in its own transaction."""
    results = []
    for index, row in chunk:
        payload = _payload(row)
        try:
            outcome = await perform(
                spec.full,
                actor,
                payload,
                subject=row.get("subject"),
                key=_key(spec, prefix, index, payload),
                confirmed=confirmed,
            )
            results.append(RowResult(index, outcome))
        except Refused as refused:
            results.append(RowResult(index, refusals=refused.refusals))
        except InvalidInput as wrong:
            results.append(RowResult(index, errors=wrong.errors))
        except NotFound:
            results.append(RowResult(index, errors=(FieldError("subject", "not found"),)))
    return results
