"""Rows are drawn once and again only when something they show has changed: always as if made anew."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.models.access import SYSTEM
from core.web import row_memo

PATH = "/s/core/customer"


@pytest.fixture(autouse=True)
def forgotten():
    row_memo._rows.clear()
    row_memo._markup.clear()


async def test_a_changed_value_is_shown_at_once(host, make, client):
    made = await make.customer(name="Before")
    agent = await client.as_("agent")
    assert "Before" in (await agent.get(PATH)).text
    await perform("core.customer.edit", SYSTEM, {"name": "After", "kind": "person"}, subject=made.id)
    page = (await agent.get(PATH)).text
    assert "After" in page
    assert "Before" not in page


async def test_what_one_reader_may_see_is_not_shown_to_another(host, make, client):
    await make.customer(phone="13812345678")
    assert "13812345678" in (await (await client.as_("agent")).get(PATH)).text
    page = (await (await client.as_("auditor")).get(PATH)).text
    assert "13812345678" not in page


async def test_each_language_has_its_own_rows(host, make, client):
    await make.ticket()
    agent = await client.as_("agent")
    chinese = (await agent.get("/s/core/ticket")).text
    await agent.get("/lang", to="en", next="/")
    assert (await agent.get("/s/core/ticket")).text.split("<tbody")[1] != chinese.split("<tbody")[1]


async def test_late_is_late_at_its_second(host, make, client, clock):
    customer = await make.customer()
    await make.ticket("question", customer=customer.id, title="Why?", channel="phone")
    clock.advance(hours=2)
    reader = await client.as_("manager")
    assert 'class="duty late"' not in (await reader.get("/s/tech_support/question")).text
    clock.advance(microseconds=1)
    assert 'class="duty late"' in (await reader.get("/s/tech_support/question")).text


async def test_too_many_rows_are_forgotten_and_the_page_stays_whole(host, make, client, monkeypatch):
    monkeypatch.setattr(row_memo, "MOST", 2)
    numbers = [(await make.customer()).number for _ in range(5)]
    agent = await client.as_("agent")
    for _ in range(2):
        page = (await agent.get(PATH)).text
        assert all(number in page for number in numbers)
        assert page.count("<tr>") >= 5
