"""No labour contract before ledger, training and exam; no post before registration and three levels (CS-3.4.1a, CS-3.4.1b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Facts, Gate, Missing, Need, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import SafetyTraining

_LEDGER, _LABOUR, _POST = (f"{n.PERSON}.{name}" for name in ("enter_ledger", "sign_labour", "assign_post"))
_TRAIN = f"{n.PERSON}.train"


async def _passed(ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """Levels passed; of one taken again the last counts. One statement."""
    newest: dict[tuple[int, str], bool] = {}
    rows = SafetyTraining.filter(person_id__in=ids).order_by("id").values_list("person_id", "level", "passed")
    for person, level, passed in await rows:
        newest[person, level] = passed
    return {i: frozenset(level for (who, level), ok in newest.items() if who == i and ok) for i in ids}


PASSED = Facts("contractor_safety.passed", _passed)


def _hired(view: View) -> Iterable[Missing]:
    if view.subject.group != "hired":
        yield Missing("hired", N_("a hired hand: nobody else is given a labour contract"), n.PERSON)


def _prepared(view: View) -> Iterable[Missing]:
    if view.subject.ledger_at is None:
        yield Missing("ledger", N_("the entry in the ledger, with a file"), _LEDGER)
    for level in ("department", "job"):
        if level not in view.facts[PASSED.name]:
            yield Missing(f"level:{level}", n.LEVELS[level], _TRAIN)


def _forward(view: View) -> Iterable[Missing]:
    if view.data.contract_to < view.data.contract_from:
        yield Missing("contract_to", N_("a last day that is not before the first"))


def _educated(view: View) -> Iterable[Missing]:
    row = view.subject
    if row.kind == "visitor":
        yield Missing("visitor", N_("somebody who works here: a visitor has no post"), n.PERSON)
    if row.group == "listed" and row.registered_at is None:
        yield Missing("registration", N_("the registration with the safety unit"), f"{n.PERSON}.register_with_unit")
    for level in n.THREE_LEVELS:
        if level not in view.facts[PASSED.name]:
            yield Missing(f"level:{level}", n.LEVELS[level], _TRAIN)


DECLARED: tuple[Rule, ...] = (
    PASSED,
    Gate(_LABOUR, "CS-3.4.1a", _hired),
    Gate(_LABOUR, "CS-3.4.1a", _prepared, (PASSED.name,)),
    Gate(_LABOUR, "CS-3.4.1a", _forward),
    Gate(_POST, "CS-3.4.1b", _educated, (PASSED.name,)),
    Record(
        "file",
        n.PERSON,
        "CS-3.4.1a",
        N_("Personal file"),
        ("file_no",),
        needs=(Need("file_no", N_("the file"), "CS-3.4.1a", (_LEDGER,)),),
    ),
)
