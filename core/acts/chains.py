"""Deadlines that chain: the next one starts at the instant the last one was met, until what it waits for has happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from core.acts.case import Case, Start
from core.declare import Deadline
from core.host.host import Host
from core.rules.reckoning import reckon
from core.rules.view import View

Links = Sequence[tuple[Case, SimpleNamespace]]  # the case that met a duty, and the duty


async def chain(cases: Sequence[Case], deadlines: Iterable[Deadline], house: Host) -> None:
    """Add the next links to the cases' starts. Call when what they end is known; constant statements for any number of them."""
    for deadline in {d.code: d for d in deadlines if d.repeat_until}.values():
        links = [(case, duty) for case in cases for duty in case.ended if _met(duty, deadline)]
        if links:
            over = await _over(deadline, links, house)
            for case, duty in links:
                if duty.subject_id not in over:
                    _next(deadline, case, duty, house)


def _met(duty: SimpleNamespace, deadline: Deadline) -> bool:
    return duty.stop_at is not None and (duty.subject_type, duty.code) == (deadline.on, deadline.code)


def _own(case: Case, duty: SimpleNamespace) -> bool:
    return (case.subject.name, case.subject_id) == (duty.subject_type, duty.subject_id)


async def _over(deadline: Deadline, links: Links, house: Host) -> set[int]:
    """Ids of subjects whose chain ends here: their column is set, or the facts hold."""
    assert deadline.repeat_until
    ids = sorted({duty.subject_id for _, duty in links})
    if deadline.repeat_until in house.registry.facts:
        facts = await house.registry.facts[deadline.repeat_until].load(ids)
        return {key for key, fact in facts.items() if fact}
    own = {duty.subject_id: case for case, duty in links if _own(case, duty)}
    over = {key for key, case in own.items() if getattr(case.view.after(), deadline.repeat_until)}
    if others := [key for key in ids if key not in own]:
        model = house.registry.subjects[deadline.on].model
        rows = await model.filter(id__in=others).values("id", deadline.repeat_until)
        over |= {row["id"] for row in rows if row[deadline.repeat_until]}
    return over


def _next(deadline: Deadline, case: Case, duty: SimpleNamespace, house: Host) -> None:
    view = View(
        subject=case.view.after(),
        data=case.data,
        actor=case.actor,
        at=duty.stop_at,
        now=case.now,
        policies=case.view._policies,
    )
    found = reckon(deadline, duty.stop_at, view.policy, None, house)
    if found is None:
        return
    computed = {"start": case.act.full, "chain": int(duty.computed.get("chain", 1)) + 1, **found.computed}
    target = None if _own(case, duty) else duty.subject_id
    start = Start(deadline, duty.stop_at, found.due, dict(view.read), computed, target)
    start.calendar = found.calendar
    case.starts.append(start)
