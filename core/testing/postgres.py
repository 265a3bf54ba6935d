"""Databases of a PostgreSQL server for tests. One that a test gives back is made like new instead of dropped and copied again: a
drop waits for a checkpoint of the whole server."""

from __future__ import annotations

import asyncio
import uuid
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import asyncpg

_PATIENCE = 100  # looks, 10 ms apart, for the last connection of a test to end
# what a test may have altered besides rows: tables, indexes, columns, triggers, functions, settings of the database
_SHAPE = """
SELECT md5(concat_ws('|',
    (SELECT string_agg(concat(oid, relname, relkind, relnatts, relfilenode), ',' ORDER BY oid) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace),
    (SELECT string_agg(concat(tgname, tgenabled), ',' ORDER BY oid) FROM pg_trigger WHERE NOT tgisinternal),
    (SELECT string_agg(concat(proname, md5(prosrc)), ',' ORDER BY oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
    (SELECT string_agg(conname, ',' ORDER BY oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
    (SELECT string_agg(setconfig::text, ',' ORDER BY setrole) FROM pg_db_role_setting
        WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))))
"""
_TOUCHED = (
    "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0"
)
_COUNTED = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'"
_OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Server:
    """`url` names any database of the server, by which others are made and dropped."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: set[str] = set()
        self._free: list[str] = []
        self._kept: _Kept | None = None
        self._shape = ""
        self._pooled: set[str] = set()

    async def empty(self) -> str:
        name = _new()
        await self._admin(f'CREATE DATABASE "{name}"')
        self._made.add(name)
        return self.url(name)

    async def copy(self, template: str) -> str:
        """The url of a copy of the database at this url; nobody may be connected to it."""
        name = _new()
        # a test's database need not outlive a power cut: nobody waits for the disk
        await self._admin(
            f'CREATE DATABASE "{name}" TEMPLATE "{name_of(template)}"',
            f'ALTER DATABASE "{name}" SET synchronous_commit = off',
        )
        self._made.add(name)
        return self.url(name)

    async def fresh(self, template: str) -> str:
        """A copy of the one template of a run, or one that was given back."""
        if self._free:
            old, new = self._free.pop(), _new()
            await self._admin(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
            self._made = (self._made - {old}) | {new}
            self._pooled = (self._pooled - {old}) | {new}
            return self.url(new)
        url = await self.copy(template)
        if self._kept is None:
            connection: Any = await asyncpg.connect(url)
            try:
                self._kept = await _Kept.of(connection)
                self._shape = await connection.fetchval(_SHAPE)
            finally:
                await connection.close()
        self._pooled.add(name_of(url))
        return url

    async def discard(self, url: str) -> None:
        name = name_of(url)
        if name in self._pooled and await self._like_new(url):
            self._free.append(name)
        else:
            await self.drop(name)

    async def drop(self, name: str) -> None:
        await self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.discard(name)

    async def drop_all(self) -> None:
        for name in list(self._made):
            await self.drop(name)

    def url(self, name: str) -> str:
        return urlsplit(self._url)._replace(path=f"/{name}").geturl()

    async def _like_new(self, url: str) -> bool:
        """Every row as in the template again; False if a test altered more than rows or has not let go."""
        assert self._kept is not None
        try:
            connection: Any = await asyncpg.connect(url)
        except (asyncpg.PostgresError, OSError):
            return False
        try:
            if not await _alone(connection) or await connection.fetchval(_SHAPE) != self._shape:
                return False
            await self._kept.restore(connection)
            return True
        finally:
            await connection.close()

    async def _admin(self, *statements: str) -> None:
        connection: Any = await asyncpg.connect(self._url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


class _Kept:
    """The rows of a database, table by table in COPY's own form, and how far its counters were."""

    def __init__(self, rows: dict[str, bytes], counters: dict[str, tuple[int, bool]]) -> None:
        self._rows, self._counters = rows, counters

    @classmethod
    async def of(cls, connection: Any) -> _Kept:
        rows = {}
        for table in await _names(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            out = BytesIO()
            await connection.copy_from_table(table, output=out, format="binary")
            rows[table] = out.getvalue()
        return cls(rows, await _counters(connection))

    async def restore(self, connection: Any) -> None:
        """Rows of touched tables only: what a test changed is little beside the whole."""
        await connection.execute("SET session_replication_role = replica")  # neither keys nor the guards of the journal
        touched = await _names(connection, _TOUCHED)
        async with connection.transaction():
            for table in touched:
                await connection.execute(f'DELETE FROM "{table}"')
            for table in touched:
                await connection.copy_to_table(table, source=BytesIO(self._rows[table]), format="binary")
            now = await _counters(connection)
            for name, (last, called) in self._counters.items():
                if now[name] != (last, called):
                    await connection.execute(f"SELECT setval('\"{name}\"', {last}, {called})")
        if connection.get_server_version().major >= 15:  # or these very rows would count as touched next time
            await connection.execute("SELECT pg_stat_force_next_flush()")
        await connection.execute("SELECT pg_stat_reset()")


async def _counters(connection: Any) -> dict[str, tuple[int, bool]]:
    names = await _names(connection, _COUNTED)
    if not names:
        return {}
    text = " UNION ALL ".join(f"SELECT '{name}' AS name, last_value, is_called FROM \"{name}\"" for name in names)
    return {row["name"]: (row["last_value"], row["is_called"]) for row in await connection.fetch(text)}


async def _names(connection: Any, text: str) -> list[str]:
    return [row[0] for row in await connection.fetch(text)]


async def _alone(connection: Any) -> bool:
    """A connection that has just been closed still takes a moment, and tells what it wrote only then."""
    for _look in range(_PATIENCE):
        if not await connection.fetchval(_OTHERS):
            return True
        await asyncio.sleep(0.01)
    return False


def name_of(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _new() -> str:
    return f"gz_test_{uuid.uuid4().hex[:12]}"
