"""Migrating the quick way leaves the schema that Tortoise's own way does, with every table of the core."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tortoise.migrations.executor import MigrationExecutor

from core.db.config import tortoise_config
from core.db.editor import Executor
from core.db.migrate import migrate
from core.host.loading import load

CORE = ("core",)


def schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master"))


async def test_the_quick_way_leaves_the_same_schema_and_the_indexes_of_new_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apps = {p.name: ["core.models"] for p in load().plugins if p.name in CORE}
    await migrate(tortoise_config(f"sqlite://{tmp_path / 'quick.db'}", apps))
    for name in ("migrate", "_project_state"):
        monkeypatch.setattr(Executor, name, vars(MigrationExecutor)[name])
    await migrate(tortoise_config(f"sqlite://{tmp_path / 'stock.db'}", apps))
    quick, stock = set(schema(tmp_path / "quick.db")), set(schema(tmp_path / "stock.db"))
    assert stock <= quick
    assert {(kind, table) for kind, _name, table, _sql in quick - stock} == {("index", "core_contact")}
