"""ES-1.2.1, ES-1.2.1b, ES-1.3.8: review and lessons, measures of four kinds checked for effect, causes that come again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock as core_clock
from core.clock import Frozen
from core.forms_read import as_moment
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.service_quality.models import Cause, Improvement
from tests.plugins.service_quality.grievance import Grievance

ACTIONS = "/s/service_quality/improvement"
_DAY = timedelta(days=1)


async def _attempt(client: Client, number: str, act: str, data: Any = None, login: str = "quality_control") -> Any:
    return await (await client.as_(login)).act(f"{ACTIONS}/{number}" if number else ACTIONS, act, data)


async def _state(grievance: Grievance, code: str) -> str:
    row = await Duty.filter(code=code).order_by("-id").first()
    assert row is not None, code
    return duty_state(row, core_clock.now(), grievance.host.enabled)


async def _planned(grievance: Grievance) -> Improvement:
    await grievance.to("reviewed")
    return await Improvement.get(complaint__number=grievance.number)


@pytest.mark.clause("ES-1.3.8")
@pytest.mark.clause("ES-1.2.1b")
async def test_review_needs_lessons_and_a_measure_of_a_kind(grievance: Grievance) -> None:
    await grievance.to("penalised")
    answer = await grievance.attempt("review", {})
    assert set(named_by(answer, "ES-1.3.8")["keys"]) == {"review", "lessons", "plan", "owner", "due_on"}
    assert named_by(answer, "ES-1.2.1b")["keys"] == ["measure"]
    past = {**grievance.usual("review"), "due_on": "2026-03-01"}
    assert named_by(await grievance.attempt("review", past), "ES-1.3.8")["keys"] == ["due_on"]
    assert not await Improvement.exists()


@pytest.mark.clause("ES-1.3.8")
async def test_review_opens_the_measure_for_its_owner(grievance: Grievance) -> None:
    action = await _planned(grievance)
    assert (action.kind, action.owner_id, action.cause_id) == (
        "rules",
        grievance.users["quality_control"],
        grievance.cause,
    )
    assert await _state(grievance, "improvement.due") == "running"


@pytest.mark.clause("ES-1.3.8")
@pytest.mark.parametrize(("after", "state"), [(-timedelta(seconds=1), "met"), (timedelta(0), "met_late")])
async def test_measure_is_done_by_the_end_of_its_day(
    grievance: Grievance, client: Client, clock: Frozen, after: timedelta, state: str
) -> None:
    action = await _planned(grievance)
    clock.set(as_moment(f"{action.due_on} 00:00") + _DAY + after)
    empty = await _attempt(client, action.number, "finish", {})
    assert named_by(empty, "ES-1.3.8")["keys"] == ["result"]
    assert (await _attempt(client, action.number, "finish", {"result": "已抽检"})).status_code == 200
    assert await _state(grievance, "improvement.due") == state


@pytest.mark.clause("ES-1.2.1")
async def test_effect_is_checked_by_somebody_else_and_what_has_none_is_done_again(
    grievance: Grievance, client: Client, clock: Frozen
) -> None:
    action = await _planned(grievance)
    await _attempt(client, action.number, "finish", {"result": "已抽检"})
    own = await _attempt(client, action.number, "check", {"effective": "yes", "check_note": "好"})
    assert named_by(own, "ES-1.2.1")["kind"] == "four_eyes"
    bare = await _attempt(client, action.number, "check", {}, "manager")
    assert named_by(bare, "ES-1.2.1")["keys"] == ["effective", "check_note"]
    no_date = {"effective": "no", "check_note": "仍有松动"}
    answer = await _attempt(client, action.number, "check", no_date, "manager")
    assert named_by(answer, "ES-1.2.1")["keys"] == ["due_on"]
    again = await _attempt(client, action.number, "check", {**no_date, "due_on": "2026-03-20"}, "manager")
    assert again.json()["state"] == "planned"
    assert await _state(grievance, "improvement.due") == "running"
    await _attempt(client, action.number, "finish", {"result": "改夹具"})
    done = await _attempt(client, action.number, "check", {"effective": "yes", "check_note": "无再发"}, "manager")
    assert done.json()["state"] == "effective"
    assert await _state(grievance, "improvement.check") == "met"


@pytest.mark.clause("ES-1.3.8")
@pytest.mark.parametrize(("after", "state"), [(-1, "met"), (0, "met_late")])
async def test_effect_is_checked_within_thirty_days(
    grievance: Grievance, client: Client, clock: Frozen, after: int, state: str
) -> None:
    action = await _planned(grievance)
    await _attempt(client, action.number, "finish", {"result": "已抽检"})
    clock.set(as_moment("2026-04-02 00:00") + timedelta(microseconds=after))
    await _attempt(client, action.number, "check", {"effective": "yes", "check_note": "好"}, "manager")
    assert await _state(grievance, "improvement.check") == state


@pytest.mark.clause("ES-1.2.1")
async def test_third_complaint_of_a_cause_owes_an_improvement(
    grievance: Grievance, client: Client, clock: Frozen
) -> None:
    for _n in range(2):
        await grievance.to("investigated")
    assert (await Cause.get(id=grievance.cause)).recurring_at is None
    await grievance.to("investigated")
    assert (await Cause.get(id=grievance.cause)).recurring_at == clock.now()
    assert await _state(grievance, "cause.improve") == "running"
    clock.set(as_moment("2026-03-09 23:59:59"))
    plan = {"plan": "改装配工艺", "kind": "ability", "owner": grievance.users["freight"], "due_on": "2026-04-01"}
    without = await _attempt(client, "", "plan", {**plan, "kind": ""}, "manager")
    assert named_by(without, "ES-1.2.1b")["keys"] == ["kind"]
    await _attempt(client, "", "plan", {**plan, "cause": grievance.cause}, "manager")
    assert await _state(grievance, "cause.improve") == "met"


@pytest.mark.clause("ES-1.2.1")
async def test_complaints_long_ago_do_not_make_a_cause_recurring(grievance: Grievance, clock: Frozen) -> None:
    for _n in range(2):
        await grievance.to("investigated")
    clock.advance(days=90, microseconds=1)
    await grievance.to("investigated")
    assert (await Cause.get(id=grievance.cause)).recurring_at is None


@pytest.mark.clause("ES-1.2.1")
async def test_recurring_cause_without_an_improvement_is_late(grievance: Grievance, clock: Frozen) -> None:
    for _n in range(3):
        await grievance.to("investigated")
    clock.set(as_moment("2026-03-09 23:59:59"))
    assert await _state(grievance, "cause.improve") != "late"
    clock.set(as_moment("2026-03-10 00:00"))
    assert await _state(grievance, "cause.improve") == "late"
