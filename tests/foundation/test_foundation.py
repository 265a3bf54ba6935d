"""The foundation is whole when a small plugin declares the hard things without a special case."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from core import clock as core_clock
from core.acts.many import perform_many
from core.acts.perform import perform
from core.acts.verify import verify
from core.errors import Refused
from core.models import Journal
from core.models.access import SYSTEM
from tests.foundation.plugin.models import Unit


async def test_entry_is_judged_on_the_papers_of_that_instant(host, make, clock, refused):
    agent = await make.actor("agent")
    given = await perform("foundation.pass.give", agent, {"holder": "甲"})
    with refused("FD-1", "permit", "training"):
        await perform("foundation.pass.enter", agent, subject=given.id)
    for kind, days in (("permit", 30), ("training", 2)):
        until = core_clock.now() + timedelta(days=days)
        await perform("foundation.pass.paper", agent, {"kind": kind, "until": until}, subject=given.id)
    await perform("foundation.pass.enter", agent, subject=given.id)
    clock.advance(days=2)
    with refused("FD-1", "training"):
        await perform("foundation.pass.enter", agent, subject=given.id)


async def _units(count: int) -> None:
    made = await perform_many(
        "foundation.unit.add", SYSTEM, [{"serial": f"S{n}"} for n in range(count)], key_prefix=f"u{count}"
    )
    assert all(row.ok for row in made)


async def _announce(agent, statements):
    started = await perform("foundation.campaign.start", agent, {"title": "召回"})
    began = time.perf_counter()
    with statements() as seen:
        outcome = await perform("foundation.campaign.announce", agent, subject=started.id)
    return outcome, time.perf_counter() - began, len(seen)


async def test_one_act_reaches_a_thousand_subjects_in_constant_statements(host, make, statements):
    agent = await make.actor("agent")
    await _units(10)
    outcome, _, few = await _announce(agent, statements)
    assert outcome.extra["told"] == 10
    await _units(1000)
    outcome, spent, many = await _announce(agent, statements)
    assert outcome.extra["told"] == 1000
    assert await Unit.filter(state="done", told_at__not_isnull=True, version=2).count() == 1010
    assert await Journal.filter(act="foundation.unit.tell", cause=outcome.uid).count() == 1000
    assert spent < 5
    assert many <= few + 4, "statements must not grow with the subjects, but for one more per 500 rows written"
    assert await verify(host) == []


async def test_one_refusal_in_a_fan_out_undoes_all_of_it(host, make):
    agent = await make.actor("agent")
    await _units(5)
    fifth = await Unit.all().order_by("-id").first()
    await perform("foundation.unit.tell", SYSTEM, subject=fifth.id)
    started = await perform("foundation.campaign.start", agent, {"title": "召回"})
    with pytest.raises(Refused):
        await perform("foundation.campaign.announce", agent, {"again": True}, subject=started.id)
    assert await Unit.filter(state="open").count() == 4
