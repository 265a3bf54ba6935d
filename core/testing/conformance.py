"""What every plugin must hold, whoever writes it: subclass, name the plugin, and these checks run against it.

class TestConformance(PluginConformance):
    plugin = "vehicle_warranty"
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from core.acts.preview import preview
from core.commands.inspect import clause_rows
from core.db.config import tortoise_config
from core.db.makemigrations import drift
from core.host.host import Host
from core.host.loading import load
from core.host.registry import Loaded
from core.models import Duty
from core.models.access import SYSTEM
from core.services.sweep import sweep
from core.testing.databases import Databases
from core.web.templating import environment

ALLOWED = ("core.api", "starlette", "tortoise", "wtforms")


class PluginConformance:
    """Ten checks. `plugin` is the name of an installed plugin."""

    plugin: str

    def _loaded(self, house: Host) -> Loaded:
        return house.registry.plugins[self.plugin]

    def test_loads_with_what_it_requires_and_nothing_else(self) -> None:
        everything = load()
        own = next(p for p in everything.plugins if p.name == self.plugin)
        names = {self.plugin, *(r.split(">")[0].split("=")[0].split("<")[0] for r in own.manifest.requires)}
        found = load({p.name: f"{p.package}.plugin" for p in everything.plugins if p.name in names})
        assert not found.broken
        assert self.plugin in {p.name for p in found.plugins}

    async def test_imports_only_what_a_plugin_may(self, host: Host) -> None:
        own = self._loaded(host)
        wrong = [f"{path.name}: {name}" for path in _sources(own) for name in _imports(path) if not _may(name, own)]
        assert wrong == []

    async def test_keeps_to_its_own_names(self, host: Host) -> None:
        own = self._loaded(host)
        prefix = f"{self.plugin}_"
        models = _models(own)
        assert [m.__name__ for m in models if not m._meta.db_table.startswith(prefix)] == []
        folder = Path(own.folder) / "templates"
        assert [p.name for p in folder.glob("*") if p.name != self.plugin] == []

    async def test_every_foreign_key_restricts(self, host: Host) -> None:
        wrong = [
            f"{m.__name__}.{name}"
            for m in _models(self._loaded(host))
            for name in m._meta.fk_fields | m._meta.o2o_fields
            if str(m._meta.fields_map[name].on_delete).upper().split(".")[-1] != "RESTRICT"
        ]
        assert wrong == []

    async def test_migrations_say_what_the_models_say(self, host: Host, databases: Databases) -> None:
        url = "sqlite://:memory:" if not databases.postgres else await databases.empty()
        assert [d for d in await drift(tortoise_config(url, host.apps)) if self.plugin in d] == []

    async def test_every_route_and_act_is_closed_to_a_user_without_a_role(
        self, host: Host, client: Any, make: Any
    ) -> None:
        await make.user("nobody", "auditor", scope="self")
        visitor = await client.as_("nobody")
        for screen in self._loaded(host).of(_screen_type()):
            path = "/s/" + screen.on.replace(".", "/")
            if "auditor" not in screen.roles:
                assert (await visitor.get(path)).status_code == 403, path
        for route in self._loaded(host).routes:
            assert route.permission, route.path

    async def test_every_template_compiles(self, client: Any) -> None:
        env = environment()
        for name in env.list_templates(filter_func=lambda n: n.startswith(f"{self.plugin}/")):
            env.get_template(name)

    async def test_every_clause_is_carried_and_tested_or_planned(self, host: Host) -> None:
        rows = [r for r in clause_rows(host, Path("tests")) if r["plugin"] == self.plugin]
        bare = [r["id"] for r in rows if not r["planned"] and not (r["carriers"] and r["tests"])]
        assert bare == []

    async def test_switched_off_it_keeps_its_data_and_makes_no_alarm(
        self, host: Host, client: Any, toggled: Any
    ) -> None:
        before = await _counts(self._loaded(host))
        reader = await client.as_("manager")
        async with _off(toggled, self.plugin, host):
            assert not host.is_on(self.plugin)
            assert await _counts(self._loaded(host)) == before
            await sweep(host)
            assert not await Duty.filter(plugin=self.plugin, warned_at__isnull=False).exists()
            for screen in self._loaded(host).of(_screen_type()):
                path = "/s/" + screen.on.replace(".", "/")
                assert (await reader.get(path)).status_code in (200, 403), path
        assert host.is_on(self.plugin)
        assert await _counts(self._loaded(host)) == before

    async def test_the_demo_runs_twice(self, databases: Databases, clock: Any) -> None:
        from core.commands.schema import run_migrations
        from core.host import host as hosting
        from core.own.demo_run import run_demo

        url = await databases.empty()
        await run_migrations(Host(databases.found), tortoise_config(url, Host(databases.found).apps))
        house = await hosting.start(url, databases.found)
        try:
            await run_demo("Correct-horse-7")
            first = await _counts(self._loaded(house))
            await run_demo("Correct-horse-7")
            assert await _counts(self._loaded(house)) == first
            await _previews(house, self._loaded(house))
        finally:
            await hosting.stop()
            await databases.discard(url)


def _screen_type() -> Any:
    from core.declare import Screen

    return Screen


async def _previews(house: Host, own: Loaded) -> None:
    """Every act of every demo case can be previewed: no gate falls over on real data."""
    for subject in house.registry.subjects.values():
        if subject.plugin == own.name:
            for row in await subject.model.all().order_by("-id").limit(20):
                await preview(subject.name, row, SYSTEM)


@asynccontextmanager
async def _off(toggled: Any, plugin: str, house: Host) -> AsyncIterator[None]:
    """Switch off the plugin, after those that require it."""
    above = [p.name for p in house.registry.plugins.values() if any(r.startswith(plugin) for r in p.manifest.requires)]
    if above:
        async with toggled(above[0]), toggled(plugin):
            yield
    else:
        async with toggled(plugin):
            yield


def _sources(own: Loaded) -> Iterator[Path]:
    return (p for p in Path(own.folder).rglob("*.py") if "migrations" not in p.parts)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _may(name: str, own: Loaded) -> bool:
    import sys

    required = [r.split(">")[0].split("=")[0].split("<")[0] for r in own.manifest.requires]
    free = (*ALLOWED, own.package, *(f"plugins.{r}.api" for r in required))
    return name.split(".")[0] in sys.stdlib_module_names or any(name == f or name.startswith(f"{f}.") for f in free)


def _models(own: Loaded) -> list[Any]:
    import importlib

    module = importlib.import_module(f"{own.package}.models")
    from tortoise.models import Model

    return [
        m
        for _, m in inspect.getmembers(module, inspect.isclass)
        if issubclass(m, Model) and not m._meta.abstract and m.__module__.startswith(own.package)
    ]


async def _counts(own: Loaded) -> dict[str, int]:
    return {m._meta.db_table: await m.all().count() for m in _models(own)}
