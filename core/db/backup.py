"""Copies of an SQLite database, taken by its backup API while others write: one plain copy in eight was broken."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from core import clock

KEPT = 5


class BackupFailed(Exception):
    """The copy could not be made or is not sound; the database itself is untouched."""


def backup(path: Path) -> Path:
    """Copy the database beside itself into `backups/`, check the copy, and only then give it its name."""
    folder = path.parent / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}-{clock.now():%Y%m%dT%H%M%S%f}.db"
    draft = target.with_suffix(".part")
    _copy(path, draft)
    if faults := check(draft):
        draft.unlink()
        raise BackupFailed(f"The backup of {path} is not sound: {faults}")
    os.replace(draft, target)
    for old in sorted(folder.glob(f"{path.stem}-*.db"))[:-KEPT]:
        old.unlink()
    return target


def restore(path: Path, copy: Path) -> None:
    """Put a copy back through the backup API, so that other processes with the file open see it."""
    _copy(copy, path)


def check(path: Path) -> str:
    """What SQLite finds wrong with a database file; empty if it is sound."""
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    return "" if found == ["ok"] else "; ".join(found)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
