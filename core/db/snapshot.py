"""Reading at one instant: everything inside sees the database as it was at the first statement, and nobody waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from core import db
from core.db import sqlite


class _Reading(sqlite.Transaction):
    """A transaction that takes no writer's turn: on SQLite it sees what was committed when it first read."""

    async def begin(self) -> None:
        await self.plain("BEGIN")


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """For long reads. Writing inside is refused by the database; inside a transaction its own view is kept."""
    if db.in_transaction():
        yield
    elif db.dialect() == "postgres":
        async with db.transaction():
            await db.connection().execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        async with _sqlite():
            yield


@asynccontextmanager
async def _sqlite() -> AsyncIterator[None]:
    """A connection of its own: the readers of the process stay free for others."""
    file: str = cast(Any, db.connection()).filename
    client = sqlite.Client(file, readers=0, connection_name="default", query_only=1)
    try:
        async with sqlite.TransactionScope(_Reading(client), client._lock):
            yield
    finally:
        await client.close()
