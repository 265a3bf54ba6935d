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
    copy(path, draft)
    os.replace(draft, target)
    for old in sorted(folder.glob(f"{path.stem}-*.db"))[:-KEPT]:
        old.unlink()
    return target


def copy(path: Path, target: Path) -> None:
    """Copy the database of one instant to `target`, while others write. BackupFailed, and no target, if the copy is not sound."""
    _copy(path, target)
    if faults := check(target):
        target.unlink()
        raise BackupFailed(f"The backup of {path} is not sound: {faults}")


def alone(path: Path) -> None:
    """Leave one file that needs no other beside it: what its log still holds goes into it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def restore(path: Path, saved: Path) -> None:
    """Put a copy back through the backup API, so that other processes with the file open see it."""
    _copy(saved, path)


def check(path: Path) -> str:
    """What SQLite finds wrong with a database file; empty if it is sound."""
    with closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    return "" if found == ["ok"] else "; ".join(found)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
