"""The client refuses writes to a protected table, however they are worded."""

from __future__ import annotations

import asyncio

import pytest

from core.db import guard, sql
from tests.core.db.shop.models import Item, Owner

WRITES = [
    "UPDATE shop_owner SET name = 'x'",
    "UPDATE \"shop_owner\" SET name = 'x'",
    "  update\n shop_owner set name = 'x'",
    "DELETE FROM shop_owner",
    "INSERT INTO shop_owner (name) VALUES ('x')",
    "INSERT INTO SHOP_OWNER (name) VALUES ('x')",
    "WITH one AS (SELECT 1) UPDATE shop_owner SET name = 'x'",
    "UPDATE shop_owner SET name = 'x' RETURNING id",
]


@pytest.fixture
async def owner(shop: str) -> int:
    (owner,) = await sql.insert(Owner, [{"name": "a"}])
    guard.protect(["shop_owner"])
    return owner


@pytest.mark.parametrize("text", WRITES)
async def test_write_outside_an_act_is_refused(owner: int, text: str) -> None:
    with pytest.raises(guard.UnguardedWrite, match="shop_owner"):
        await sql.execute(text)
    with pytest.raises(guard.UnguardedWrite):
        await sql.fetch(text)
    with pytest.raises(guard.UnguardedWrite):
        await sql.many(text, [()])
    assert await sql.fetch("SELECT name FROM shop_owner") == [{"name": "a"}]


async def test_orm_is_refused_too(owner: int) -> None:
    row = await Owner.get(id=owner)
    row.name = "b"
    for write in (row.save(), row.delete(), Owner.create(name="c"), Owner.bulk_create([Owner(name="d")])):
        with pytest.raises(guard.UnguardedWrite):
            await write
    with pytest.raises(guard.UnguardedWrite):
        await Owner.all().update(name="b")
    with pytest.raises(guard.UnguardedWrite):
        await sql.insert(Owner, [{"name": "e"}])
    assert [found.name for found in await Owner.all()] == ["a"]


async def test_other_tables_and_reads_pass(owner: int) -> None:
    await Item.create(owner_id=owner, price=1)
    assert await sql.execute("UPDATE shop_item SET price = (SELECT count(*) FROM shop_owner) WHERE price = ?", 1) == 1
    assert await Owner.filter(name="a").exists()


async def test_allowed_permits_for_this_task_only(owner: int) -> None:
    go_on = asyncio.Event()

    async def other() -> None:
        await go_on.wait()
        await sql.execute(WRITES[0])

    task = asyncio.create_task(other())
    with guard.allowed():
        assert await sql.execute(WRITES[0]) == 1
        go_on.set()
        with pytest.raises(guard.UnguardedWrite):
            await task
    with pytest.raises(guard.UnguardedWrite):
        await sql.execute(WRITES[0])
