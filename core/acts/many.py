"""`perform_many`: the same act for many rows in chunks of about 80 ms, so that people writing meanwhile hardly wait.

Refused rows and rows of the wrong form are set apart; a natural key makes a rerun add nothing.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog
from tortoise.exceptions import IntegrityError

from core import clock, db
from core.acts import counting, gating, journal
from core.acts.case import Case
from core.acts.driver import ChunkBroken
from core.acts.machine import Machine
from core.acts.outcome import RowResult
from core.acts.perform import TRIES, follow, perform
from core.acts.resolve import Parsed, parse_rows
from core.declare import Act
from core.errors import FieldError, InvalidInput, NotFound, Refused
from core.host.host import Host, host
from core.models.access import Actor, scope

CHUNK_SECONDS = 0.08
FIRST_CHUNK, LARGEST_CHUNK = 20, 1000
Tell = Callable[[int], Awaitable[None]]  # rows done so far
_BREAKS = (ChunkBroken, Refused, InvalidInput, IntegrityError)
_log = structlog.get_logger("guizhang.acts")


async def perform_many(
    act: str,
    actor: Actor,
    rows: Iterable[Mapping[str, Any]],
    *,
    key_prefix: str,
    tell: Tell | None = None,
    confirmed: bool = False,
) -> list[RowResult]:
    """Do `act` once per row; a row for an existing subject carries its id under "subject". `confirmed`: warnings are known.

    The key of a row is the act's natural key of its data, else `key_prefix` and its index. `tell` hears after every chunk.
    """
    house = host()
    spec = house.registry.acts.get(act)
    if spec is None:
        raise NotFound(act)
    if refusal := gating.may_not(spec, actor) or gating.off(spec, house):
        uid = await journal.write_refusal(house.registry.subjects[spec.on], spec, actor, None, [refusal], clock.now())
        raise Refused([refusal], act=act, log_id=uid)
    many = _Many(spec, actor, house, key_prefix, confirmed)
    results: list[RowResult] = []
    numbered = enumerate(rows)
    size = min(FIRST_CHUNK, many.largest)
    while chunk := [_Row(index, row) for index, row in islice(numbered, size)]:
        began = time.perf_counter()
        done = await many.chunk(chunk)
        results += [done[row.index] for row in chunk]
        spent = max(time.perf_counter() - began, 1e-4)
        # never below FIRST_CHUNK: what a chunk costs by itself (a dozen statements, one fsync) is shared by its rows
        size = min(many.largest, max(FIRST_CHUNK, min(int(size * CHUNK_SECONDS / spent), size * 2)))
        if tell is not None:
            await tell(len(results))
    return results


@dataclass
class _Row:
    """One row as sent; `data` as the act's form reads it."""

    index: int
    sent: Mapping[str, Any]
    data: Parsed | None = None

    @property
    def subject(self) -> Any:
        return self.sent.get("subject")

    @property
    def payload(self) -> dict[str, Any]:
        return {k: v for k, v in self.sent.items() if k != "subject"}


Results = dict[int, RowResult]  # by index


