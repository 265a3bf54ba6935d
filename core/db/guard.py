"""A subject changes only through an act: the database client itself refuses every other write to its table.

A forgotten `save()` in a plugin, or a clever raw UPDATE, would otherwise pass every gate unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.db.errors import DatabaseError

_WRITE = re.compile(
    r"\b(?:(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?"
    r"|TRUNCATE(?:\s+TABLE)?)\s+(?:[\"`\[]?\w+[\"`\]]?\s*\.\s*)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)

_protected: frozenset[str] = frozenset()
_allowed: ContextVar[bool] = ContextVar("guard_allowed", default=False)


class UnguardedWrite(DatabaseError):
    """A protected table was to be written outside `allowed()`. `table` names it."""

    def __init__(self, table: str) -> None:
        super().__init__(f"Table {table} changes only through core.acts.perform: this write was refused.")
        self.table = table


def protect(tables: Iterable[str]) -> None:
    """Protect exactly these tables from now on; called once, when all plugins are loaded."""
    global _protected
    _protected = frozenset(name.lower() for name in tables)


@contextmanager
def allowed() -> Iterator[None]:
    """Permit writes to protected tables in this task; only `core.acts` and the migration run may say so."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


def check(sql: str) -> None:
    """Raise UnguardedWrite if `sql` writes a protected table and nobody allowed it."""
    if not _protected or _allowed.get() or sql.lstrip()[:6].upper() == "SELECT":
        return
    for match in _WRITE.finditer(sql):
        if match[1].lower() in _protected:
            raise UnguardedWrite(match[1].lower())


def written(sql: str) -> str | None:
    """The first table a statement writes, None if it only reads."""
    match = _WRITE.search(sql)
    return match[1] if match else None
