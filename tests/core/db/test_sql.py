"""Raw SQL says the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tortoise.exceptions import IntegrityError

from core import clock, db
from core.db import sql
from tests.core.db.shop.models import Item, Owner

NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)


async def test_ids_come_in_the_order_of_the_rows(shop: str) -> None:
    names = [f"n{i:04}" for i in range(1203)]
    with db.counted() as statements:
        ids = await sql.insert(Owner, [{"name": name} for name in names])
    assert len(statements) == 3  # chunks, not rows
    found = {row["id"]: row["name"] for row in await sql.fetch("SELECT id, name FROM shop_owner")}
    assert [found[new] for new in ids] == names


async def test_insert_is_all_or_nothing_over_its_chunks(shop: str) -> None:
    owner, other = await sql.insert(Owner, [{"name": "a"}, {"name": "b"}])
    rows = [{"owner_id": owner, "price": price} for price in range(900)]
    with pytest.raises(IntegrityError):
        await sql.insert(Item, [*rows, {"owner_id": owner, "price": 0}])
    assert await Item.all().count() == 0
    assert len(await sql.insert(Item, [*rows, {"owner_id": other, "price": 0}])) == 901


async def test_insert_goes_through_the_fields_and_their_defaults(shop: str) -> None:
    (owner,) = await sql.insert(Owner, [{"name": "a"}])
    tokyo = timezone(timedelta(hours=9))
    first, second = await sql.insert(
        Item,
        [
            {"owner_id": owner, "price": 1, "at": NOON.astimezone(tokyo), "data": {"b": "中", "a": [1]}},
            {"owner_id": owner, "price": 2, "share": 50, "parent_id": None},
        ],
    )
    one, two = await Item.get(id=first), await Item.get(id=second)
    assert (one.at, one.data, one.share, one.price) == (NOON, {"a": [1], "b": "中"}, 0, 1)
    assert (two.at, two.data, two.share) == (None, {}, 50)


async def test_insert_refuses_unknown_missing_and_wrong_values(shop: str) -> None:
    with pytest.raises(ValueError, match="no column field nmae"):
        await sql.insert(Owner, [{"nmae": "a"}])
    with pytest.raises(ValueError, match=r"Item\.price needs a value"):
        await sql.insert(Item, [{"owner_id": 1}])
    with pytest.raises(ValueError, match=r"Owner\.name needs a value"):
        await sql.insert(Owner, [{"name": None}])
    with pytest.raises(TypeError, match="price takes an int of fen"):
        await sql.insert(Item, [{"owner_id": 1, "price": 12.5}])
    assert await sql.insert(Owner, []) == []


async def test_row_count_is_that_of_the_statement(shop: str) -> None:
    ids = await sql.insert(Owner, [{"name": "a"}, {"name": "b"}, {"name": "c"}])
    assert await sql.execute("UPDATE shop_owner SET name = ? WHERE id > ?", "z", ids[0]) == 2
    assert await sql.execute("UPDATE shop_owner SET name = 'z' WHERE id < 0") == 0
    assert await sql.execute("INSERT INTO shop_owner (name) VALUES (?), (?)", "d", "e") == 2
    assert await sql.execute("DELETE FROM shop_owner WHERE name = ?", "z") == 2
    assert await Owner.filter(name="a").update(name="b") == 1
    common = "WITH old AS (SELECT id FROM shop_owner WHERE name IN (?, ?)) "
    assert (
        await sql.execute(common + "UPDATE shop_owner SET name = 'n' WHERE id IN (SELECT id FROM old)", "d", "e") == 2
    )


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_rows_of_triggers_do_not_count(shop: str) -> None:
    await sql.insert(Owner, [{"name": "a"}])
    await sql.execute("CREATE TABLE seen (name TEXT)")
    await sql.execute("CREATE TRIGGER look AFTER UPDATE ON shop_owner BEGIN INSERT INTO seen VALUES (1), (2), (3); END")
    assert await sql.execute("UPDATE shop_owner SET name = 'b'") == 1
    assert await Owner.all().update(name="c") == 1


async def test_update_returning_gives_rows(shop: str) -> None:
    await sql.insert(Owner, [{"name": "a"}, {"name": "b"}])
    claimed = "UPDATE shop_owner SET name = name || ? WHERE id IN (SELECT id FROM shop_owner LIMIT 1) RETURNING name"
    assert len(await sql.fetch(claimed, "!")) == 1
    async with db.transaction():
        assert len(await sql.fetch(claimed, "!")) == 1


async def test_instants_are_bound_as_the_column_stores_them(shop: str) -> None:
    (owner,) = await sql.insert(Owner, [{"name": "a"}])
    await Item.create(owner_id=owner, price=1, at=NOON)
    shanghai = NOON.astimezone(clock.SHANGHAI)
    assert len(await sql.fetch("SELECT id FROM shop_item WHERE at = ?", shanghai)) == 1
    assert await sql.execute("UPDATE shop_item SET at = ?", shanghai + timedelta(microseconds=1)) == 1
    (row,) = await sql.fetch("SELECT at FROM shop_item")
    assert sql.instant(row["at"]) == NOON + timedelta(microseconds=1)
    assert (await Item.get()).at == NOON + timedelta(microseconds=1)
    with pytest.raises(ValueError, match="needs a time zone"):
        await sql.fetch("SELECT id FROM shop_item WHERE at = ?", NOON.replace(tzinfo=None))


async def test_sum_of_money_is_an_int(shop: str) -> None:
    (owner,) = await sql.insert(Owner, [{"name": "a"}])
    await sql.insert(Item, [{"owner_id": owner, "price": price} for price in (2**52, 1, 2)])
    (row,) = await sql.fetch("SELECT sum(price) AS total, count(*) AS n FROM shop_item")
    assert row == {"total": 2**52 + 3, "n": 3}
    assert type(row["total"]) is int


async def test_question_marks_in_text_are_no_parameters(shop: str) -> None:
    text = """SELECT '?''?' AS "a?", ? || 'x' AS b"""
    assert await sql.fetch(text.replace("? ||", "CAST(? AS TEXT) ||"), "y") == [{"a?": "?'?", "b": "yx"}]


async def test_many_writes_every_row(shop: str) -> None:
    await sql.many("INSERT INTO shop_owner (name) VALUES (?)", [("a",), ("b",)])
    await sql.many("INSERT INTO shop_owner (name) VALUES (?)", [])
    assert await Owner.all().count() == 2
