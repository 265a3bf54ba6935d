"""A schema changes without losing a row, an index or a trigger, or it does not change at all."""

from __future__ import annotations

import asyncio
import importlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from core import db
from core.db import backup, guard, makemigrations
from core.db.config import sqlite_path
from core.db.makemigrations import drift
from core.db.migrate import MigrationFailed, migrate, pending

CORE = """
from tortoise import fields
from tortoise.models import Model
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from core.db.fields import Instant, Json, Money, Ref, Share

class Owner(Model):
    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length={width})
    kind = fields.CharField(max_length=5, default="", db_default="")
    at = Instant(null=True, db_index=True)
    {extra}
    class Meta:
        app = "one"
        table = "one_owner"
        unique_together = (("name", "kind"),)
        indexes = (("kind", "at"),)
        constraints = [
            CheckConstraint(check="kind <> 'bad'", name="one_owner_kind"),
            UniqueConstraint(fields=("kind",), condition="kind = 'only'", name="one_owner_only"),
        ]
"""

PLUGIN = """
from tortoise import fields
from tortoise.models import Model
from core.db.fields import Json, Money, Ref, Share

class Owned(Model):
    id = fields.BigIntField(primary_key=True)
    owner = Ref("one.Owner")
    parent = Ref("{label}.{name}", null=True)
    price = Money(default=0)
    share = Share(default=0)
    data = Json(default=dict)
    class Meta:
        abstract = True

class {name}(Owned):
    class Meta:
        app = "{label}"
        table = "{label}_{name}"
"""


class Apps:
    """Packages on disk with models and migrations, importable while a test runs."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.labels: list[str] = []

    @property
    def config(self) -> dict[str, Any]:
        return db.tortoise_config(self.url, {label: [f"mig_{label}.models"] for label in self.labels})

    def write(self, label: str, source: str) -> None:
        package = self.folder / f"mig_{label}"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / "models.py").write_text(source, encoding="utf-8")
        if label not in self.labels:
            self.labels.append(label)
        self.forget()

    def core(self, width: int = 50, extra: str = "") -> None:
        self.write("one", CORE.format(width=width, extra=extra))

    def plugin(self, label: str, name: str) -> None:
        self.write(label, PLUGIN.format(label=label, name=name))

    async def make(self, label: str, name: str | None = None) -> list[Path]:
        paths = await makemigrations.makemigrations(self.config, label, name)
        self.forget()
        return paths

    def migration(self, label: str, name: str, after: str, body: str) -> None:
        """A migration written by hand."""
        head = "from tortoise import migrations\nfrom tortoise.migrations import operations as ops\n\n\n"
        text = f"class Migration(migrations.Migration):\n    dependencies = [({label!r}, {after!r})]\n{body}\n"
        (self.folder / f"mig_{label}" / "migrations" / f"{name}.py").write_text(head + text, encoding="utf-8")
        self.forget()

    def forget(self) -> None:
        """Let the next import read the files again."""
        importlib.invalidate_caches()
        for name in [name for name in sys.modules if name.startswith("mig_")]:
            del sys.modules[name]


@pytest.fixture
def apps(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apps]:
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    made = Apps(folder, url)
    yield made
    made.forget()


async def _ask(url: str, text: str) -> list[tuple[Any, ...]]:
    """Ask the database past everything of ours."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)) as lite:
            lite.execute("PRAGMA foreign_keys=ON")
            return list(lite.execute(text))
    server = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await server.fetch(text)]
    finally:
        await server.close()


