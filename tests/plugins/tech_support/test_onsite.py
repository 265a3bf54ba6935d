"""TS-5.3: on site within twelve hours after it was agreed with the user."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.testing.refusals import named_by
from plugins.tech_support.models import OnsiteVisit
from tests.plugins.tech_support.desk import AGREED, QUESTION, TICK, VISIT, Desk

TWELVE_HOURS = timedelta(hours=12)


@pytest.mark.clause("TS-5.3")
@pytest.mark.parametrize(
    ("late", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")], ids=["before", "at", "after"]
)
async def test_arrival_counts_to_the_last_instant(desk: Desk, clock: Frozen, late: timedelta, state: str) -> None:
    await desk.on_site()
    clock.set(clock.now() + TWELVE_HOURS + late)
    await desk.do(VISIT, "arrive")
    assert await desk.duty(VISIT, "onsite") == state


@pytest.mark.clause("TS-5.3")
async def test_time_runs_from_the_agreement_and_not_from_the_question(desk: Desk, clock: Frozen) -> None:
    await desk.answered()
    agreed = clock.advance(hours=5)
    clock.advance(hours=1)
    data = {**AGREED, "agreed_at": agreed.isoformat()}
    desk.numbers[VISIT] = (await desk.do(QUESTION, "agree_on_site", data))["visit"]
    assert (await desk.row(VISIT)).agreed_at == agreed
    assert (await desk.duty_row(VISIT, "onsite")).due_at == agreed + TWELVE_HOURS


@pytest.mark.clause("TS-5.3")
async def test_no_visit_without_the_users_agreement(desk: Desk) -> None:
    await desk.answered()
    refusal = named_by(await desk.attempt(QUESTION, "agree_on_site", {}), "TS-5.3")
    assert refusal["keys"] == ["agreed_with"]
    assert (await desk.row()).state == "answered"
    assert not await OnsiteVisit.exists()


@pytest.mark.clause("TS-5.3")
async def test_the_engineer_owes_the_arrival_and_records_it(desk: Desk) -> None:
    engineer = await desk.make.actor("technician")
    await desk.on_site(engineer=engineer.id)
    assert (await desk.duty_row(VISIT, "onsite")).owner_id == engineer.id
    await desk.do(VISIT, "arrive", login="technician")
    assert (await desk.do(VISIT, "finish", {"result": "更换传感器"}, login="technician"))["state"] == "done"


@pytest.mark.clause("TS-5.3")
async def test_visit_lies_on_the_ticket_of_its_question(desk: Desk) -> None:
    await desk.on_site()
    question, visit = await desk.row(), await desk.row(VISIT)
    assert (visit.question_id, visit.ticket_id) == (question.id, question.ticket_id)
    assert visit.department_id == question.department_id


@pytest.mark.clause("TS-5.3")
async def test_a_question_is_not_solved_before_the_visit_is_over(desk: Desk) -> None:
    await desk.on_site()
    for act in ("arrive", "finish"):
        refusal = named_by(await desk.attempt(QUESTION, "solve", {"solution": "好了"}), "TS-5.3")
        assert refusal["keys"] == ["visit_ended"]
        await desk.do(VISIT, act, {"result": "更换传感器"} if act == "finish" else {})
    assert (await desk.do(QUESTION, "solve", {"solution": "好了"}))["state"] == "solved"
