"""What a detail page says before anything is tried: each act, and the refusals it would meet now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from core import clock
from core.acts import gating
from core.acts.case import Case
from core.acts.rows import plain
from core.declare import Act
from core.errors import Refusal
from core.forms import fields_of
from core.host.host import Host, host
from core.models.access import Actor
from core.rules.view import Ctx, NeedsData, NoData


@dataclass(frozen=True)
class ActPreview:
    act: Act
    allowed: bool
    refusals: tuple[Refusal, ...] = ()


class _Still:
    """A preview changes nothing."""

    async def add(self, model: type[Any], rows: Any) -> list[int]:
        raise AssertionError("a preview does not run acts")

    async def take(self, model: type[Any], row_id: int, clause: str, where: Any, changes: Any) -> None:
        raise AssertionError("a preview does not run acts")

    async def remove(self, model: type[Any], where: Any) -> int:
        raise AssertionError("a preview does not run acts")

    async def post(self, ctx: Any, book: Any, lines: Any, basis: Any, clause: Any) -> list[dict[str, Any]]:
        raise AssertionError("a preview does not run acts")

    async def rescope(self, subject: str, gone: int, kept: int, number: str) -> None:
        raise AssertionError("a preview does not run acts")

    async def bump(self) -> None:
        raise AssertionError("a preview does not run acts")


async def preview(subject_name: str, row: Any, actor: Actor) -> list[ActPreview]:
    """Every act a person may see on this row, in declared order. Gates that read the form's input are judged when it is sent.

    One statement per kind of facts and one for four eyes.
    """
    house = host()
    held = plain(row) if hasattr(type(row), "_meta") else row
    now = clock.now()
    acts = [a for a in house.registry.acts_of(subject_name) if not a.creates and a.by != "system"]
    cases = [_case(act, house, actor, held, now) for act in acts]
    views = [c.view for c in cases]
    wanted = {f.name: f for act in acts for f in gating.wanted_facts(act, house, running=False)}
    await gating.load_facts(views, wanted.values())
    for case in cases:
        await gating.four_eyes([case])
        _judge(case, house)
    shown = [c for c in cases if not (c.act.quiet and c.refusals)]
    return [ActPreview(c.act, not c.refusals, tuple(c.refusals)) for c in shown]


class _Facts(dict[str, Any]):
    """Facts that hang on the form's input are not known before there is any: a gate that asks for them is judged later."""

    def __missing__(self, name: str) -> Any:
        raise NeedsData(name)


def _case(act: Act, house: Host, actor: Actor, row: Any, now: Any) -> Case:
    case = Case(
        act=act,
        subject=house.registry.subjects[act.on],
        actor=actor,
        data=NoData(),
        uid="",
        key=None,
        now=now,
        subject_id=row.id,
        row=row,
    )
    case.ctx = Ctx(
        act=act.full, uid="", machine=_Still(), subject=row, data=NoData(), actor=actor, at=now, now=now, policies=house
    )
    case.ctx.facts = _Facts()
    return case


def _judge(case: Case, house: Host) -> None:
    first = [
        r for r in (gating.may_not(case.act, case.actor), gating.off(case.act, house), gating.wrong_state(case)) if r
    ]
    if not case.actor.is_system and case.actor.may(case.act.full) and not case.actor.reaches(case.act.full, case.row):
        first.append(gating.out_of_reach(case.act))
    case.refuse(*first)
    case.refuse(*[r for _, r in gating.ask_gates(case.act, case.view, house) if r.kind != "warn"])
    asked = set(fields_of(cast(Any, case.act.form))) if case.act.form else set()
    case.refuse(*_needs(case, asked, house))


def _needs(case: Case, asked: set[str], house: Host) -> list[Refusal]:
    """Required fields the subject lacks and the act's own form does not ask for."""
    try:
        found = gating.needs(
            case.act, house.registry.records_of(case.subject.name), case.view, _Lenient(case.row, asked)
        )
    except NeedsData:
        return []
    return found


class _Lenient:
    """The row, with every field that the form will supply counted as present."""

    def __init__(self, row: Any, asked: set[str]) -> None:
        self._row = row
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return True if name in self._asked else getattr(self._row, name, None)
