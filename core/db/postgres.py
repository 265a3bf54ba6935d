"""Tortoise's asyncpg backend, made cancel-safe (named by module path in the connection's `engine`).

Stock Tortoise leaks the pooled connection when a task is cancelled while it enters a transaction (five times, and the
pool is empty for ever), gives no rows for UPDATE ... RETURNING and no row count for INSERT.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext, TransactionContextPooled
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections

from core.db.scopes import SavepointScope, to_the_end
from core.db.watch import Watched, is_read, told


class _Rows(AsyncpgDBClient):
    """Rows where the statement returns some, and the true count of changed rows where not."""

    @translate_exceptions
    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Any]:
        async with self.acquire_connection() as connection:
            self.log.debug("%s: %s", query, values)
            if is_read(query) or "RETURNING" in query.upper():
                rows = await connection.fetch(query, *(values or ()))
                return len(rows), rows
            return _changed(await connection.execute(query, *(values or ()))), []


class Transaction(Watched, _Rows, TransactionWrapper):
    """The pooled connection while a transaction is open on it."""

    def _in_transaction(self) -> TransactionContext:
        return SavepointScope(self)

    async def plain(self, sql: str) -> None:
        """Send a bare statement past guard and counter."""
        with told():
            await self._connection.execute(sql)

    async def finish(self, *, keep: bool) -> None:
        """Commit, or roll back."""
        self._finalized = True
        if self.transaction is None:
            return
        with told():
            await (self.transaction.commit() if keep else self.transaction.rollback())

    async def commit(self) -> None:
        await self.finish(keep=True)

    async def rollback(self) -> None:
        await self.finish(keep=False)


class TransactionScope(TransactionContextPooled):
    """Neither failure nor cancellation keeps a pooled connection."""

    client: Transaction

    async def __aenter__(self) -> TransactionalDBClient:
        with told():
            await self.ensure_connection()
            pool = self.client._parent._pool
            assert pool is not None
            self.client._connection = await pool.acquire()
            try:
                await to_the_end(self.client.begin())
            except BaseException:
                await to_the_end(self._give_back())
                raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            await to_the_end(self._end(keep=exc_type is None))
        finally:
            get_connections().reset(self.token)

    async def _end(self, *, keep: bool) -> None:
        try:
            if not self.client._finalized:
                await self.client.finish(keep=keep)
        finally:
            await self._release()

    async def _give_back(self) -> None:
        with suppress(Exception):  # whatever stays open is reset by the pool
            await self.client.finish(keep=False)
        await self._release()

    async def _release(self) -> None:
        pool = self.client._parent._pool
        if pool is not None:
            await pool.release(self.client._connection)


class Client(Watched, _Rows):
    """A pool of connections."""

    def _in_transaction(self) -> TransactionContext:
        return TransactionScope(Transaction(self), self._pool_init_lock)

    async def ready(self) -> None:
        """Open the pool now, so that a process with a bad database ends at its start."""
        with told():
            async with self._pool_init_lock:
                if self._pool is None:
                    await self.create_connection(with_db=True)


client_class = Client


def _changed(status: str) -> int:
    """The count at the end of a command tag: "UPDATE 3", "INSERT 0 3"; "CREATE TABLE" has none."""
    last = status.rsplit(" ", 1)[-1]
    return int(last) if last.isdecimal() else 0
