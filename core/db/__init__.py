"""The database as the rest of the core sees it. Nothing else begins a transaction or opens a connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal, cast

import tortoise.models
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection

from core.db.config import tortoise_config
from core.db.errors import DatabaseBusy, DatabaseError, DatabaseFull, DatabaseLost, SchemaBehind
from core.db.watch import counted

# Tortoise reads the source of every model in search of `#:` comments: a tenth of our start, and we write none
tortoise.models._get_comments = lambda cls: {}

Dialect = Literal["sqlite", "postgres"]

PING_SECONDS = 2.0


async def init(config: dict[str, Any]) -> None:
    """Wire all models and open every connection of this process, once; raises DatabaseError if that fails."""
    EXECUTOR_CACHE.clear()  # it keeps SQL by table name, also that of another dialect
    await Tortoise.init(config=config, _enable_global_fallback=True)
    try:
        await cast(Any, connection()).ready()
    except BaseException:
        await close()
        raise


async def close() -> None:
    """Close every connection; a process that skips this never ends, for each connection has a thread."""
    await Tortoise.close_connections()


def connection() -> BaseDBAsyncClient:
    """The client to send with: the open transaction's, else the pool's."""
    return get_connection("default")


def dialect() -> Dialect:
    """Which of the two databases this process works on."""
    return cast(Dialect, connection().capabilities.dialect)


def in_transaction() -> bool:
    """Whether this task is inside a transaction."""
    return isinstance(connection(), TransactionalDBClient)


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing; the only way to begin one. Inside another it is a savepoint of that one.

    On SQLite it waits for the other writer (BEGIN IMMEDIATE) and raises DatabaseBusy after five seconds. Start no task
    inside: it would inherit the transaction.
    """
    async with connection()._in_transaction():
        yield


@asynccontextmanager
async def savepoint() -> AsyncIterator[None]:
    """A part of the open transaction that is undone alone when it raises; RuntimeError outside a transaction."""
    if not in_transaction():
        raise RuntimeError("A savepoint needs a transaction around it.")
    async with connection()._in_transaction():
        yield


async def ping() -> None:
    """Read once and take the writer's turn once; DatabaseBusy after two seconds, so a supervisor can restart us."""
    try:
        async with asyncio.timeout(PING_SECONDS):
            await connection().execute_query("SELECT 1")
            async with transaction():
                await connection().execute_query("SELECT 1")
    except TimeoutError as error:
        raise DatabaseBusy(f"The database did not answer within {PING_SECONDS:.0f} seconds.") from error


__all__ = [
    "DatabaseBusy",
    "DatabaseError",
    "DatabaseFull",
    "DatabaseLost",
    "Dialect",
    "SchemaBehind",
    "close",
    "connection",
    "counted",
    "dialect",
    "in_transaction",
    "init",
    "ping",
    "savepoint",
    "tortoise_config",
    "transaction",
]
