"""It keeps to its own names: tables, ways back, permissions, addresses, folders."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from core.declare import Role
from core.host.host import Host
from core.testing.conformance.parts import Checks, calls, models, requires, trees

_SECRET = re.compile(r"\{(secret|token)[}:]")
_FOLDERS = ("templates", "static")


class NameChecks(Checks):
    async def test_its_tables_and_indexes_bear_its_name(self, host: Host) -> None:
        own, prefix = self.own(host), f"{self.plugin}_"
        named = {m.__name__: m._meta.db_table for m in models(own)}
        named |= {
            f"an index of {m.__name__}": i.name for m in models(own) for i in m._meta.indexes if getattr(i, "name", "")
        }
        assert {what: name for what, name in named.items() if not name.startswith(prefix)} == {}

    async def test_its_ways_back_bear_its_name(self, host: Host) -> None:
        """Two plugins that give one model the same `related_name` stop the start of all."""
        wrong = []
        for model in models(self.own(host)):
            for name in model._meta.fk_fields | model._meta.o2o_fields:
                field = model._meta.fields_map[name]
                other = field.model_name.split(".")[0]
                if other != self.plugin and field.related_name and not field.related_name.startswith(f"{self.plugin}_"):
                    wrong.append(f"{model.__name__}.{name}: {field.related_name}")
        assert wrong == []

    async def test_its_permissions_and_roles_bear_its_name(self, host: Host) -> None:
        """What belongs to the core or to strangers it may give to roles of its own, and to nobody else."""
        own = self.own(host)
        roles = {role.name for role in own.of(Role)}
        near = (self.plugin, *requires(own))
        others = {name: given for name, given in own.permissions.items() if name.split(".")[0] not in near}
        assert {name: given for name, given in others.items() if not roles.issuperset(given)} == {}
        known = {*host.registry.acts, *host.registry.permissions, "login", "public"}
        assert [r.path for r in own.routes if r.permission not in known] == []

    async def test_its_routes_lie_under_its_own_address(self, host: Host) -> None:
        """They are mounted under /p/<plugin>; one that needs no sign-in is reached by a secret in its address."""
        routes = self.own(host).routes
        assert [r.path for r in routes if not r.path.startswith("/") or ".." in r.path] == []
        assert [r.path for r in routes if r.permission == "public" and not _SECRET.search(r.path)] == []

    async def test_its_folders_hold_nothing_of_others(self, host: Host) -> None:
        folder = Path(self.own(host).folder)
        wrong = [p.name for kind in _FOLDERS for p in (folder / kind).glob("*") if p.name != self.plugin]
        wrong += [p.name for p in (folder / "locales").glob("*/LC_MESSAGES/*") if p.stem != self.plugin]
        assert wrong == []

    async def test_it_reads_no_clock_but_the_cores(self, host: Host) -> None:
        wrong = [
            f"{path.name}:{call.lineno}"
            for path, tree in trees(self.own(host))
            for name in ("utcnow", "today", "now", "time", "time_ns")
            for call in calls(tree, name)
            if _other_clock(call)
        ]
        assert wrong == []


def _other_clock(call: ast.Call) -> bool:
    """`datetime.now()`, `date.today()`, `time.time()`; `clock.now()` is ours."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return ast.unparse(call.func.value).rpartition(".")[2] in ("datetime", "date", "time")
