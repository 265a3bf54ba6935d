"""Its tables: keys restrict, migrations say what the models say, and no row is lost on the way."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.db.config import tortoise_config
from core.db.makemigrations import drift
from core.db.migrate import migrate
from core.host.host import Host
from core.host.registry import Loaded
from core.testing.conformance.filling import fill_every_table
from core.testing.conformance.parts import Checks, models, requires
from core.testing.databases import Databases

_INEXACT = ("__latest__", "__first__")


class SchemaChecks(Checks):
    async def test_every_foreign_key_restricts(self, host: Host) -> None:
        wrong = [
            f"{m.__name__}.{name}"
            for m in models(self.own(host))
            for name in m._meta.fk_fields | m._meta.o2o_fields
            if str(m._meta.fields_map[name].on_delete).upper().split(".")[-1] != "RESTRICT"
        ]
        assert wrong == []

    async def test_every_table_has_a_key_of_its_own(self, host: Host) -> None:
        """A one-to-one as primary key makes every later makemigrations write a migration for nothing."""
        shared = [
            m.__name__
            for m in models(self.own(host))
            if m._meta.pk_attr in m._meta.o2o_fields or m._meta.pk_attr != "id"
        ]
        assert shared == []

    async def test_migrations_say_what_the_models_say(self, host: Host, databases: Databases) -> None:
        url = "sqlite://:memory:" if not databases.postgres else await databases.empty()
        assert [d for d in await drift(tortoise_config(url, host.apps)) if d.startswith(f"{self.plugin}:")] == []

    async def test_migrations_depend_on_exact_names(self, host: Host) -> None:
        """ "The latest" of another app is a name that means something else tomorrow."""
        found = [(path.name, d) for path in _migrations(self.own(host)) for d in _dependencies(path)]
        assert [d for d in found if d[1][1] in _INEXACT] == []
        apps = {self.plugin, "core", *_reach(host, self.plugin)}
        assert [d for d in found if d[1][0] not in apps] == []

    async def test_rows_survive_its_migrations(self, host: Host, databases: Databases, tmp_path: Path) -> None:
        """A database as its first migration left it, with a row in every table, comes through all later ones."""
        apps = {
            name: host.apps[name] for name in host.apps if name in ("core", self.plugin, *_reach(host, self.plugin))
        }
        url = await databases.empty()
        config = tortoise_config(url, apps)
        first = _first_only(self.own(host), config, tmp_path)
        try:
            await migrate(first)
            await fill_every_table(config)
            await migrate(config)
        finally:
            sys.path.remove(str(tmp_path))
            await databases.discard(url)


def _migrations(own: Loaded) -> list[Path]:
    return sorted(p for p in (Path(own.folder) / "migrations").glob("*.py") if p.name[0].isdigit())


def _dependencies(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        named = isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "dependencies" for t in node.targets)
        if named and isinstance(node.value, ast.List):  # type: ignore[attr-defined]
            yield from (ast.literal_eval(entry) for entry in node.value.elts)  # type: ignore[attr-defined]


def _reach(house: Host, plugin: str) -> set[str]:
    direct = set(requires(house.registry.plugins[plugin]))
    return direct | {name for other in direct for name in _reach(house, other)}


def _first_only(own: Loaded, config: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The configuration with a copy of the plugin's migrations that ends with the first."""
    package = folder / f"first_of_{own.name}"
    package.mkdir()
    (package / "__init__.py").touch()
    shutil.copy(_migrations(own)[0], package)
    sys.path.insert(0, str(folder))
    apps = {**config["apps"], own.name: {**config["apps"][own.name], "migrations": package.name}}
    return {**config, "apps": apps}
