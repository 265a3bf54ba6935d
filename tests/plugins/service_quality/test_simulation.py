"""Before a value is set the admin sees what it would have done: reckoned from each duty's own start, nothing written."""

from __future__ import annotations

from datetime import datetime

import pytest

from core import clock as core_clock
from core.host.host import Host
from core.models import Duty, Journal, PolicyValue
from core.rules import simulation
from core.rules.simulation import Side, Simulation, simulate
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.policies import CALL, COMPLIANCE, REGISTER
from tests.plugins.service_quality.flow import END, Flow, kept

PATH = f"/policies/{CALL.key}/preview"


@pytest.fixture
async def called(flow: Flow, clock) -> list[str]:
    """Customers reached 1, 3 and 5 hours after the assignment, where 4 are allowed; a fourth waits since 3 hours."""
    numbers = []
    for hours in (1, 3, 5):
        await flow.to("assigned")
        clock.advance(hours=hours)
        await flow.do("contact", await flow.usual("contact"))
        numbers.append(flow.number)
    await flow.to("assigned")
    clock.advance(hours=3)
    return [*numbers, flow.number]


async def _simulate(host: Host, value: object) -> Simulation:
    return await simulate(CALL, value, core_clock.now(), host)


def _counts(side: Side) -> tuple[int, int, int]:
    return side.total, side.late, side.would


async def test_a_shorter_time_would_have_been_missed_more_often(host: Host, called: list[str], statements) -> None:
    with statements() as seen:
        found = await _simulate(host, 2)
    assert len(seen) == 1
    assert _counts(found.ended) == (3, 1, 2)
    assert _counts(found.running) == (1, 0, 1)
    (worse,) = found.ended.worse
    assert (worse.row.number, found.ended.better) == (called[1], [])
    assert worse.other < worse.late_from


async def test_a_longer_time_would_have_been_kept_more_often(host: Host, called: list[str]) -> None:
    found = await _simulate(host, 5)  # inclusive: reached in the very last moment is in time
    assert _counts(found.ended) == (3, 1, 0)
    assert [moved.row.number for moved in found.ended.better] == [called[2]]
    assert (await _simulate(host, 4)).ended.worse == []


async def test_only_the_last_period_and_what_runs_is_looked_at(host: Host, called: list[str], clock) -> None:
    clock.advance(days=simulation.DAYS + 1)
    found = await _simulate(host, 2)
    assert _counts(found.ended) == (0, 0, 0)
    assert _counts(found.running) == (1, 1, 1)


async def test_the_newest_duties_are_taken_when_there_are_too_many(host: Host, called: list[str], monkeypatch) -> None:
    monkeypatch.setattr(simulation, "MOST", 2)
    found = await _simulate(host, 2)
    assert found.capped
    assert found.ended.total + found.running.total == 2
    assert found.running.total == 1


async def test_a_preview_changes_nothing_and_names_the_cases(host: Host, client: Client, called: list[str]) -> None:
    before = await Journal.all().count()
    sent = {"value": "2", "effective_from": core_clock.today().isoformat(), "reason": "x", "key": "k"}
    admin = await client.as_("admin")
    answer = await admin.post(PATH, sent)
    assert answer.status_code == 200
    assert 'value="2"' in answer.text  # what was typed stays
    assert await Journal.all().count() == before
    assert not await PolicyValue.filter(key=CALL.key).exists()
    # whoever may read the case is led to it; the administrator, who may not, gets the count
    manager = (await (await client.as_("manager")).post(PATH, sent)).text
    assert called[1] not in answer.text
    assert f"/s/service_quality/request/{called[1]}" in manager
    assert called[0] not in manager
    assert 'name="effective_from"' not in manager  # he may look and not set


async def test_the_part_alone_is_sent_while_one_types(client: Client, called: list[str]) -> None:
    visitor = await client.as_("admin")
    headers = {"hx-request": "true", "x-csrf-token": visitor.csrf}
    part = await visitor.http.post(PATH, data={"value": "2"}, headers=headers)
    assert "<html" not in part.text
    assert 'id="preview-h"' in part.text
    half = await visitor.http.post(PATH, data={"value": ""}, headers=headers)
    assert half.status_code == 200
    assert "preview-h" not in half.text
    wrong = await visitor.post(PATH, {"value": "many"})
    assert wrong.status_code == 422


async def test_who_may_not_read_policies_may_not_simulate(client: Client, called: list[str]) -> None:
    assert (await (await client.as_("technician")).post(PATH, {"value": "2"})).status_code == 403


async def test_a_target_is_held_against_the_last_month(flow: Flow, client: Client, clock, make: Make) -> None:
    await flow.to("visiting")
    await flow.do("check", kept(no_smoke="no"))
    await flow.do("fix", END)
    clock.set(datetime(2026, 4, 7, 1, tzinfo=core_clock.SHANGHAI))
    path = f"/policies/{COMPLIANCE.key}/preview"
    await make.user("boss", "manager")
    page = (await (await client.as_("boss")).post(path, {"value": "90"})).text
    assert "2026-03" in page
    assert "85.71" in page
    assert "2026-03" not in (await (await client.as_("admin")).post(path, {"value": "90"})).text


async def test_other_policies_of_the_start_stay_as_they_were_read(host: Host, flow: Flow) -> None:
    await flow.to("assigned")
    found = await simulate(REGISTER, 15, core_clock.now(), host)
    rows = await Duty.filter(code="ticket.register").count()
    assert found.ended.total + found.running.total == rows
    assert found.ended.worse == found.ended.better == []