async def _shape(url: str) -> list[tuple[Any, ...]]:
    """Names of all indexes and triggers (SQLite), of all indexes and constraints (PostgreSQL)."""
    if url.startswith("sqlite"):
        return await _ask(url, "SELECT type, sql FROM sqlite_master WHERE type <> 'table' AND sql <> '' ORDER BY sql")
    indexes = await _ask(url, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
    return indexes + await _ask(
        url, "SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1"
    )


async def _filled(apps: Apps) -> None:
    """The core and two plugins, migrated, five rows in each table."""
    apps.core()
    await apps.make("one")
    apps.plugin("two", "Visit")
    await apps.make("two")
    apps.plugin("three", "Card")
    await apps.make("three")
    await migrate(apps.config)
    for n in range(1, 6):
        await _ask(apps.url, f"INSERT INTO one_owner (name, kind) VALUES ('n{n}', 'k{n}')")
        for table in ('"two_Visit"', '"three_Card"'):
            await _ask(apps.url, f"INSERT INTO {table} (owner_id, price, share, data) VALUES ({n}, 1, 1, '{{}}')")


async def _rows(apps: Apps) -> list[int]:
    return [
        (await _ask(apps.url, f"SELECT count(*) FROM {name}"))[0][0]
        for name in ("one_owner", '"two_Visit"', '"three_Card"')
    ]


async def test_first_run_makes_everything_and_the_second_nothing(apps: Apps) -> None:
    apps.core()
    await apps.make("one")
    apps.plugin("two", "Visit")
    await apps.make("two")
    names = ["one.0001_initial", "two.0001_initial"]
    assert await pending(apps.config) == names
    assert await migrate(apps.config) == names
    assert await pending(apps.config) == []
    assert await migrate(apps.config) == []
    assert await drift(apps.config) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_missing_folder_of_the_database_is_made(apps: Apps, tmp_path: Path) -> None:
    apps.core()
    await apps.make("one")
    apps.url = f"sqlite://{tmp_path / 'new' / 'deep' / 'gz.db'}"
    assert await pending(apps.config) == ["one.0001_initial"]
    assert not (tmp_path / "new").exists()
    await migrate(apps.config)
    assert await _ask(apps.url, "SELECT count(*) FROM one_owner") == [(0,)]


async def test_constraints_of_a_new_model_hold(apps: Apps) -> None:
    await _filled(apps)
    broken = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
    await _ask(apps.url, "INSERT INTO one_owner (name, kind) VALUES ('a', 'only')")
    for name, kind in (("b", "bad"), ("c", "only"), ("n1", "k1")):
        with pytest.raises(broken):
            await _ask(apps.url, f"INSERT INTO one_owner (name, kind) VALUES ('{name}', '{kind}')")
    with pytest.raises(broken):
        await _ask(apps.url, "DELETE FROM one_owner WHERE id = 1")


async def test_widening_a_column_keeps_rows_indexes_and_triggers(apps: Apps) -> None:
    """On SQLite this rebuilds the table that two plugins point at; stock Tortoise empties them."""
    await _filled(apps)
    if apps.url.startswith("sqlite"):
        await _ask(apps.url, "CREATE TRIGGER own AFTER UPDATE ON one_owner BEGIN SELECT 1; SELECT 2; END")
        await _ask(
            apps.url,
            'CREATE TRIGGER far AFTER UPDATE ON "two_Visit" BEGIN UPDATE one_owner SET kind = kind; END',
        )
    shape = await _shape(apps.url)
    apps.core(width=90)
    assert [path.name for path in await apps.make("one", "wider names")] == ["0002_wider_names.py"]
    assert await migrate(apps.config) == ["one.0002_wider_names"]
    assert await _rows(apps) == [5, 5, 5]
    assert set(shape) <= set(await _shape(apps.url))
    assert await drift(apps.config) == []
    await _constraints_refuse(apps)


async def _constraints_refuse(apps: Apps) -> None:
    broken = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
    for values in ("('n1', 'k1')", "('x', 'bad')"):
        with pytest.raises(broken):
            await _ask(apps.url, f"INSERT INTO one_owner (name, kind) VALUES {values}")


async def test_column_with_a_database_default_is_added_to_a_filled_table(apps: Apps) -> None:
    await _filled(apps)
    apps.core(extra="note = fields.CharField(max_length=9, default='', db_default='')")
    assert await drift(apps.config) != []
    await apps.make("one")
    await migrate(apps.config)
    assert await _ask(apps.url, "SELECT DISTINCT note FROM one_owner") == [("",)]
    assert await _rows(apps) == [5, 5, 5]


async def test_failing_migration_leaves_everything_as_it_was(apps: Apps) -> None:
    """The first of two succeeds, the second fails: neither stays."""
    await _filled(apps)
    shape = await _shape(apps.url)
    apps.core(extra="note = fields.CharField(max_length=9, default='', db_default='')")
    await apps.make("one", "note")
    apps.migration("one", "0003_broken", "0002_note", "    operations = [ops.RunSQL('SELECT gone FROM nowhere')]")
    with pytest.raises(db.SchemaBehind):
        await migrate(apps.config)
    assert await pending(apps.config) == ["one.0002_note", "one.0003_broken"]
    assert await _shape(apps.url) == shape
    assert await _rows(apps) == [5, 5, 5]
    with pytest.raises((sqlite3.OperationalError, asyncpg.UndefinedColumnError)):
        await _ask(apps.url, "SELECT note FROM one_owner")


async def test_migration_that_loses_rows_is_undone(apps: Apps) -> None:
    await _filled(apps)
    apps.migration(
        "two", "0002_lossy", "0001_initial", """    operations = [ops.RunSQL('DELETE FROM "two_Visit" WHERE id > 3')]"""
    )
    with pytest.raises(MigrationFailed, match="two_Visit: 5 rows before, 3 after"):
        await migrate(apps.config)
    assert await _rows(apps) == [5, 5, 5]


async def test_migration_may_write_a_protected_table(apps: Apps) -> None:
    await _filled(apps)
    guard.protect(["one_owner"])
    sql = "UPDATE one_owner SET kind = kind || '!' WHERE id = 1"
    apps.migration("one", "0002_data", "0001_initial", f"    operations = [ops.RunSQL({sql!r})]")
    await migrate(apps.config)
    assert await _ask(apps.url, "SELECT kind FROM one_owner WHERE id = 1") == [("k1!",)]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_trigger_is_made_by_raw_sql(apps: Apps) -> None:
    await _filled(apps)
    sql = (
        "CREATE TABLE one_log (id INTEGER);"
        "CREATE TRIGGER one_no BEFORE DELETE ON one_log BEGIN SELECT 1; SELECT RAISE(ABORT, 'kept; really'); END;"
        "INSERT INTO one_log VALUES (1);"
    )
    apps.migration("one", "0002_log", "0001_initial", f"    operations = [ops.RunSQL({sql!r})]")
    await migrate(apps.config)
    with pytest.raises(sqlite3.IntegrityError, match="kept; really"):
        await _ask(apps.url, "DELETE FROM one_log")


async def test_migrators_at_once_do_not_meet(apps: Apps) -> None:
    apps.core()
    await apps.make("one")
    apps.plugin("two", "Visit")
    await apps.make("two")
    program = (
        "import asyncio, json, sys; sys.path[:0] = json.loads(sys.argv[1]); from core.db.migrate import migrate;"
        "print(len(asyncio.run(migrate(json.loads(sys.argv[2])))))"
    )
    starters = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, json.dumps([str(apps.folder)]), json.dumps(apps.config), stdout=-1, stderr=-1
        )
        for _ in range(3)
    ]
    results = [await starter.communicate() for starter in starters]
    assert [starter.returncode for starter in starters] == [0, 0, 0], results
    assert sorted(int(out) for out, _ in results) == [0, 0, 2]


