"""Transactions: whole or not at all, whatever is cancelled, and never two writers in each other's way."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing, suppress
from typing import Any

import pytest
from tortoise.exceptions import TransactionManagementError

from core import db
from core.db import sql
from tests.core.db.conftest import SHOP


async def _owners() -> int:
    return int((await sql.fetch("SELECT count(*) AS n FROM shop_owner"))[0]["n"])


async def _add(name: str = "x") -> None:
    await sql.execute("INSERT INTO shop_owner (name) VALUES (?)", name)


async def test_exception_undoes_the_whole_transaction(shop: str) -> None:
    with suppress(KeyError):
        async with db.transaction():
            await _add()
            assert await _owners() == 1  # a SELECT inside reads the transaction's own connection
            raise KeyError
    assert await _owners() == 0
    assert not db.in_transaction()


async def test_savepoint_undoes_its_part_alone(shop: str) -> None:
    async with db.transaction():
        await _add()
        with suppress(KeyError):
            async with db.savepoint():
                await _add()
                raise KeyError
        async with db.transaction():  # nested: joins
            await _add()
    assert await _owners() == 2


async def test_savepoint_outside_a_transaction_is_refused(shop: str) -> None:
    with pytest.raises(RuntimeError, match="needs a transaction"):
        async with db.savepoint():
            pass


async def test_others_do_not_see_an_open_transaction_and_do_not_wait_for_it(shop: str) -> None:
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def writer() -> None:
        async with db.transaction():
            await _add()
            inside.set()
            await go_on.wait()

    task = asyncio.create_task(writer())
    await inside.wait()
    assert await asyncio.wait_for(_owners(), 1) == 0
    go_on.set()
    await task
    assert await _owners() == 1


async def test_task_that_outlives_its_transaction_is_refused(shop: str) -> None:
    ended = asyncio.Event()

    async def late() -> None:
        await ended.wait()
        await _add()

    async with db.transaction():
        task = asyncio.create_task(late())
        await asyncio.sleep(0)
    ended.set()
    async with asyncio.timeout(5):
        async with db.transaction():
            with pytest.raises(TransactionManagementError, match="spawn no task"):
                await task
    assert await _owners() == 0


def _reported() -> list[str]:
    """What the loop reports from now on, but for asyncpg's second connection.

    It asks the server there to cancel; a loaded server may cut that connection, and nothing is lost by it.
    """
    reports: list[str] = []

    def note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if "unexpected connection_lost" not in str(context.get("exception")):
            reports.append(str(context))

    asyncio.get_running_loop().set_exception_handler(note)
    return reports


async def test_storm_of_cancellations_keeps_the_sum_and_the_database(shop: str) -> None:
    """Every transfer writes two rows or none; afterwards the process can still write."""
    chance = random.Random(7)
    reports = _reported()

    async def transfer() -> None:
        async with db.transaction():
            await _add()
            await asyncio.sleep(0)
            await _add()

    for _ in range(60):
        tasks = [asyncio.create_task(transfer()) for _ in range(4)]
        for task in tasks:
            await asyncio.sleep(chance.random() * 0.0008)
            if chance.random() < 0.7:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert await _owners() % 2 == 0
    async with asyncio.timeout(5):
        async with db.transaction():
            await _add()
    assert reports == []


async def test_cancelled_batch_leaves_nothing_open(shop: str) -> None:
    rows = [(f"n{i}",) for i in range(2000)]
    for _ in range(20):
        task = asyncio.create_task(sql.many("INSERT INTO shop_owner (name) VALUES (?)", rows))
        await asyncio.sleep(0.002)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await _owners() % 2000 == 0
    async with asyncio.timeout(5):
        await _add()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_read_then_write_never_meets_a_locked_database(url: str, shop: str) -> None:
    """Two connections doing read-modify-write: with deferred BEGIN most of these fail at once."""
    path = url.removeprefix("sqlite://")
    await _add("0")

    def in_another_connection() -> None:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
            for _ in range(100):
                connection.execute("BEGIN IMMEDIATE")
                count = int(connection.execute("SELECT name FROM shop_owner").fetchone()[0])
                connection.execute("UPDATE shop_owner SET name = ?", (str(count + 1),))
                connection.execute("COMMIT")

    async def here() -> None:
        for _ in range(100):
            async with db.transaction():
                count = int((await sql.fetch("SELECT name FROM shop_owner"))[0]["name"])
                await sql.execute("UPDATE shop_owner SET name = ?", str(count + 1))

    await asyncio.gather(asyncio.to_thread(in_another_connection), here())
    assert (await sql.fetch("SELECT name FROM shop_owner"))[0]["name"] == "200"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_busy_database_is_told_as_busy_and_gives_the_lock_back(url: str, tmp_path: object) -> None:
    await db.init(db.tortoise_config(f"{url}?busy_timeout=50", SHOP))
    try:
        await sql.execute("CREATE TABLE shop_owner (id INTEGER PRIMARY KEY, name TEXT)")
        with closing(sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(2):
                with pytest.raises(db.DatabaseBusy):
                    async with db.transaction():
                        pass
            other.execute("ROLLBACK")
        async with asyncio.timeout(5), db.transaction():
            await _add()
        assert await _owners() == 1
    finally:
        await db.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_every_connection_is_durable_and_checks_keys(shop: str) -> None:
    read_only = await sql.fetch("SELECT * FROM pragma_synchronous(), pragma_foreign_keys(), pragma_query_only()")
    assert read_only == [{"synchronous": 2, "foreign_keys": 1, "query_only": 1}]
    async with db.transaction():
        writing = await sql.fetch("SELECT * FROM pragma_synchronous(), pragma_foreign_keys(), pragma_query_only()")
        assert writing == [{"synchronous": 2, "foreign_keys": 1, "query_only": 0}]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_database_that_cannot_be_opened_ends_the_start(url: str) -> None:
    with pytest.raises(db.DatabaseLost):
        await db.init(db.tortoise_config("sqlite:///nowhere/at/all.db", SHOP))


async def test_missing_table_is_told_as_a_schema_behind(shop: str) -> None:
    with pytest.raises(db.SchemaBehind):
        await sql.fetch("SELECT * FROM no_such_thing")
    with pytest.raises(db.SchemaBehind):
        await sql.fetch("SELECT no_such_thing FROM shop_owner")


async def test_counted_sees_statements_but_not_begin_and_commit(shop: str) -> None:
    with db.counted() as outer:
        async with db.transaction():
            await _add()
            with db.counted() as inner:
                async with db.savepoint():
                    await _owners()
    assert [text.split()[0] for text in outer] == ["INSERT", "SELECT"]
    assert len(inner) == 1
    await _owners()
    assert len(outer) == 2


async def test_ping_answers_in_time_or_says_busy(shop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await db.ping()
    monkeypatch.setattr(db, "PING_SECONDS", 0.2)
    if shop == "sqlite":
        inside, go_on = asyncio.Event(), asyncio.Event()

        async def writer() -> None:
            async with db.transaction():
                inside.set()
                await go_on.wait()

        task = asyncio.create_task(writer())
        await inside.wait()
        with pytest.raises(db.DatabaseBusy):
            await db.ping()
        go_on.set()
        await task
        await db.ping()
