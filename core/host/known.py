"""What a declaration may refer to, and the sentences for one that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from core.declare import (
    Act,
    Approval,
    Calendar,
    Clause,
    Deadline,
    Facts,
    Periodic,
    Policy,
    Print,
    Record,
    Regulation,
    Role,
    Subject,
)
from core.host import approvals, supplements
from core.host.prints import print_acts
from core.host.registry import Loaded


class Known:
    """What a plugin may refer to: its own declarations and those of the plugins it requires (the core always)."""

    def __init__(self, plugins: Iterable[Loaded]) -> None:
        declared = [d for p in plugins for d in p.declared]
        self.clauses = {d.id for d in declared if isinstance(d, Clause)}
        self.regulations = {d.id for d in declared if isinstance(d, Regulation)}
        self.policies = {d.key for d in declared if isinstance(d, Policy)}
        self.calendars = {d.name for d in declared if isinstance(d, Calendar)}
        self.subjects: dict[str, Subject] = {d.name: d for d in declared if isinstance(d, Subject)}
        self.acts: dict[str, Act] = {d.full: d for d in declared if isinstance(d, Act)}
        asking = approvals.derived([d for d in declared if isinstance(d, Approval)], self.acts)
        adding = supplements.derived([d for d in declared if isinstance(d, Record)], self.acts.values())
        self.acts |= {d.full: d for d in (*asking, *adding) if isinstance(d, Act)}
        self.acts |= print_acts({f"{d.on}.{d.name}": d for d in declared if isinstance(d, Print)})
        self.facts = {d.name for d in declared if isinstance(d, Facts)}
        self.roles = {d.name for d in declared if isinstance(d, Role)}
        self.records = {f"{d.on}:{d.name}": d for d in declared if isinstance(d, Record)}
        self.deadlines = {f"{d.on}:{d.code}" for d in declared if isinstance(d, Deadline | Periodic)}


def cites(where: str, clause: str | None, known: Known) -> list[str]:
    return [] if clause is None or clause in known.clauses else [f"{where} cites the unknown clause {clause}"]


def names_act(where: str, full: str, known: Known) -> list[str]:
    return [] if full in known.acts else [f"{where} names the unknown act {full}"]


def lies_in(where: str, name: str, plugin: str) -> list[str]:
    return [] if name.split(".")[0] == plugin else [f"{where} {name} lies outside the plugin's own names"]