async def test_app_that_is_pointed_at_needs_migrations_first(apps: Apps) -> None:
    apps.core()
    apps.plugin("two", "Visit")
    with pytest.raises(ValueError, match="points at app one: make its migrations first"):
        await apps.make("two")
    assert "one: no migrations" in await drift(apps.config)


async def test_dependency_names_the_exact_migration(apps: Apps) -> None:
    apps.core()
    await apps.make("one")
    apps.core(width=90)
    await apps.make("one", "wider")
    apps.plugin("two", "Visit")
    (path,) = await apps.make("two")
    text = path.read_text(encoding="utf-8")
    assert "dependencies = [('one', '0002_wider')]" in text
    assert "RESTRICT" in text


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_backup_is_taken_before_and_can_be_put_back(apps: Apps) -> None:
    await _filled(apps)
    path = sqlite_path(apps.config)
    assert path
    apps.core(width=90)
    await apps.make("one", "wider")
    await migrate(apps.config)
    (copy,) = (path.parent / "backups").glob("*.db")
    await _ask(apps.url, 'DELETE FROM "two_Visit"')
    assert backup.check(copy) == ""
    backup.restore(path, copy)
    assert await _rows(apps) == [5, 5, 5]
    assert await pending(apps.config) == ["one.0002_wider"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_damaged_file_is_restored(apps: Apps, monkeypatch: pytest.MonkeyPatch) -> None:
    await _filled(apps)
    apps.core(width=90)
    await apps.make("one", "wider")
    sound = backup.check
    monkeypatch.setattr(backup, "check", lambda path: "" if "backups" in str(path) else "page 3 is gone")
    with pytest.raises(MigrationFailed, match="restored from"):
        await migrate(apps.config)
    monkeypatch.setattr(backup, "check", sound)
    assert await pending(apps.config) == ["one.0002_wider"]
    assert await _rows(apps) == [5, 5, 5]


async def test_a_column_that_rows_could_not_fill_is_not_written(apps: Apps) -> None:
    apps.core()
    await apps.make("one")
    apps.core(extra="note = fields.BooleanField(default=False)")
    with pytest.raises(ValueError, match=r"Owner\.note needs null=True or a db_default"):
        await apps.make("one")
