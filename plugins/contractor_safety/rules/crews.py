"""Sub-letting and splitting: an affiliate's is forbidden, anybody else's crew is not reviewed (CS-3.5.7, CS-3.4.2)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Gate, Missing, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.rules.papers import REVIEWED

ADD = f"{n.ENGAGEMENT}.add_crew"


def _let_on(view: View) -> bool:
    return bool(view.data.org != view.subject.org_id)


def _affiliate(view: View) -> Iterable[Missing]:
    if _let_on(view) and view.facts[REVIEWED.name].affiliate:
        yield Missing("own_crew", N_("a crew of its own: sub-letting and splitting are forbidden"), ADD)


def _unreviewed(view: View) -> Iterable[Missing]:
    if _let_on(view) and not view.facts[REVIEWED.name].affiliate:
        label = N_("a review of that company, in an engagement of its own")
        yield Missing("review", label, f"{n.ENGAGEMENT}.open")


DECLARED: tuple[Rule, ...] = (
    Gate(ADD, "CS-3.5.7", _affiliate, (REVIEWED.name,), then=f"{n.VIOLATION}.open_sublet"),
    Gate(ADD, "CS-3.4.2", _unreviewed, (REVIEWED.name,)),
)
