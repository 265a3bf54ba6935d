"""Violations (CS-3.5.5, CS-3.5.6a): what each step demands, and how many there were."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Gate, Kpi, Measure, Missing, Need, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.rules.site_facts import ENGAGED

_FIND, _DECIDE = f"{n.VIOLATION}.find", f"{n.VIOLATION}.decide"


def _somebody_answers(view: View) -> Iterable[Missing]:
    """Unapproved work is some department's; a violation is of somebody."""
    if view.data.kind in n.UNAPPROVED and not view.data.department and view.facts.get(ENGAGED.name) is None:
        yield Missing("department", N_("the responsible department"), clause="CS-3.5.6a")
    if not (view.data.engagement or view.data.person or view.data.org or view.data.department):
        yield Missing("subject", N_("whose violation it is: engagement, person, company or department"))


DECLARED: tuple[Rule, ...] = (
    Gate(_FIND, "CS-3.5.5", _somebody_answers, (ENGAGED.name,)),
    Record(
        "violation",
        n.VIOLATION,
        "CS-3.5.5",
        N_("Violation"),
        ("kind", "description", "decision", "basis", "penalty"),
        needs=(
            Need("description", N_("what was found"), "CS-3.5.5", (_FIND,)),
            Need("decision", N_("the decision"), "CS-3.5.5", (_DECIDE, f"{n.VIOLATION}.dismiss")),
            Need("basis", N_("the safety rule it rests on"), "CS-3.5.5", (_DECIDE,)),
            Need("penalty", N_("the penalty, 0 for none"), "CS-3.5.5", (_DECIDE,)),
        ),
    ),
    Kpi(
        "contractor_safety.violations",
        N_("Violations"),
        "CS-3.5.5",
        Measure(n.VIOLATION, at="found_at", where={"stands": True}),
        unit="count",
        better="low",
        heading=N_("Violations"),
    ),
    Kpi(
        "contractor_safety.unapproved",
        N_("Work without approval"),
        "CS-3.5.6a",
        Measure(n.VIOLATION, at="found_at", where={"kind__in": list(n.UNAPPROVED), "stands": True}),
        unit="count",
        better="low",
        heading=N_("Violations"),
    ),
)
