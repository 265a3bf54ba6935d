"""B40: a filled database of the latest version that people have is migrated whole, also when it is killed on the way.

`released/` holds one dump a version, written by that version: forms at every step, questions, enquiries. The newest is tried here.
A version that is released adds its own: dump a small filled house with `sqlite3.Connection.iterdump`.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from core.services.judge import judge
from core.testing.databases import Databases
from tests.bar.running import opened

DUMPS = sorted((Path(__file__).parent / "released").glob("*.sql.gz"))
KILLS = (0.5, 0.7, 0.8, 0.95)  # of the time that a whole migration takes
# written anew from the others, or a diary of the migrations themselves
NOT_ROWS = ("core_search", "sqlite_", "tortoise_", "core_generation")
Rows = dict[str, dict[int, dict[str, Any]]]


pytestmark = pytest.mark.sqlite  # the dumps are SQLite's; on PostgreSQL a migration is one transaction


def restored(dump: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress(dump.read_bytes()).decode())
        connection.execute("PRAGMA journal_mode=WAL")


def rows(path: Path) -> Rows:
    """Table -> its rows by rowid, each as column -> value."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        named = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {
            t: {r["_row"]: dict(r) for r in connection.execute(f'SELECT rowid AS _row, * FROM "{t}"')}
            for t in named
            if not t.startswith(NOT_ROWS)
        }


def migrate(path: Path, lives: float | None = None) -> float:
    """Run the command; killed with -9 after `lives` seconds. How long it took."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "core.cli", "migrate"],
        env={**os.environ, "GUIZHANG_DB": f"sqlite://{path}", "GUIZHANG_DATA": str(path.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _out, err = child.communicate(timeout=lives)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
    else:
        assert child.returncode == 0, err
    return time.perf_counter() - began


def lost(before: Rows, path: Path) -> list[str]:
    """Rows of before that are gone or read otherwise in a column that is still there, and references that lead nowhere."""
    now, found = rows(path), list[str]()
    for table, kept in before.items():
        there = now.get(table, {})
        found += [f"{table}: row {n} is gone" for n in kept if n not in there]
        found += [f"{table}: row {n} has changed" for n in kept if n in there and _differs(kept[n], there[n])]
    with closing(sqlite3.connect(path)) as connection:
        found += [f"a reference leads nowhere: {r}" for r in connection.execute("PRAGMA foreign_key_check")]
    return found


def _differs(before: dict[str, Any], now: dict[str, Any]) -> bool:
    return any(now[name] != value for name, value in before.items() if name in now)


async def migrated(
    databases: Databases, dump: Path, folder: Path, after: Callable[[Path], None] = lambda path: None
) -> list[str]:
    """What is lost or wrong after one whole migration, and after one that was killed at each of KILLS and then done again."""
    path = folder / "whole.db"
    restored(dump, path)
    before = rows(path)
    assert sum(len(found) for found in before.values()) > 200
    whole = await asyncio.to_thread(migrate, path)
    after(path)
    found = lost(before, path)
    found += await _judged(databases, path)
    for part in KILLS:
        path = folder / f"killed-{part}.db"
        restored(dump, path)
        await asyncio.to_thread(migrate, path, whole * part)
        found += [f"killed at {part}: {line}" for line in lost(before, path)]
        await asyncio.to_thread(migrate, path)
        found += [f"killed at {part} and done again: {line}" for line in lost(before, path)]
    return found + await _judged(databases, path)


async def _judged(databases: Databases, path: Path) -> list[str]:
    async with opened(databases, f"sqlite://{path}") as house:
        return [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house)]


async def test_the_latest_version_is_migrated_whole_also_when_killed(databases: Databases, tmp_path: Path) -> None:
    assert await migrated(databases, DUMPS[-1], tmp_path) == []


async def test_seeded_a_migration_that_loses_a_row(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM core_grant WHERE id = (SELECT MAX(id) FROM core_grant)")
            connection.commit()

    monkeypatch.setitem(globals(), "KILLS", ())
    assert any("core_grant" in line for line in await migrated(databases, DUMPS[-1], tmp_path, lose))
