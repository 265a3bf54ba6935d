"""What every statement passes on its way to either database: the guard, the counter, the translation of errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from tortoise.exceptions import TransactionManagementError

from core.db import guard
from core.db.errors import translated

_lists: ContextVar[tuple[list[str], ...]] = ContextVar("counted_statements", default=())


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the text of every statement of this task and of those it starts; BEGIN, COMMIT and SAVEPOINT left out."""
    statements: list[str] = []
    token = _lists.set((*_lists.get(), statements))
    try:
        yield statements
    finally:
        _lists.reset(token)


@contextmanager
def told() -> Iterator[None]:
    """Raise our own errors instead of a driver's."""
    try:
        yield
    except Exception as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error


def is_read(query: str) -> bool:
    """Whether a statement only reads, so that any connection may answer it."""
    head = query.lstrip()[:6].upper()
    return head == "SELECT" or (head.startswith("WITH") and guard.written(query) is None)


class Watched:
    """Put in front of a Tortoise client: watches its five ways to send SQL."""

    _finalized: bool = False

    async def _watched(self, send: Callable[..., Awaitable[Any]], query: str, *args: Any) -> Any:
        if self._finalized:
            # a task spawned inside a transaction inherits it; writing on would land in somebody else's transaction
            raise TransactionManagementError("This transaction has ended: spawn no task inside a transaction.")
        guard.check(query)
        for statements in _lists.get():
            statements.append(query)
        with told():
            return await send(query, *args)

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        return await self._watched(super().execute_insert, query, values)  # type: ignore[misc]

    async def execute_many(self, query: str, values: list[Any]) -> Any:
        return await self._watched(super().execute_many, query, values)  # type: ignore[misc]

    async def execute_query(self, query: str, values: list[Any] | None = None) -> Any:
        return await self._watched(super().execute_query, query, values)  # type: ignore[misc]

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> Any:
        return await self._watched(super().execute_query_dict, query, values)  # type: ignore[misc]

    async def execute_script(self, query: str) -> Any:
        return await self._watched(super().execute_script, query)  # type: ignore[misc]
