"""A correction: what started a clock was wrong, so the clock that should have run begins again where the wrong one had begun.

Time that has been used stays used. A clock that is late already stays missed: nobody corrects a broken promise away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.acts.case import Case, Start
from core.declare import Deadline, ons
from core.host.host import Host
from core.models import Duty
from core.rules.reckoning import reckon
from core.rules.view import Data, View


async def correct(cases: Sequence[Case], house: Host) -> None:
    """End the running duties that the act corrects, and add to the cases' starts what begins again; one statement.

    A clock that did not run begins at the first start of those that did, unless it was kept since then.
    """
    act = cases[0].act
    met = Duty.filter(subject_type=act.on, subject_id__in=[c.subject_id for c in cases], code__in=act.corrects)
    rows = await met.filter(stop_at__isnull=False).values("subject_id", "code", "start_at")
    for case in cases:
        running = {d.code: d for d in case.running if d.code in act.corrects and d.running}
        if not running:
            continue
        origin = min(d.start_at for d in running.values())
        done = {r["code"] for r in rows if r["subject_id"] == case.subject_id and r["start_at"] >= origin}
        done |= {code for code, d in running.items() if case.now >= d.late_from}
        for duty in running.values():
            duty.running, duty.cancelled_at = 0, case.now
            case.ended.append(duty)
        for code in act.corrects:
            deadline = house.registry.deadlines[f"{act.on}:{code}"]
            if code not in done and isinstance(deadline, Deadline):
                at = running[code].start_at if code in running else origin
                _restart(case, deadline, at, code in running, house)


def _restart(case: Case, deadline: Deadline, at: datetime, ran: bool, house: Host) -> None:
    """Start the clock if it ran, or if one of its conditional starts applies now that the columns are right.

    The condition reads the corrected columns as if they had been the input of the act that started it.
    """
    after = case.view.after()
    view = View(
        subject=after,
        data=Data({**vars(after), **{k: v for k, v in case.data.items() if v is not None}}),
        actor=case.actor,
        at=at,
        now=case.now,
        policies=case.view._policies,
        facts=case.view.facts,
    )
    starts = [on for on in ons(deadline.start) if on.via is None]
    if not any(on.when(view) if on.when else ran for on in starts):
        return
    promised = getattr(after, deadline.until, None) if deadline.until else None
    found = reckon(deadline, at, view.policy, promised, house)
    if found is not None:
        computed = {"start": starts[0].act, "corrects": case.act.full, **found.computed}
        case.starts.append(Start(deadline, at, found.due, dict(view.read), computed, calendar=found.calendar))
