"""Everything declared by the plugins that loaded, indexed the way acts, duties and pages ask for it. Built once, then only read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from core.declare import (
    Act,
    Approval,
    Book,
    Calendar,
    Checklist,
    Clause,
    Deadline,
    Facts,
    FileKind,
    Gate,
    Job,
    Kpi,
    Listener,
    On,
    Periodic,
    Plugin,
    Policy,
    Print,
    Record,
    Regulation,
    Role,
    Routing,
    Screen,
    Slot,
    Stage,
    Subject,
    TicketKind,
    Total,
    ons,
)
from core.host import approvals, checklists, supplements
from core.host.merging import merging_acts
from core.host.moving import moving_acts
from core.host.own_acts import OWN_ACTS, SELF
from core.host.prints import act_name, print_acts

PLACES = frozenset({"core.customer.detail", "core.asset.detail", "core.ticket.detail", "core.workbench"})
REVEAL = "core.viewing.reveal"
Owed = Deadline | Periodic
Started = tuple[Deadline, On]
Ended = tuple[Owed, On]


@dataclass
class Loaded:
    """One plugin as it came in: manifest, dotted package, and what its hooks declared."""

    manifest: Plugin
    package: str
    folder: str
    declared: list[Any] = field(default_factory=list)
    permissions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    routes: list[Any] = field(default_factory=list)
    demo: Any = None

    @property
    def name(self) -> str:
        return self.manifest.name

    def of(self, kind: type[Any]) -> list[Any]:
        return [d for d in self.declared if isinstance(d, kind)]


class Registry:
    """Plain dictionaries over the declarations. Whether a plugin is on is asked of the host, never stored here."""

    def __init__(self, plugins: Sequence[Loaded]) -> None:
        self.plugins: dict[str, Loaded] = {p.name: p for p in plugins}
        self._derived = _derived(plugins)
        self.regulations: dict[str, Regulation] = self._by(Regulation, "id")
        self.clauses: dict[str, Clause] = self._by(Clause, "id")
        self.policies: dict[str, Policy] = self._by(Policy, "key")
        self.calendars: dict[str, Calendar] = self._by(Calendar, "name")
        self.subjects: dict[str, Subject] = self._by(Subject, "name")
        self.by_model: dict[type[Any], Subject] = {s.model: s for s in self.subjects.values()}
        self.acts: dict[str, Act] = self._by(Act, "full")
        self.facts: dict[str, Facts] = self._by(Facts, "name")
        self.records: dict[str, Record] = {f"{r.on}:{r.name}": r for r in self._all(Record)}
        self.periodics: dict[str, Periodic] = {f"{d.on}:{d.code}": d for d in self._all(Periodic)}
        # all that duties are made of, by which a duty's row finds its words; clocks start only from real deadlines
        self.deadlines: dict[str, Owed] = {f"{d.on}:{d.code}": d for d in self._all(Deadline)} | dict(self.periodics)
        self.routings: dict[str, Routing] = self._by(Routing, "name")
        self.kpis: dict[str, Kpi] = self._by(Kpi, "name")
        self.totals: list[Total] = list(self._all(Total))
        self.books: dict[str, Book] = self._by(Book, "name")
        self.approvals: dict[str, Approval] = self._by(Approval, "key")
        self.checklists: dict[str, Checklist] = self._by(Checklist, "name")
        self.file_kinds: dict[str, FileKind] = self._by(FileKind, "name")
        self.roles: dict[str, Role] = self._by(Role, "name")
        self.screens: dict[str, Screen] = self._by(Screen, "on")
        self.prints: dict[str, Print] = {f"{p.on}.{p.name}": p for p in self._all(Print)}
        self._of_plugins(plugins)
        self._of_subjects()
        self._index()
        # after the index: a print has a button of its own and is not among the acts of its subject
        self.acts.update(print_acts(self.prints))
        self.acts.update(moving_acts(self.deadlines.values(), self.policies))
        self.acts.update(merging_acts(self.subjects.values()))

    def _of_plugins(self, plugins: Sequence[Loaded]) -> None:
        """What is asked for together with the plugin it comes from."""
        self.slots: dict[str, tuple[str, Slot]] = {
            f"{p.name}.{s.name}": (p.name, s) for p in plugins for s in p.of(Slot)
        }
        self.listeners: list[tuple[str, Listener]] = [(p.name, x) for p in plugins for x in p.of(Listener)]
        self.jobs: list[tuple[str, Job]] = [(p.name, x) for p in plugins for x in p.of(Job)]
        self.owner: dict[int, str] = {id(d): p.name for p in plugins for d in (*p.declared, *self._derived[p.name])}

    def _of_subjects(self) -> None:
        """What else is found by a subject, and what subjects say about their rows."""
        self.approvals_on: dict[str, list[Approval]] = defaultdict(list)
        for approval in self.approvals.values():
            self.approvals_on[approval.on].append(approval)
        self.printing: dict[str, Print] = {f"{p.on}.{act_name(p)}": p for p in self.prints.values()}
        self.ticket_kinds: dict[str, TicketKind] = {
            s.ticket_kind.name: s.ticket_kind for s in self.subjects.values() if s.ticket_kind
        }
        self.permissions = self._permissions()
        self.shared = frozenset(f"{s.name}.read" for s in self.subjects.values() if s.shared)
        self.named = {s.name: s.named for s in self.subjects.values() if s.named}
        self.private = {s.name: s.private for s in self.subjects.values() if s.private is not None}

    def _all(self, kind: type[Any]) -> Iterable[Any]:
        return [d for p in self.plugins.values() for d in (*p.of(kind), *self._derived_of(p.name, kind))]

    def _derived_of(self, plugin: str, kind: type[Any]) -> list[Any]:
        return [d for d in self._derived[plugin] if isinstance(d, kind)]

    def _by(self, kind: type[Any], attribute: str) -> dict[str, Any]:
        return {getattr(d, attribute): d for d in self._all(kind)}

    def _permissions(self) -> dict[str, frozenset[str]]:
        grants: dict[str, set[str]] = defaultdict(set)
        for act in self.acts.values():
            grants[act.full].update(act.roles)
        for screen in self.screens.values():
            grants[f"{screen.on}.read"].update(screen.roles)
        for name, doc in self.prints.items():
            grants[f"{name}.print"].update(doc.roles)
            grants[f"{doc.on}.{act_name(doc)}"].update(doc.roles)
        for approval in self.approvals.values():
            deciding = approval.step_roles | set(self.acts[approval.ask].roles)
            for act in (a for a in self.acts.values() if a.on == approvals.SUBJECT and a.by != "system"):
                grants[act.full].update(deciding)
            grants[f"{approvals.SUBJECT}.read"].update(deciding)
        for book in self.books.values():
            grants[book.permission].update(book.roles)
        for plugin in self.plugins.values():
            for permission, roles in plugin.permissions.items():
                grants[permission].update(roles)
        for kind in self.file_kinds.values():
            grants[kind.permission].update(kind.roles)
        for name in OWN_ACTS:
            if name in self.acts:
                grants[name].update((*self.roles, SELF))
        # whoever may unmask records of some subject may do the one act that does it
        grants[REVEAL].update(chain.from_iterable(r for name, r in grants.items() if name.endswith(".reveal")))
        return {name: frozenset(roles) for name, roles in grants.items()}

    def _index(self) -> None:
        self.gates: dict[str, list[Gate]] = defaultdict(list)
        self.acts_on: dict[str, list[Act]] = defaultdict(list)
        self.records_on: dict[str, list[Record]] = defaultdict(list)
        self.starts: dict[str, list[Started]] = defaultdict(list)
        self.stops: dict[str, list[Started]] = defaultdict(list)
        self.cancels: dict[str, list[Ended]] = defaultdict(list)
        self.counts: dict[str, list[tuple[Periodic, On]]] = defaultdict(list)
        self.slots_at: dict[str, list[tuple[str, Slot]]] = defaultdict(list)
        self.heard: dict[str, list[tuple[str, Listener]]] = defaultdict(list)
        for gate in self._all(Gate):
            for full in gate.acts:
                self.gates[full].append(gate)
        for act in self.acts.values():
            self.acts_on[act.on].append(act)
        for record in self.records.values():
            self.records_on[record.on].append(record)
        for owed in self.deadlines.values():
            self._events(owed)
        for owner, slot in self.slots.values():
            self.slots_at[slot.place].append((owner, slot))
        for owner, listener in self.listeners:
            self.heard[listener.act].append((owner, listener))

    def _events(self, owed: Owed) -> None:
        """Which acts start, stop, cancel or count towards a duty."""
        for on in ons(owed.cancel):
            self.cancels[on.act].append((owed, on))
        if isinstance(owed, Periodic):
            for on in ons(owed.counts):
                self.counts[on.act].append((owed, on))
            return
        for on in ons(owed.start):
            self.starts[on.act].append((owed, on))
        for on in ons(owed.stop):
            self.stops[on.act].append((owed, on))

    def acts_of(self, subject: str) -> list[Act]:
        return self.acts_on.get(subject, [])

    def records_of(self, subject: str) -> list[Record]:
        return self.records_on.get(subject, [])

    def checklists_of(self, subject: str) -> list[Checklist]:
        return [c for c in self.checklists.values() if c.on == subject]

    def prints_of(self, subject: str) -> list[Print]:
        return [p for p in self.prints.values() if p.on == subject]

    def plugin_of(self, declaration: Any) -> str:
        """The plugin that declared this very object."""
        return self.owner[id(declaration)]

    def stage(self, path: str) -> Stage | None:
        """The stage behind "plugin.subject.state"; None when its plugin is not installed any more."""
        subject, _, state = path.rpartition(".")
        found = self.subjects.get(subject)
        return found.states.get(state) if found else None

    def tables(self) -> Mapping[str, type[Any]]:
        """Table name -> model of every subject."""
        return {s.model._meta.db_table: s.model for s in self.subjects.values()}


def _derived(plugins: Sequence[Loaded]) -> dict[str, list[Any]]:
    """Plugin -> what follows from its declarations without being declared itself."""
    acts = {act.full: act for p in plugins for act in p.of(Act)}
    return {
        p.name: [
            *approvals.derived(p.of(Approval), acts),
            *supplements.derived(p.of(Record), p.of(Act)),
            *checklists.derived(p.of(Checklist), acts),
        ]
        for p in plugins
    }
