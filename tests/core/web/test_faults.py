"""A plugin that raises, hangs or hides: the rest serves, its gate closes and names it, its slot fails alone."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.acts import gating
from core.acts.preview import preview
from core.declare import Gate
from core.models import Customer, Journal
from core.testing.refusals import named_by

EDIT = "core.customer.edit"
DATA = {"name": "客户甲", "kind": "person"}


@pytest.fixture
def gate(host, monkeypatch):
    """`gate(check)` puts a gate of tech_support on the editing of customers."""

    def put(check: Any, plugin: str = "tech_support") -> None:
        made = Gate(EDIT, "TS-5.1", check)
        monkeypatch.setitem(host.registry.gates, EDIT, [made])
        monkeypatch.setitem(host.registry.owner, id(made), plugin)

    return put


def fall_over(view: Any) -> Any:
    raise ZeroDivisionError


async def edit(client, make, data: Any = None):
    customer = await make.customer()
    agent = await client.as_("agent")
    return await agent.act(f"/s/core/customer/{customer.number}", "edit", data or DATA), customer


async def test_a_gate_that_raises_closes_and_names_its_plugin(client, make, gate):
    gate(fall_over)
    answer, customer = await edit(client, make)
    refusal = named_by(answer, "TS-5.1")
    assert refusal["kind"] == "broken"
    assert "tech_support" in refusal["message"]
    assert (await Customer.get(id=customer.id)).version == 1


async def test_a_gate_that_takes_too_long_closes_too(client, make, gate, monkeypatch):
    customer = await make.customer()
    agent = await client.as_("agent")
    gate(lambda view: [])
    monkeypatch.setattr(gating, "GATE_SECONDS", -1.0)
    answer = await agent.act(f"/s/core/customer/{customer.number}", "edit", DATA)
    assert named_by(answer, "TS-5.1")["kind"] == "broken"


async def test_switched_off_its_gate_asks_nothing(client, make, gate, toggled):
    gate(fall_over)
    async with toggled("tech_support"):
        answer, _ = await edit(client, make)
    assert answer.status_code == 200


async def test_a_broken_gate_leaves_the_case_page_standing(client, make, gate):
    gate(fall_over)
    customer = await make.customer()
    agent = await client.as_("agent")
    page = await agent.get(f"/s/core/customer/{customer.number}")
    assert page.status_code == 200


async def test_a_slot_that_raises_is_one_card_with_a_log_number(host, client, make, monkeypatch):
    name = next(n for n, (_, s) in host.registry.slots.items() if s.place == "core.customer.detail")
    plugin, slot = host.registry.slots[name]

    async def broken(*_: Any) -> Any:
        raise RuntimeError("slot")

    faulty = dataclasses.replace(slot, load=broken)
    monkeypatch.setitem(host.registry.slots, name, (plugin, faulty))
    customer = await make.customer()
    agent = await client.as_("agent")
    page = await agent.get(f"/s/core/customer/{customer.number}")
    assert page.status_code == 200
    from core.web.slots import href

    card = await agent.get(href(plugin, slot.name, "core.customer", customer.number))
    assert card.status_code in (200, 500)
    assert "Traceback" not in card.text
    assert card.headers["x-request-id"] in card.text


async def test_acts_of_a_plugin_that_is_off_are_refused_and_its_pages_stay_readable(client, make, toggled):
    customer = await make.customer()
    made = await make.ticket("question", customer=customer.id, title="Why?", channel="phone")
    manager = await client.as_("manager")
    path = f"/s/tech_support/question/{made.number}"
    async with toggled("tech_support"):
        assert (await manager.get(path)).status_code == 200
        answer = await manager.act(path, "answer", {"answer": "So.", "channel": "phone"})
        assert answer.status_code == 409
        assert {r["kind"] for r in answer.json()["refusals"]} == {"off"}
        assert await Journal.filter(refused=True, act="tech_support.question.answer").exists()


async def test_a_preview_of_a_broken_gate_is_a_refusal_and_not_a_crash(host, make, gate):
    gate(fall_over)
    customer = await make.customer()
    agent = await make.actor("agent")
    shown = await preview("core.customer", await Customer.get(id=customer.id), agent)
    edit_act = next(p for p in shown if p.act.full == EDIT)
    assert not edit_act.allowed
    assert edit_act.refusals[0].kind == "broken"