@dataclass
class _Many:
    spec: Act
    actor: Actor
    house: Host
    prefix: str
    confirmed: bool

    async def chunk(self, rows: Sequence[_Row]) -> Results:
        """Out of reach and of the wrong form first, the rest together."""
        parsed, errors = await parse_rows(self.spec, self.actor, [row.payload for row in rows], self.house)
        lost = await self._lost(rows)
        results: Results = {}
        for row, data, wrong in zip(rows, parsed, errors, strict=True):
            row.data = data
            found = (FieldError("subject", "not found"),) if row.index in lost else tuple(wrong)
            if found:
                results[row.index] = RowResult(row.index, errors=found)
        return results | await self._settled([row for row in rows if row.index not in results])

    @property
    def largest(self) -> int:
        return 1 if self.spec.alone else LARGEST_CHUNK

    async def _lost(self, rows: Sequence[_Row]) -> set[int]:
        """Rows whose subject the actor cannot reach by this act, or that name none."""
        if self.spec.creates:
            return set()
        model = self.house.registry.subjects[self.spec.on].model
        ids = sorted({row.subject for row in rows if row.subject is not None})
        reached = model.filter(scope(self.spec.full, self.actor), id__in=ids)
        known = set(await reached.values_list("id", flat=True))
        return {row.index for row in rows if row.subject not in known}

    async def _settled(self, rows: Sequence[_Row]) -> Results:
        """The rows together; if that breaks, those refused in it one by one and the others again, in halves if none was."""
        if not rows:
            return {}
        cases: dict[int, Case] = {}
        try:
            return await self._together(rows, cases)
        except _BREAKS:
            if len(rows) == 1:
                return {rows[0].index: await self._alone(rows[0])}
        bad = [row for row in rows if row.index in cases and cases[row.index].refusals]
        if bad and len(bad) < len(rows):
            results = {row.index: await self._alone(row) for row in bad}
            return results | await self._settled([row for row in rows if row.index not in results])
        middle = len(rows) // 2
        return await self._settled(rows[:middle]) | await self._settled(rows[middle:])

    async def _together(self, rows: Sequence[_Row], cases: dict[int, Case]) -> Results:
        """All in one transaction; `cases` tells afterwards, also if it broke, how far each row came."""
        for turn in range(TRIES):
            cases.clear()
            try:
                await self._transaction(rows, cases)
                break
            except db.DatabaseBusy:
                if turn == TRIES - 1:
                    raise
        await self._note([case for case in cases.values() if case.refusals])
        return {
            index: RowResult(index, refusals=tuple(case.refusals)) if case.refusals else RowResult(index, case.outcome)
            for index, case in cases.items()
        }

    async def _transaction(self, rows: Sequence[_Row], cases: dict[int, Case]) -> None:
        async with db.transaction():
            machine = Machine(self.house, clock.now())
            for row in rows:
                cases[row.index] = self._case(machine, row)
            keys, ids = {c.key for c in cases.values()}, [c.subject_id for c in cases.values() if c.subject_id]
            if len(keys) < len(cases) or len(set(ids)) < len(ids):
                raise ChunkBroken("two rows of one chunk bear the same key or mean the same subject")
            await machine.run(list(cases.values()))

    def _case(self, machine: Machine, row: _Row) -> Case:
        data = row.data or {}
        return machine.case(
            self.spec,
            self.actor,
            data,
            key=self._key(row.index, data),
            index=row.index,
            subject_id=None if self.spec.creates else row.subject,
            confirmed=self.confirmed,
        )

    def _key(self, index: int, data: Mapping[str, Any]) -> str:
        return f"{self.spec.full}:{self.spec.natural(data)}" if self.spec.natural else f"{self.prefix}:{index}"

    async def _note(self, refused: Sequence[Case]) -> None:
        """Journal the refused tries, then do what their gates want done after them, as `perform` does."""
        if not refused:
            return
        tries = [(case.subject_id, case.refusals) for case in refused]
        uids = await journal.write_refusals(refused[0].subject, self.spec, self.actor, tries, clock.now())
        _log.info("refused", act=self.spec.full, actor=self.actor.id, rows=len(refused))
        for case, uid in zip(refused, uids, strict=True):
            counting.refused(self.spec, case.refusals)
            await follow(case.then, self.actor, case.subject_id, case.refusals, uid, case.data)

    async def _alone(self, row: _Row) -> RowResult:
        """A row that broke a chunk, in a transaction of its own."""
        key = self._key(row.index, row.data or {})
        try:
            outcome = await perform(
                self.spec.full, self.actor, row.payload, subject=row.subject, key=key, confirmed=self.confirmed
            )
        except Refused as refused:
            return RowResult(row.index, refusals=refused.refusals)
        except InvalidInput as wrong:
            return RowResult(row.index, errors=wrong.errors)
        except NotFound:
            return RowResult(row.index, errors=(FieldError("subject", "not found"),))
        return RowResult(row.index, outcome)
