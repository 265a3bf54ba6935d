"""Which code carries which clause: found from the declarations, for the map and `guizhang clauses`, never typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.host.registry import Registry


@dataclass(frozen=True)
class Carrier:
    """`kind`: act, gate, deadline, record, policy, routing, screen, print, kpi, book, approval or checklist. `label` is a msgid."""

    kind: str
    name: str
    label: str
    plugin: str


def carriers(registry: Registry) -> dict[str, list[Carrier]]:
    """Every clause id with what carries it, an empty list for a clause that nothing carries yet."""
    found: dict[str, dict[Carrier, None]] = defaultdict(dict)
    for clause_id, carrier in _all(registry):
        found[clause_id][carrier] = None  # a dictionary keeps the order and drops doubles
    return {clause_id: list(found.get(clause_id, ())) for clause_id in registry.clauses}


def _all(registry: Registry) -> Iterator[tuple[str, Carrier]]:
    for source in (
        _acts,
        _gates,
        _deadlines,
        _records,
        _policies,
        _routings,
        _screens,
        _prints,
        _kpis,
        _books,
        _approvals,
        _checklists,
        _confidential,
    ):
        for clause_id, carrier in source(registry):
            if clause_id:
                yield clause_id, carrier


def _acts(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for act in registry.acts.values():
        carrier = Carrier("act", act.full, act.label, act.plugin)
        yield act.clause, carrier
        for clause_id in _form_clauses(act.form):
            yield clause_id, carrier


def _form_clauses(form: type[Any] | None) -> Iterator[str]:
    """Clauses that single fields of a form name (constructor argument `clause`); fields are not bound here."""
    for name in dir(form) if form else ():
        unbound = getattr(form, name, None)
        kwargs = getattr(unbound, "kwargs", None)
        if hasattr(unbound, "field_class") and isinstance(kwargs, dict) and isinstance(kwargs.get("clause"), str):
            yield kwargs["clause"]


def _gates(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for full, gates in registry.gates.items():
        act = registry.acts.get(full)
        for gate in gates:
            yield gate.clause, Carrier("gate", full, act.label if act else full, registry.plugin_of(gate))


def _deadlines(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for name, deadline in registry.deadlines.items():
        yield deadline.clause, Carrier("deadline", name, deadline.label, deadline.plugin)


def _records(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for name, record in registry.records.items():
        plugin = registry.plugin_of(record)
        yield record.clause, Carrier("record", name, record.label, plugin)
        for need in record.needs:
            yield need.clause, Carrier("record", f"{name}.{need.field}", need.label, plugin)


def _policies(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for policy in registry.policies.values():
        yield policy.clause, Carrier("policy", policy.key, policy.label, registry.plugin_of(policy))


def _routings(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for routing in registry.routings.values():
        yield routing.clause, Carrier("routing", routing.name, routing.label, registry.plugin_of(routing))


def _screens(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for screen in registry.screens.values():
        related = (column for part in screen.related for column in part.columns)
        for column in (*screen.columns, *screen.facts, *related):
            yield (
                column.clause,
                Carrier("screen", f"{screen.on}.{column.field}", column.label, registry.plugin_of(screen)),
            )


def _prints(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for name, document in registry.prints.items():
        yield document.clause, Carrier("print", name, document.label, registry.plugin_of(document))


def _kpis(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for kpi in registry.kpis.values():
        yield kpi.clause, Carrier("kpi", kpi.name, kpi.label, kpi.plugin)


def _books(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for book in registry.books.values():
        yield book.clause, Carrier("book", book.name, book.label or book.name, book.plugin)


def _approvals(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for approval in registry.approvals.values():
        yield approval.clause, Carrier("approval", approval.key, approval.label or approval.name, approval.plugin)


def _checklists(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    for checklist in registry.checklists.values():
        plugin = registry.plugin_of(checklist)
        yield checklist.clause, Carrier("checklist", checklist.name, checklist.label, plugin)
        for item in checklist.items:
            yield item.clause, Carrier("checklist", f"{checklist.name}.{item.key}", item.text, plugin)


def _confidential(registry: Registry) -> Iterable[tuple[str | None, Carrier]]:
    """Subjects and kinds of files that only some may read."""
    for subject in registry.subjects.values():
        yield subject.confidential, Carrier("screen", subject.name, subject.label, subject.plugin)
    for kind in registry.file_kinds.values():
        yield kind.clause, Carrier("screen", kind.name, kind.label, registry.plugin_of(kind))
