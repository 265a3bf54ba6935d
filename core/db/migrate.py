"""The only thing that changes a schema. All apps at once, one migrator at a time, all or nothing.

Stock Tortoise deletes the rows that point at a rebuilt SQLite table, plans wrongly over apps and lets two migrators run
into each other. Here: take the write lock, back up, apply everything on a connection with foreign keys off, check keys
and row counts, commit; anything wrong rolls all of it back, and a broken file is restored from the backup.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import PlanStep
from tortoise.migrations.operations import DeleteModel, RenameModel

from core import db
from core.db import backup, guard
from core.db.config import sqlite_path
from core.db.editor import Executor
from core.db.graph import Nothing, Recorder, unapplied

_LOCK = 727001  # any number, the same in every process
_WAIT_MS = 120_000


class MigrationFailed(Exception):
    """Rows would have been lost, or keys point nowhere; the database is as it was before."""


async def pending(config: dict[str, Any]) -> list[str]:
    """Migrations on disk that the database does not have, as "app.name" in the order they would be applied."""
    path = sqlite_path(config)
    if path and not path.exists():
        return _names(await unapplied(config["apps"], Nothing()))
    settings = config["connections"]["default"]
    client = import_module(settings["engine"]).client_class(connection_name="pending", **settings["credentials"])
    try:
        return _names(await unapplied(config["apps"], Recorder(client)))
    finally:
        await client.close()


async def migrate(config: dict[str, Any]) -> list[str]:
    """Apply what is pending and return it; [] at once if nothing is. Raises MigrationFailed, with nothing changed."""
    path = sqlite_path(config)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    if not await pending(config):
        return []
    try:
        with guard.allowed():
            applied, saved = await _apply(_for_migration(config), path)
    finally:
        EXECUTOR_CACHE.clear()  # it may hold the SQL of a model as it once was
    if path and saved:
        await asyncio.to_thread(_confirm, path, saved)
    return applied


def _for_migration(config: dict[str, Any]) -> dict[str, Any]:
    """The configuration with a connection that may rebuild tables and waits long for its turn."""
    changed = copy.deepcopy(config)
    if sqlite_path(config):
        changed["connections"]["default"]["credentials"].update(foreign_keys="OFF", busy_timeout=_WAIT_MS, readers=0)
    return changed


async def _apply(config: dict[str, Any], path: Path | None) -> tuple[list[str], Path | None]:
    async with TortoiseContext() as context:
        await context.init(config=config)
        async with db.transaction():
            if db.dialect() == "postgres":
                await db.connection().execute_query(f"SELECT pg_advisory_xact_lock({_LOCK})")
            executor = Executor(db.connection(), config["apps"])
            await executor.recorder.ensure_schema(executor._schema_editor())
            plan = await executor.plan()  # read again under the lock: another migrator may have been here
            before = await row_counts()
            saved = await asyncio.to_thread(backup.backup, path) if path and plan and before else None
            await executor.migrate(direction="forward")
            await _check(plan, before)
    return _names(step.migration for step in plan), saved


def _names(keys: Iterable[Any]) -> list[str]:
    return [f"{key.app_label}.{key.name}" for key in keys]


async def row_counts() -> dict[str, int]:
    """Rows of every table, but Tortoise's own."""
    if db.dialect() == "sqlite":
        text = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    else:
        text = "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
    tables = [row["name"] for row in await db.connection().execute_query_dict(text)]
    counts = [f"SELECT '{name}' AS name, count(*) AS n FROM \"{name}\"" for name in tables if name != _RECORDS]
    rows = await db.connection().execute_query_dict(" UNION ALL ".join(counts)) if counts else []
    return {row["name"]: row["n"] for row in rows}


_RECORDS = "tortoise_migrations"


async def _check(plan: list[PlanStep], before: dict[str, int]) -> None:
    after = await row_counts()
    meant = any(isinstance(op, DeleteModel | RenameModel) for step in plan for op in step.migration.operations)
    lost = [
        f"{name}: {count} rows before, {after.get(name, 0)} after"
        for name, count in before.items()
        if after.get(name, 0) < count and not (meant and name not in after)
    ]
    if lost:
        raise MigrationFailed(f"Rows were lost, nothing was changed. {'; '.join(lost)}")
    if db.dialect() == "sqlite":
        bad = await db.connection().execute_query_dict("PRAGMA foreign_key_check")
        if bad:
            raise MigrationFailed(f"Keys point nowhere, nothing was changed: {[row['table'] for row in bad[:5]]}")


def _confirm(path: Path, saved: Path) -> None:
    """Restore the backup if the file is not sound after the commit."""
    if faults := backup.check(path):
        backup.restore(path, saved)
        raise MigrationFailed(f"The database was damaged and has been restored from {saved}: {faults}")
