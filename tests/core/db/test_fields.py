"""Fields refuse what is wrong by type and keep what is right exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tortoise.exceptions import ConfigurationError, IntegrityError

from core import clock
from core.db import sql
from core.db.fields import Instant
from tests.core.db.shop.models import Item, Owner, Receipt

NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


async def _owner() -> int:
    return (await sql.insert(Owner, [{"name": "a"}]))[0]


async def test_instants_sort_and_compare_to_the_microsecond(shop: str) -> None:
    owner = await _owner()
    instants = [NOON - MICRO, NOON, NOON + MICRO, NOON + timedelta(seconds=1), NOON + timedelta(hours=8)]
    await sql.insert(Item, [{"owner_id": owner, "price": n, "at": at} for n, at in enumerate(reversed(instants))])
    assert [item.at for item in await Item.all().order_by("at")] == instants
    late = NOON.astimezone(clock.SHANGHAI)
    assert await Item.filter(at__gt=late).count() == 3
    assert await Item.filter(at__lt=late).count() == 1
    assert await Item.filter(at=late).count() == 1


async def test_instant_of_another_zone_is_updated_as_utc(shop: str) -> None:
    await Item.create(owner_id=await _owner(), price=1)
    await Item.all().update(at=NOON.astimezone(clock.SHANGHAI))
    assert await Item.filter(at=NOON).count() == 1


@pytest.mark.parametrize("wrong", [datetime(2024, 7, 1), "2024-07-01", 3])
async def test_instant_without_a_zone_is_refused(shop: str, wrong: Any) -> None:
    owner = await _owner()
    with pytest.raises((TypeError, ValueError)):
        await Item.filter(at__lt=wrong)
    with pytest.raises((TypeError, ValueError)):
        await sql.insert(Item, [{"owner_id": owner, "price": 1, "at": wrong}])


def test_instant_takes_no_other_clock() -> None:
    with pytest.raises(ConfigurationError, match="only clock"):
        Instant(auto_now=True)


@pytest.mark.parametrize("wrong", [True, 12.5, Decimal("12"), "12"])
async def test_money_is_an_int_of_fen_and_nothing_else(shop: str, wrong: Any) -> None:
    owner = await _owner()
    with pytest.raises(TypeError, match="int of fen"):
        await Item.create(owner_id=owner, price=wrong)
    with pytest.raises(TypeError, match="int of fen"):
        await Item.filter(price__gte=wrong)
    with pytest.raises(TypeError, match="int of fen"):
        await Item.all().update(price=wrong)
    with pytest.raises(TypeError, match="hundredths of a percent"):
        await Item.create(owner_id=owner, price=1, share=wrong)
    assert await Item.all().count() == 0


async def test_money_beyond_the_column_is_refused(shop: str) -> None:
    owner = await _owner()
    await Item.create(owner_id=owner, price=2**63 - 1)
    assert (await Item.get()).price == 2**63 - 1
    with pytest.raises(ValueError, match="does not fit"):
        await Item.create(owner_id=owner, price=2**63)
    with pytest.raises(ValueError, match="does not fit"):
        await Item.create(owner_id=owner, price=1, share=2**31)


async def test_json_is_readable_and_sorted(shop: str) -> None:
    await Item.create(owner_id=await _owner(), price=1, data={"z": "保修", "a": [1, {"y": None, "x": True}]})
    assert (await Item.get()).data == {"a": [1, {"x": True, "y": None}], "z": "保修"}
    text = "CAST(data AS TEXT)"
    assert len(await sql.fetch(f"SELECT id FROM shop_item WHERE {text} LIKE ?", "%保修%")) == 1
    if shop == "sqlite":
        (row,) = await sql.fetch("SELECT data FROM shop_item")
        assert row["data"] == '{"a":[1,{"x":true,"y":null}],"z":"保修"}'


@pytest.mark.parametrize("wrong", ["text", 3, {"n": float("nan")}])
async def test_json_takes_dicts_and_lists_of_plain_values(shop: str, wrong: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        await sql.insert(Item, [{"owner_id": await _owner(), "price": 1, "data": wrong}])


async def test_row_that_is_pointed_at_cannot_be_deleted(shop: str) -> None:
    owner = await _owner()
    await Receipt.create(owner_id=owner)  # the key is inherited from an abstract model
    with pytest.raises(IntegrityError):
        await sql.execute("DELETE FROM shop_owner WHERE id = ?", owner)
    with pytest.raises(IntegrityError):
        await Receipt.create(owner_id=owner + 1)
