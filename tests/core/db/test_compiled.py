"""A kept text answers just as the ORM does, and never a question that it was not made for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet, ValuesQuery

from core.db import compiled, sql
from tests.core.db.shop.models import Item, Owner

NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)
FIELDS = ("id", "price", "at", "share", "data", "owner_id", "owner__name")


@pytest.fixture
async def items(shop: str) -> QuerySet[Item]:
    owners = await sql.insert(Owner, [{"name": name} for name in "abc"])
    rows = [
        {"owner_id": owners[n % 3], "price": n + 1, "at": NOON + timedelta(hours=n), "data": {"n": n}, "share": n % 2}
        for n in range(30)
    ]
    await sql.insert(Item, rows)
    return Item.all()


def asked(items: QuerySet[Item]) -> list[ValuesQuery[Any]]:
    """Questions that differ in one thing each."""
    some = [
        items,
        items.filter(share=1),
        items.filter(Q(share=0) | Q(price__lt=5)),
        items.filter(Q(share=0), Q(price__lt=5)),
        items.filter(~Q(price=1)),
        items.filter(price__in=[1, 2, 5]),
        items.filter(price__in=[1, 2, 4]),
        items.filter(at__lt=NOON + timedelta(hours=6)),
        items.filter(at__lt=NOON + timedelta(hours=7)),
        items.filter(owner__name="b"),
        items.filter(at__isnull=True),
    ]
    ordered = [each.order_by("id").limit(20) for each in some]
    ordered += [items.order_by("-id").limit(20), items.order_by("id").limit(3), items.order_by("id").offset(4).limit(3)]
    return [each.values(*FIELDS) for each in ordered] + [items.order_by("id").limit(20).values("id", "price")]


async def test_every_question_gets_its_own_answer_the_first_time_and_again(items: QuerySet[Item]) -> None:
    expected = [list(await query) for query in asked(items)]
    answers = [str(rows) for rows in expected]
    assert [answers.index(each) for each in answers] == list(range(len(answers)))
    for _again in range(3):
        assert [await compiled.rows(query) for query in asked(items)] == expected


async def test_a_text_is_made_once(items: QuerySet[Item], monkeypatch: pytest.MonkeyPatch) -> None:
    for query in asked(items):
        await compiled.rows(query)
    monkeypatch.setattr(ValuesQuery, "sql", lambda *_args, **_more: pytest.fail("made anew"))
    for query in asked(items):
        await compiled.rows(query)


async def test_what_cannot_be_part_of_a_key_is_asked_all_the_same(items: QuerySet[Item]) -> None:
    query = items.filter(data={"n": 3}).values("price")
    assert compiled._key(query) is None
    assert await compiled.rows(query) == list(await query)


async def test_the_parameters_kept_are_not_the_callers_to_change(items: QuerySet[Item]) -> None:
    _text, values = compiled.text(items.filter(price__in=[1, 2]).values("id"))
    values.clear()
    assert compiled.text(items.filter(price__in=[1, 2]).values("id"))[1]


async def test_questions_that_differ_in_a_subquery_get_their_own_answers(items: QuerySet[Item]) -> None:
    def within(name: str) -> ValuesQuery[Any]:
        owners = Subquery(Owner.filter(name=name).values("id"))
        return items.filter(Q(owner_id__in=owners)).order_by("id").values("id", "owner__name")

    for name in "abab":
        assert {row["owner__name"] for row in await compiled.rows(within(name))} == {name}
