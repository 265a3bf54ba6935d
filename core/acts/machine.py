"""The one way through which anything changes, in the order of DESIGN 2, for one case or for many of the same act.

Runs inside a transaction of the caller. Cases that are refused are set apart; the caller decides what a refusal undoes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.expressions import F
from tortoise.functions import Max

from core.acts import approving, clocks, gating, journal, posting, rescoping, seal, writing
from core.acts.case import Case
from core.acts.driver import ChunkBroken, drive
from core.acts.indexing import Index
from core.acts.outcome import Outcome
from core.acts.rows import lock_parents, locked
from core.db import guard, sql
from core.declare import N_, Act, Book
from core.errors import FieldError, InvalidInput, MissingPart, Refusal, Refused
from core.host.approvals import SUBJECT
from core.host.host import Host
from core.i18n import gettext
from core.models import Generation, Journal
from core.models.access import Actor
from core.rules.view import Call, Ctx, Data, Line, View


class Machine:
    """Carries one transaction's acts. `house` gives declarations and policies, `now` is the instant of all of them."""

    def __init__(self, house: Host, now: datetime) -> None:
        self.house = house
        self.now = now
        self._index = Index()

    def case(self, act: Act, actor: Actor, data: Mapping[str, Any], **more: Any) -> Case:
        return Case(
            act=act,
            subject=self.house.registry.subjects[act.on],
            actor=actor,
            data=Data(data),
            uid=journal.new_uid(),
            now=self.now,
            **more,
        )

    async def run(self, cases: Sequence[Case]) -> None:
        """All that the transaction does: the acts and those they ask for, then what everything written is found by."""
        await self.execute(cases)
        await self._index.write()

    async def execute(self, cases: Sequence[Case]) -> None:
        """Take the cases (all of one act) through every step. Afterwards each has refusals or an outcome."""
        await self._lock(cases)
        await self._repeated(cases)
        going = [c for c in cases if c.open]
        last = await _last_acts(going)
        for case in going:
            self._look(case, last.get(case.subject_id or 0))
        await gating.four_eyes(going)
        await self._judge([c for c in going if not c.refusals or c.row is not None])
        going = [c for c in going if c.open]
        if going:
            await drive(going, self._nested)
            await self._settle([c for c in going if not c.refusals])
            if len(going) > 1 and any(c.refusals for c in going):
                raise ChunkBroken(going[0].act.full)

    async def _lock(self, cases: Sequence[Case]) -> None:
        subject = cases[0].subject
        ids = [c.subject_id for c in cases if c.subject_id is not None]
        if not ids:
            return
        if subject.parent and subject.parent_field:
            await lock_parents(
                self.house.registry.subjects[subject.parent].model, subject.model, subject.parent_field, ids
            )
        rows = await locked(subject.model, ids)
        for case in cases:
            case.row = rows.get(case.subject_id or 0)

    async def _repeated(self, cases: Sequence[Case]) -> None:
        keys = [c.key for c in cases if c.key]
        if not keys:
            return
        rows = await Journal.filter(key__in=keys).values("key", "uid", "act", "actor_id", "subject_id", "outcome")
        done = {row["key"]: row for row in rows}
        for case in cases:
            row = done.get(case.key)
            if row is not None and _same_try(row, case):
                case.outcome = Outcome.again(case.subject.name, row["subject_id"], row["uid"], row["outcome"])
            elif row is not None:
                case.refuse(
                    Refusal(
                        "stale",
                        None,
                        N_("this key has already been used for another act"),
                        (MissingPart("key", N_("a new key")),),
                    )
                )

    def _look(self, case: Case, last: datetime | None) -> None:
        case.at = _occurred(case, last)
        case.ctx = Ctx(
            act=case.act.full,
            uid=case.uid,
            machine=self,
            subject=case.row,
            data=case.data,
            actor=case.actor,
            at=case.when,
            now=self.now,
            policies=self.house,
        )
        case.refuse(*[r for r in (gating.stale(case), gating.wrong_state(case)) if r])

    async def _judge(self, cases: Sequence[Case]) -> None:
        """All gates are asked, also of cases refused already, so that one answer names everything that is missing."""
        if not cases:
            return
        act = cases[0].act
        views: list[View] = [c.view for c in cases]
        await gating.load_facts(views, gating.wanted_facts(act, self.house))
        for case in cases:
            asked = gating.ask_gates(act, case.view, self.house)
            case.then = [gate.then for gate, _ in asked if gate.then]
            found = [refusal for _, refusal in asked]
            warnings = [r for r in found if r.kind == "warn"]
            case.refuse(*[r for r in found if r.kind != "warn"])
            if case.confirmed:
                case.warnings = warnings
            else:
                case.refuse(*warnings)
            after = _written_from(case)
            case.refuse(*gating.needs(act, self.house.registry.records_of(act.on), case.view, after))

    async def _nested(self, calls: Sequence[tuple[Case, Call]]) -> list[Outcome]:
        """Answer calls of one act. A refused nested act refuses the act that asked for it."""
        act = self.house.registry.acts[calls[0][1].full]
        inner = [
            self.case(
                act,
                outer.actor,
                call.data,
                subject_id=call.subject,
                key=None,
                cause=outer.uid,
                confirmed=outer.confirmed,
                nested=True,
            )
            for outer, call in calls
        ]
        try:
            await self.execute(inner)
        except ChunkBroken:
            if len({id(outer) for outer, _ in calls}) > 1:
                raise  # a batch is done again row by row
        for (outer, _), case in zip(calls, inner, strict=True):
            if case.refusals:
                raise Refused(case.refusals, act=act.full, then=case.then)
            if case.subject.name == "core.ticket" and act.creates:
                outer.ticket = case
        return [case.outcome for case in inner if case.outcome is not None]

    async def _settle(self, cases: Sequence[Case]) -> None:
        """After `run`: seals, duties, then everything is written."""
        for case in cases:
            writing.compose(case, self.house)
            case.refuse(*seal.broken_seals(case, self.house))
        cases = [c for c in cases if not c.refusals]
        if cases:
            await self._approvals(cases)
            await clocks.plan(cases, self.house)
            await writing.write(cases, self.house)
            self._index.note(cases)

    async def _approvals(self, cases: Sequence[Case]) -> None:
        """A changed content voids what was approved; an act done under an approval has used it."""
        ended = await approving.ended(cases, self.house)
        for name in ("void", "use"):
            calls = [(case, Call(f"{SUBJECT}.{name}", i, {})) for case, what, i in ended if what == name]
            if calls:
                await self._nested(calls)

    async def add(self, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        with guard.allowed():
            return await sql.insert(model, rows)

    async def take(
        self, model: type[Any], row_id: int, clause: str, where: Mapping[str, Any], changes: Mapping[str, Any]
    ) -> None:
        with guard.allowed():
            count = await model.filter(id=row_id, **where).update(**changes)
        if not count:
            part = MissingPart("left", N_("something left to take"))
            raise Refused([Refusal("gate", clause, N_("somebody else was quicker, nothing is left"), (part,))])

    async def remove(self, model: type[Any], where: Mapping[str, Any]) -> int:
        with guard.allowed():
            return int(await model.filter(**where).delete())

    async def post(
        self, ctx: Ctx, book: Book, lines: Sequence[Line], basis: tuple[str, int | None] | None, clause: str | None
    ) -> list[dict[str, Any]]:
        act = self.house.registry.acts[ctx.act_name]
        return await posting.post(
            book,
            lines,
            uid=ctx.uid,
            actor_id=ctx.actor.id,
            at=self.now,
            basis=basis or (act.on, ctx.id),
            clause=clause or act.clause or book.clause,
        )

    async def rescope(self, subject: str, gone: int, kept: int, number: str) -> None:
        await rescoping.rescope(self.house, subject, gone, kept, number, self.now)

    async def bump(self) -> None:
        """Every worker rereads its settings with the next request."""
        if not await Generation.filter(id=1).update(number=F("number") + 1):
            await sql.insert(Generation, [{"id": 1, "number": self.house.generation + 1}])


def _same_try(row: Mapping[str, Any], case: Case) -> bool:
    """Whether this key was used for this very act on this very subject; by the same person, unless the key is the act's natural one."""
    if row["act"] != case.act.full or case.subject_id not in (None, row["subject_id"]):
        return False
    return case.act.natural is not None or row["actor_id"] == case.actor.id


def _told(case: Case) -> datetime | None:
    """When it really happened, if the act lets one say so and somebody did."""
    value = case.data.get(case.act.occurred) if case.act.occurred else None
    return value if isinstance(value, datetime) else None


async def _last_acts(cases: Sequence[Case]) -> dict[int, datetime]:
    """When the last act on each subject happened; asked only for acts that say themselves when they did."""
    ids = [c.subject_id for c in cases if c.row is not None and _told(c)]
    if not ids:
        return {}
    rows = Journal.filter(subject_type=cases[0].subject.name, subject_id__in=ids, refused=False)
    return {
        r["subject_id"]: r["last"]
        for r in await rows.annotate(last=Max("occurred_at")).group_by("subject_id").values("subject_id", "last")
    }


def _occurred(case: Case, last: datetime | None) -> datetime | None:
    """The instant an act counts from; InvalidInput when it lies in the future or before the subject's last act."""
    value = _told(case)
    if value is None:
        return None
    wrong = N_("This lies in the future.") if value > case.now else ""
    if last is not None and value < last:
        wrong = N_("This lies before the last step of the case.")
    if wrong:
        raise InvalidInput([FieldError(case.act.occurred or "", gettext(wrong))])
    return value


def _written_from(case: Case) -> Any:
    """The subject as the act's `writes` will leave it, before `run` has spoken."""
    ctx = case.view
    for name in case.act.writes:
        if name in case.data:
            ctx.set(**{name: case.data[name]})
    return ctx.after()
