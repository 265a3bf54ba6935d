"""Events reach their listeners after commit, at least once; one that fails is tried again and stops nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from core.acts.perform import perform
from core.declare import Listener
from core.errors import Refused
from core.models import Outbox
from core.models.access import SYSTEM
from core.services.outbox import MOST_TRIES, deliver

ACT = "core.customer.register"
DATA = {"name": "客户甲", "code": "O-1", "kind": "person"}


class Ear:
    """A listener that fails the first `fails` times."""

    def __init__(self, fails: int = 0) -> None:
        self.fails, self.heard = fails, []

    async def __call__(self, event: Any) -> None:
        if self.fails:
            self.fails -= 1
            raise RuntimeError("not now")
        self.heard.append(event["number"])


@pytest.fixture
def listening(host, monkeypatch):
    """`listening(ear, …)` puts listeners on the registering of customers."""

    def put(*ears: Ear, plugin: str = "core") -> None:
        found = [(plugin, Listener(ACT, f"ear{n}", ear)) for n, ear in enumerate(ears)]
        monkeypatch.setitem(host.registry.heard, ACT, found)

    return put


async def test_an_act_that_somebody_listens_to_is_delivered_once(host, listening):
    ear = Ear()
    listening(ear)
    made = await perform(ACT, SYSTEM, DATA)
    assert ear.heard == []  # not inside the act
    assert await deliver(host) == 1
    assert await deliver(host) == 0
    assert ear.heard == [made.number]


async def test_nobody_listening_costs_no_row(host):
    await perform(ACT, SYSTEM, DATA)
    assert not await Outbox.exists()


async def test_a_refused_act_tells_nobody(host, listening, make):
    ear = Ear()
    listening(ear)
    with pytest.raises(Refused):
        await perform(ACT, await make.actor("auditor"), DATA)
    assert await deliver(host) == 0


async def test_a_failing_listener_is_tried_again_and_stops_nobody(host, clock, listening):
    bad, good = Ear(fails=2), Ear()
    listening(bad, good)
    made = await perform(ACT, SYSTEM, DATA)
    await deliver(host)
    assert (bad.heard, good.heard) == ([], [made.number])
    for _ in range(3):
        clock.advance(minutes=10)
        await deliver(host)
    assert (bad.heard, good.heard) == ([made.number], [made.number])


async def test_after_its_tries_a_row_is_parked_with_its_error(host, clock, listening):
    bad = Ear(fails=99)
    listening(bad)
    await perform(ACT, SYSTEM, DATA)
    for _ in range(MOST_TRIES + 3):
        await deliver(host)
        clock.advance(hours=1)
    row = await Outbox.get()
    assert row.attempts == MOST_TRIES
    assert row.finished_at is None
    assert "not now" in row.error


async def test_listeners_of_a_plugin_that_is_off_hear_nothing(host, listening, toggled):
    ear = Ear()
    listening(ear, plugin="tech_support")
    async with toggled("tech_support"):
        await perform(ACT, SYSTEM, DATA)
        await deliver(host)
    assert ear.heard == []
