"""The gate (CS-2, CS-3.4.1a to CS-3.4.3, CS-3.5.6a): nobody in whose papers do not hold at this instant; who is refused is logged."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Gate, Kpi, Measure, Missing, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies
from plugins.contractor_safety.rules.standing import STANDING, Standing, holes

ADMIT, ENTER, TURN_AWAY = f"{n.ENTRY}.admit", f"{n.PERMIT}.enter", f"{n.ENTRY}.turn_away"
ENTRIES = (ADMIT, ENTER)


def _papers(view: View) -> Iterable[Missing]:
    """Each thing missing under its own clause."""
    return holes(
        view.facts[STANDING.name],
        view.at,
        copies=int(view.policy(policies.COPIES)),
        stay_copies=int(view.policy(policies.STAY_COPIES)),
        visitor_levels=bool(view.policy(policies.VISITOR_LEVELS)),
    )


def _area(view: View) -> Iterable[Missing]:
    """CS-3.5.6a: no work outside what was agreed."""
    standing: Standing | None = view.facts[STANDING.name]
    area = (view.data.area or "").strip()
    if standing is not None and area and area not in standing.areas:
        yield Missing("area", N_("an area he is permitted for (%(area)s is none)"), n.PERMIT, {"area": area})


def _inside(view: View) -> Iterable[Missing]:
    standing: Standing | None = view.facts[STANDING.name]
    entry = standing.one("inside") if standing else None
    if entry:
        yield Missing("inside", N_("his leaving: by %(number)s he is inside"), n.ENTRY, {"number": entry.number})


def _kpi(clause: str, label: str) -> Kpi:
    return Kpi(
        f"contractor_safety.refused_{clause.removeprefix('CS-').replace('.', '_')}",
        label,
        clause,
        Measure(n.ENTRY, at="at", where={"state": "refused", "clause": clause}),
        unit="count",
        better="low",
        heading=N_("Refused entries by reason"),
    )


DECLARED: tuple[Rule, ...] = (
    Gate(ENTRIES, "CS-2", _papers, (STANDING.name,), then=TURN_AWAY),
    Gate(ENTRIES, "CS-3.5.6a", _area, (STANDING.name,), then=TURN_AWAY),
    Gate(ENTRIES, "CS-2", _inside, (STANDING.name,), level="warn"),
    *(_kpi(clause, label) for clause, label in n.REFUSED_BY.items()),
)
