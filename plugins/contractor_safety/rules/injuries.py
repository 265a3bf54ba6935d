"""Injuries: who owes what until when, and what each report holds (CS-3.5.1 to CS-3.5.3, CS-3.5.6b)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.api import N_, Child, Deadline, Gate, Kpi, Measure, Missing, Need, On, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies
from plugins.contractor_safety.models import InjuryLeader
from plugins.contractor_safety.rules.injury_facts import INJURED, responsible
from plugins.contractor_safety.rules.site_facts import ENGAGED

_REPORT, _FACTS, _RESULT = (f"{n.INJURY}.{act}" for act in ("report", "report_facts", "report_result"))
# whose clause leads: the group's own; everybody else is managed like the company's own hands
CLAUSES = {"hired": "CS-3.5.1", "listed": "CS-3.5.1", "contractor": "CS-3.5.2", "after_sales": "CS-3.5.3"}


def _known(view: View) -> Iterable[Missing]:
    happened, known = view.data.happened_at, view.data.known_at
    if happened is not None and happened > view.now:
        yield Missing("happened_at", N_("an instant that is not in the future"))
    if known is not None and (known > view.now or (happened is not None and known < happened)):
        yield Missing("known_at", N_("an instant between the injury and now"))


def _somebody_answers(view: View) -> Iterable[Missing]:
    who = view.facts[INJURED.name]
    engaged = view.facts.get(ENGAGED.name) or (who.engaged if who else None)
    if who is not None and responsible(who.group, engaged, view.data.department) is None:
        yield Missing("department", N_("the responsible department"))


def _leaders(view: View) -> Iterable[Missing]:
    if view.subject.unapproved and not view.data.leaders:
        yield Missing("leaders", N_("the leaders who answer for work without approval"))


def _assessed(view: View) -> Iterable[Missing]:
    if view.subject.group in ("hired", "listed") and not view.data.assessment:
        yield Missing("assessment", N_("the assessment by the company's own injury rules"))


def _of(*groups: str) -> Callable[[View], bool]:
    return lambda view: view.subject is not None and view.subject.group in groups


def _starts(group: str) -> tuple[On, ...]:
    """From when it was known; if that is not said, from when it happened."""

    def his(view: View) -> bool:
        return bool(view.facts[INJURED.name].group == group)

    return (
        On(_REPORT, at="known_at", when=lambda v: his(v) and v.data.known_at is not None),
        On(_REPORT, at="happened_at", when=lambda v: his(v) and v.data.known_at is None),
    )


def _deadlines(group: str, clause: str) -> Iterable[Deadline]:
    told = {"act": None, "owes": "department"}
    yield Deadline(
        f"facts_{group}",
        n.INJURY,
        clause,
        N_("Report the facts"),
        _starts(group),
        On(_FACTS),
        length=policies.ACCIDENT,
        **{**told, "act": _FACTS},  # type: ignore[arg-type]
    )
    yield Deadline(
        f"result_{group}",
        n.INJURY,
        clause,
        N_("Report the result"),
        _starts(group),
        On(_RESULT),
        length=policies.RESULT,
        **{**told, "act": _RESULT},  # type: ignore[arg-type]
    )


def _needs(field: str, label: str, act: str) -> Iterable[Need]:
    for clause in dict.fromkeys(CLAUSES.values()):
        groups = tuple(group for group, its in CLAUSES.items() if its == clause)
        yield Need(field, label, clause, (act,), when=_of(*groups))


def _kpi(group: str, label: str) -> Kpi:
    return Kpi(
        f"contractor_safety.injuries_{group}",
        label,
        CLAUSES[group],
        Measure(n.INJURY, at="happened_at", where={"group": group}),
        unit="count",
        better="low",
        heading=N_("Injuries"),
    )


DECLARED: tuple[Rule, ...] = (
    INJURED,
    *(deadline for group, clause in CLAUSES.items() for deadline in _deadlines(group, clause)),
    Gate(_REPORT, "CS-3.5.2", _known),
    Gate(_REPORT, "CS-3.5.6b", _somebody_answers, (INJURED.name, ENGAGED.name)),
    Gate(_RESULT, "CS-3.5.6b", _leaders),
    Gate(_RESULT, "CS-3.5.1", _assessed),
    Record(
        "injury",
        n.INJURY,
        "CS-3.5.2",
        N_("Injury report"),
        ("happened_at", "place", "event", "facts", "investigation", "result", "assessment"),
        children=(Child(InjuryLeader, "injury_id", ("name", "post", "answers")),),
        needs=(
            *_needs("facts", N_("the facts"), _FACTS),
            *_needs("investigation", N_("the course of the investigation"), f"{n.INJURY}.investigate"),
            *_needs("result", N_("the result of the investigation"), _RESULT),
        ),
    ),
    _kpi("hired", N_("Injuries of hired hands")),
    _kpi("listed", N_("Injuries of other external people")),
    _kpi("contractor", N_("Injuries of contractors' people")),
    _kpi("after_sales", N_("Injuries of after-sales staff")),
)
