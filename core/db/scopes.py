"""Entering and leaving a transaction whole, although the caller may be cancelled at any await."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any, TypeVar

from tortoise.backends.base.client import TransactionContext

T = TypeVar("T")

_numbers = count(1)


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await `work` to its end even if the caller is cancelled meanwhile; the cancellation is raised afterwards."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # seen, so that asyncio does not report it as lost
        raise cancelled
    return task.result()


class SavepointScope(TransactionContext):
    """A part of a transaction that can be undone alone."""

    client: Any

    def __init__(self, client: Any) -> None:
        self.client = client
        self.connection_name = client.connection_name
        self._name = f"part_{next(_numbers)}"

    async def __aenter__(self) -> Any:
        await to_the_end(self.client.plain(f"SAVEPOINT {self._name}"))
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        if self.client._finalized:
            return
        await to_the_end(self._leave(undo=exc_type is not None))

    async def _leave(self, *, undo: bool) -> None:
        if undo:
            await self.client.plain(f"ROLLBACK TO SAVEPOINT {self._name}")
        await self.client.plain(f"RELEASE SAVEPOINT {self._name}")
