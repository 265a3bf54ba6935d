"""What time does by itself: warned, lapsed, escalated once, after any downtime, and nothing for a plugin that is off."""

from __future__ import annotations

import asyncio

import pytest

from core.acts.perform import perform
from core.models import Duty
from core.models.access import SYSTEM
from core.services.sweep import sweep as swept


@pytest.fixture
async def question(make):
    """A technical question: two hours to answer, counted from now."""
    customer = await make.customer()
    agent = await make.actor("agent")
    data = {"customer": customer.id, "title": "Why?", "channel": "phone"}
    return await perform("tech_support.question.ask", agent, data)


async def duty() -> Duty:
    return await Duty.get(code__startswith="answer")


async def test_nothing_is_noted_before_three_quarters_of_the_time(host, clock, question, sweep):
    clock.advance(minutes=89, seconds=59)
    done = await sweep()
    assert (done.warned, done.lapsed, done.escalated) == (0, 0, 0)


async def test_warned_at_three_quarters_lapsed_when_late_escalated_to_the_manager(host, clock, make, question, sweep):
    manager = await make.user("boss", "manager")
    row = await duty()
    place = next(d for d in host.directory.departments.values() if d.id == row.department_id)
    await perform("core.department.edit", SYSTEM, {"name": place.name, "manager_id": manager.id}, subject=place.id)
    await host.refresh()
    clock.advance(minutes=90)
    assert (await sweep()).warned == 1
    clock.advance(minutes=30)
    assert (await sweep()).lapsed == 0  # exactly at the due instant it is still in time
    clock.advance(microseconds=1)
    done = await sweep()
    assert (done.lapsed, done.escalated) == (1, 1)
    row = await duty()
    assert row.escalated_to == manager.id
    assert row.running == 1


async def test_a_second_pass_and_a_second_worker_add_nothing(host, clock, question):
    clock.advance(hours=3)
    first = await swept(host)
    both = await asyncio.gather(swept(host), swept(host))
    assert first.lapsed == 1
    assert [(s.warned, s.lapsed, s.escalated) for s in both] == [(0, 0, 0), (0, 0, 0)]


async def test_days_of_downtime_are_caught_up_in_one_pass(host, clock, make, sweep):
    for _ in range(5):
        customer = await make.customer()
        await make.ticket("question", customer=customer.id, title="Why?", channel="phone")
    clock.advance(days=9)
    done = await sweep()
    assert (done.warned, done.lapsed) == (5, 5)


async def test_a_plugin_that_is_off_makes_no_alarm(host, clock, question, sweep, toggled):
    async with toggled("tech_support"):
        clock.advance(hours=5)
        done = await sweep()
        assert (done.warned, done.lapsed, done.escalated) == (0, 0, 0)
    assert (await sweep()).lapsed == 1


async def test_the_cost_does_not_grow_with_the_duties(host, clock, make, statements):
    async def cost() -> int:
        with statements() as seen:
            await swept(host)
        return len(seen)

    async def late(count: int) -> int:
        for _ in range(count):
            customer = await make.customer()
            await make.ticket("question", customer=customer.id, title="Why?", channel="phone")
        clock.advance(days=1)
        return await cost()

    await cost()
    assert await late(12) == await late(2)
