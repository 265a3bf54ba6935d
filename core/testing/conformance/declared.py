"""What it declares hangs together: clauses and carriers, the README's table, policies, states, and where refusals lead."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.commands.inspect import clause_rows
from core.declare import Act, Approval, Clause, Deadline, Gate, Kpi, Periodic, Policy, Record, Routing, Subject
from core.host.host import Host
from core.host.registry import Loaded
from core.testing.conformance.parts import Checks, calls, trees

_RULES = (Gate, Deadline, Periodic, Record, Routing, Approval, Kpi, Policy)
_ROW = re.compile(r"^\|\s*([A-Z][A-Z0-9]*-[\w.]+)\s*\|", re.M)


class DeclaredChecks(Checks):
    async def test_every_clause_is_carried_and_tested_or_planned(self, host: Host) -> None:
        rows = [r for r in clause_rows(host, Path("tests")) if r["plugin"] == self.plugin]
        assert [r["id"] for r in rows if not r["planned"] and not r["carriers"]] == [], "not carried"
        assert [r["id"] for r in rows if not r["planned"] and not r["tests"]] == [], "not tested"

    async def test_every_rule_has_its_clause(self, host: Host) -> None:
        own = self.own(host)
        rules = [d for kind in _RULES for d in own.of(kind)]
        needs = [need for record in own.of(Record) for need in record.needs]
        assert [_named(d) for d in (*rules, *needs) if d.clause not in host.registry.clauses] == []

    async def test_its_readme_and_its_clauses_agree(self, host: Host) -> None:
        """The table "clause → rule → screen → test" names every clause that is carried, and none that is not declared."""
        own = self.own(host)
        told = set(_ROW.findall(_readme(own)))
        declared = {c.id: c for c in own.of(Clause)}
        assert told - set(host.registry.clauses) == set()
        assert {i for i, c in declared.items() if not c.planned} - told == set()

    async def test_every_policy_it_reads_exists(self, host: Host) -> None:
        read = {
            call.args[0].value: path.name
            for path, tree in trees(self.own(host))
            for call in calls(tree, "policy")
            if call.args and isinstance(call.args[0], ast.Constant)
        }
        assert {key: where for key, where in read.items() if key not in host.registry.policies} == {}

    async def test_every_refusal_leads_somewhere(self, host: Host) -> None:
        """`where` of what is missing is an act or a screen: the button beside the refusal opens it."""
        own = self.own(host)
        named = {need.where for record in own.of(Record) for need in record.needs if need.where}
        named |= {where for _, tree in trees(own) for call in calls(tree, "Missing") if (where := _where(call))}
        known = {*host.registry.acts, *host.registry.screens, *host.registry.subjects}
        assert named - known == set()

    async def test_every_state_is_reached_and_left(self, host: Host) -> None:
        own = self.own(host)
        acts = {s.name: [a for a in host.registry.acts.values() if a.on == s.name] for s in own.of(Subject)}
        wrong = [f"{s.name}: {what}" for s in own.of(Subject) for what in _stuck(s, acts[s.name])]
        assert wrong == []

    async def test_every_deadline_can_be_kept(self, host: Host) -> None:
        """Whoever owes it has a role that may do the act that stops it, or nobody can."""
        wrong = []
        for owed in self.own(host).of(Deadline):
            act = host.registry.acts.get(owed.act or "")
            role = owed.owes.removeprefix("role:") if owed.owes.startswith("role:") else None
            if act is not None and act.by == "person" and role and role not in act.roles:
                wrong.append(f"{owed.code}: {role} owes {act.full} and may not do it")
            if owed.act and act is None:
                wrong.append(f"{owed.code}: there is no act {owed.act}")
        assert wrong == []


def _named(declaration: Any) -> str:
    name = next(
        (getattr(declaration, a) for a in ("key", "code", "name", "field", "act") if hasattr(declaration, a)), ""
    )
    return f"{type(declaration).__name__} {name}"


def _readme(own: Loaded) -> str:
    """Of the package, or of the project around it."""
    folder = Path(own.folder)
    found = [p / "README.md" for p in (folder, folder.parent) if (p / "README.md").exists()]
    # installed from a wheel: the readme travels as the description of the distribution
    return found[0].read_text("utf-8") if found else _description(own)


def _description(own: Loaded) -> str:
    from importlib.metadata import metadata, packages_distributions

    names = packages_distributions().get(own.package.split(".")[0], [])
    return "\n".join(str(metadata(name).json.get("description", "")) for name in names)


def _where(call: ast.Call) -> str:
    given = [k.value for k in call.keywords if k.arg == "where"] or call.args[2:3]
    return given[0].value if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str) else ""


def _stuck(subject: Subject, acts: list[Act]) -> Iterator[str]:
    """A function may lead anywhere."""
    anywhere = any(callable(act.to) for act in acts)
    reached = {subject.start, *(act.to for act in acts if isinstance(act.to, str))}
    for name, stage in subject.states.items():
        if name not in reached and not anywhere:
            yield f"no act leads to {name}"
        leaves = [
            a
            for a in acts
            if not a.creates and a.to != name and (a.to or not a.source) and (name in a.source or not a.source)
        ]
        if stage.category != "done" and not any(a.to for a in leaves):
            yield f"no act leads out of {name}"
