"""Tortoise's SQLite backend, made fit for several workers (named by module path in the connection's `engine`).

Stock Tortoise opens deferred transactions (99 % "database is locked" under load), keeps its lock when opening or
beginning fails or is cancelled (the process hangs for ever), makes every read wait for the writer, and counts rows
touched by triggers as rows of the statement. Here: BEGIN IMMEDIATE, one writing and a few reading connections,
synchronous=FULL.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError

from core.db.scopes import SavepointScope, to_the_end
from core.db.watch import Watched, is_read, told

Rows = Sequence[sqlite3.Row]

# busy_timeout first: the switch to WAL may have to wait. synchronous=FULL: NORMAL lost acknowledged commits in every
# simulated power cut, FULL in none.
_PRAGMAS: Mapping[str, Any] = {
    "busy_timeout": 5000,
    "synchronous": "FULL",
    "cache_size": -8000,
    "temp_store": "MEMORY",
    # mapped, the file would count as our memory once per connection (400 MB at 100,000 tickets), and read no faster
    "mmap_size": 0,
}
_WRITERS_ONLY = {"journal_mode", "journal_size_limit"}


class _Held(ConnectionWrapper[aiosqlite.Connection]):
    """The writing connection for one statement; a failed opening gives the lock back."""

    async def __aenter__(self) -> aiosqlite.Connection:
        await self._lock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class _Rows(SqliteClient):
    """Rows and row counts by one hop into the connection's thread, so that a cancelled caller leaves no open cursor."""

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        return _Held(self._lock, self)

    async def _send(self, connection: aiosqlite.Connection, query: str, values: list[Any] | None) -> tuple[int, Rows]:
        self.log.debug("%s: %s", query, values)
        try:
            return await _hop(connection, query, values or [])
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error
        except sqlite3.IntegrityError as error:
            raise IntegrityError(error) from error

    def _connection_for(self, query: str) -> AbstractAsyncContextManager[aiosqlite.Connection]:
        return self.acquire_connection()

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Any]:
        async with self._connection_for(query) as connection:
            return await self._send(connection, query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        async with self._connection_for(query) as connection:
            return [dict(row) for row in (await self._send(connection, query, values))[1]]


class Transaction(Watched, _Rows, SqliteTransactionWrapper):
    """The writing connection while a transaction is open."""

    def _in_transaction(self) -> TransactionContext:
        return SavepointScope(self)

    async def execute_script(self, query: str) -> None:
        # sqlite3.executescript() would commit first
        for statement in statements(query):
            await self.execute_query(statement)

    async def plain(self, sql: str) -> None:
        """Send a bare statement past guard and counter."""
        with told():
            try:
                await self._connection.execute_fetchall(sql)
            except sqlite3.OperationalError as error:
                raise OperationalError(error) from error

    async def begin(self) -> None:
        await self.plain("BEGIN IMMEDIATE")

    async def finish(self, *, keep: bool) -> None:
        """Commit, or roll back; whatever fails, no transaction stays open on the connection."""
        self._finalized = True
        try:
            if keep:
                await self.plain("COMMIT")
        finally:
            await self._connection.rollback()  # nothing to do after a commit that succeeded

    async def commit(self) -> None:
        await self.finish(keep=True)

    async def rollback(self) -> None:
        await self.finish(keep=False)


class TransactionScope(SqliteTransactionContext):
    """Neither failure nor cancellation keeps the lock or leaves a BEGIN open."""

    connection: Transaction

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await to_the_end(self.connection.begin())
            self.token = get_connections().set(self.connection_name, self.connection)
        except BaseException:
            await self._give_back()
            raise
        return self.connection

    async def _give_back(self) -> None:
        try:
            if self.connection._connection:
                await to_the_end(self.connection._connection.rollback())
        finally:
            self._trxlock.release()

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if not self.connection._finalized:
                await to_the_end(self.connection.finish(keep=exc_type is None))
        finally:
            get_connections().reset(self.token)
            self._trxlock.release()


class Client(Watched, _Rows):
    """One writing connection behind a lock, and `readers` connections that never wait for it."""

    def __init__(self, file_path: str, readers: int = 2, **options: Any) -> None:
        super().__init__(file_path, **{**_PRAGMAS, **options})
        self._reader_count = 0 if ":memory:" in file_path else int(readers)
        self._readers: asyncio.Queue[aiosqlite.Connection] | None = None
        self._opened: list[aiosqlite.Connection] = []
        self._opening = asyncio.Lock()

    def _in_transaction(self) -> TransactionContext:
        return TransactionScope(Transaction(self), self._lock)

    async def create_connection(self, with_db: bool) -> None:
        if self._connection is None:
            self._connection = await self._open(self.pragmas)
            await self._post_connect()

    async def ready(self) -> None:
        """Open every connection now, so that a process with a bad database ends at its start."""
        with told():
            async with self.acquire_connection():
                pass
            await self._reader_queue()

    async def _open(self, pragmas: Mapping[str, Any]) -> aiosqlite.Connection:
        try:
            return await to_the_end(_opened(self.filename, pragmas))
        except sqlite3.Error as error:
            raise OperationalError(error) from error

    async def _reader_queue(self) -> asyncio.Queue[aiosqlite.Connection]:
        if self._readers is None:
            async with self._opening:
                if self._readers is None:
                    self._readers = await self._open_readers()
        return self._readers

    async def _open_readers(self) -> asyncio.Queue[aiosqlite.Connection]:
        async with self.acquire_connection():
            pass  # the writing connection creates the file and switches it to WAL
        queue: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        pragmas = {name: value for name, value in self.pragmas.items() if name not in _WRITERS_ONLY}
        for _ in range(self._reader_count):
            connection = await self._open({**pragmas, "query_only": 1})
            self._opened.append(connection)
            queue.put_nowait(connection)
        return queue

    def _connection_for(self, query: str) -> AbstractAsyncContextManager[aiosqlite.Connection]:
        return self._reader() if self._reader_count and is_read(query) else self.acquire_connection()

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[aiosqlite.Connection]:
        queue = await self._reader_queue()
        connection = await queue.get()
        try:
            yield connection
        finally:
            queue.put_nowait(connection)

    async def execute_many(self, query: str, values: list[Any]) -> None:
        await self._watched(self._many, query, values)

    async def _many(self, query: str, values: list[Any]) -> None:
        async with TransactionScope(Transaction(self), self._lock) as transaction:
            await SqliteTransactionWrapper.execute_many(transaction, query, values)

    async def close(self) -> None:
        for connection in self._opened:
            await connection.close()
        self._opened.clear()
        self._readers = None
        await super().close()


client_class = Client


def statements(script: str) -> Iterator[str]:
    """The single statements of a script; a trigger's body stays in one piece."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip("; \n\t"):
                yield statement.strip()
            statement = ""
    if statement.strip("; \n\t"):
        yield statement.strip()


async def _opened(path: str, pragmas: Mapping[str, Any]) -> aiosqlite.Connection:
    connection = aiosqlite.connect(path, isolation_level=None)
    try:
        await connection
    except BaseException:
        await asyncio.to_thread(connection._thread.join)  # it still answers into this loop: let it end first
        raise
    try:
        connection.row_factory = sqlite3.Row
        for name, value in pragmas.items():
            await connection.execute_fetchall(f"PRAGMA {name}={value}")
    except BaseException:
        await connection.close()
        raise
    return connection


def _hop(connection: Any, query: str, values: Sequence[Any]) -> Awaitable[tuple[int, Rows]]:
    sent: Awaitable[tuple[int, Rows]] = connection._execute(_run, connection._conn, query, values)
    return sent


def _run(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> tuple[int, Rows]:
    """Rows, and how many the statement itself changed (for a read: how many it returned)."""
    before = connection.total_changes
    cursor = connection.execute(query, values)
    try:
        rows = cursor.fetchall()
        if cursor.rowcount >= 0:
            return cursor.rowcount, rows
    finally:
        cursor.close()
    if connection.total_changes != before:  # WITH ... UPDATE: the module does not see that it writes
        return int(connection.execute("SELECT changes()").fetchone()[0]), rows
    return len(rows), rows
