"""What goes wrong in a database has the same name on both."""

from __future__ import annotations

import asyncio

import pytest
from tortoise.exceptions import IntegrityError

from core import db
from core.db import sql
from tests.core.db.shop.models import Owner

LITE_TRIGGER = "CREATE TRIGGER keep BEFORE DELETE ON shop_owner BEGIN SELECT RAISE(ABORT, 'this row is locked'); END"
SERVER_TRIGGER = """
CREATE FUNCTION keep() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'this row is locked'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER keep BEFORE DELETE ON shop_owner FOR EACH ROW EXECUTE FUNCTION keep();
"""


async def test_refusal_of_a_trigger_is_an_integrity_error(shop: str) -> None:
    await sql.insert(Owner, [{"name": "a"}])
    await db.connection().execute_script(LITE_TRIGGER if shop == "sqlite" else SERVER_TRIGGER)
    with pytest.raises(IntegrityError, match="this row is locked"):
        await sql.execute("DELETE FROM shop_owner")
    with pytest.raises(IntegrityError):
        async with db.transaction():
            await Owner.all().delete()
    assert await Owner.all().count() == 1


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_full_disk_is_told_and_leaves_no_open_transaction(shop: str) -> None:
    pages = (await db.connection().execute_query_dict("PRAGMA page_count"))[0]["page_count"]
    await db.connection().execute_query(f"PRAGMA max_page_count={pages + 2}")
    rows = [{"name": "n" * 50} for _ in range(500)]
    for _ in range(2):
        with pytest.raises(db.DatabaseFull):
            async with db.transaction():
                for _ in range(20):
                    await sql.insert(Owner, rows)
    assert await Owner.all().count() == 0
    await db.connection().execute_query("PRAGMA max_page_count=100000")
    async with asyncio.timeout(5):
        assert len(await sql.insert(Owner, rows)) == 500


@pytest.mark.parametrize("url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_lost_connection_is_told_and_replaced(shop: str) -> None:
    with pytest.raises(db.DatabaseLost):
        async with db.transaction():
            await sql.insert(Owner, [{"name": "a"}])
            await sql.fetch("SELECT pg_terminate_backend(pg_backend_pid())")
    async with asyncio.timeout(5):
        async with db.transaction():
            await sql.insert(Owner, [{"name": "b"}])
    assert [owner.name for owner in await Owner.all()] == ["b"]
    assert not db.in_transaction()


@pytest.mark.parametrize("url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
async def test_deadlock_is_told_as_busy(shop: str) -> None:
    first, second = await sql.insert(Owner, [{"name": "a"}, {"name": "b"}])
    both = asyncio.Barrier(2)

    async def crosswise(one: int, other: int) -> None:
        async with db.transaction():
            await sql.execute("UPDATE shop_owner SET name = 'x' WHERE id = ?", one)
            await both.wait()
            await sql.execute("UPDATE shop_owner SET name = 'y' WHERE id = ?", other)

    results = await asyncio.gather(crosswise(first, second), crosswise(second, first), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["DatabaseBusy", "NoneType"]
