"""TS-5.1: any question is answered within two hours, round the clock, by a person with an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.testing.refusals import named_by
from plugins.tech_support import policies
from tests.plugins.tech_support.desk import ANSWER, QUESTION, TICK, Desk

TWO_HOURS = timedelta(hours=2)


@pytest.mark.clause("TS-5.1")
@pytest.mark.parametrize(
    ("late", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")], ids=["before", "at", "after"]
)
async def test_answer_counts_to_the_last_instant(desk: Desk, clock: Frozen, late: timedelta, state: str) -> None:
    asked = clock.now()
    await desk.ask()
    assert (await desk.duty_row(QUESTION, "answer")).due_at == asked + TWO_HOURS
    clock.set(asked + TWO_HOURS + late)
    await desk.do(QUESTION, "answer", ANSWER)
    assert await desk.duty(QUESTION, "answer") == state


@pytest.mark.clause("TS-5.1")
async def test_unanswered_question_is_late_right_after_its_time(desk: Desk, clock: Frozen) -> None:
    asked = clock.now()
    await desk.ask()
    clock.set(asked + TWO_HOURS)
    assert await desk.duty(QUESTION, "answer") == "warned"
    clock.set(asked + TWO_HOURS + TICK)
    assert await desk.duty(QUESTION, "answer") == "late"


@pytest.mark.clause("TS-5.1")
async def test_time_runs_from_the_question_and_not_from_its_registration(desk: Desk, clock: Frozen) -> None:
    asked = clock.now()
    clock.advance(minutes=50)
    await desk.ask(asked_at=asked.isoformat())
    assert (await desk.row()).asked_at == asked
    assert (await desk.duty_row(QUESTION, "answer")).due_at == asked + TWO_HOURS


@pytest.mark.clause("TS-5.1")
async def test_confirming_receipt_does_not_stop_the_time(desk: Desk, clock: Frozen) -> None:
    await desk.ask()
    await desk.do(QUESTION, "acknowledge", {"note": "已收到"})
    row = await desk.row()
    assert (row.state, row.acknowledged_at) == ("asked", clock.now())
    assert await desk.duty(QUESTION, "answer") == "running"


@pytest.mark.clause("TS-5.1")
async def test_an_answer_recorded_later_counts_when_it_was_given(desk: Desk, clock: Frozen) -> None:
    await desk.ask()
    given = clock.advance(minutes=30)
    clock.advance(hours=3)
    await desk.do(QUESTION, "answer", {**ANSWER, "answered_at": given.isoformat()})
    assert (await desk.duty_row(QUESTION, "answer")).stop_at == given
    assert await desk.duty(QUESTION, "answer") == "met"


@pytest.mark.clause("TS-5.1")
async def test_an_answer_from_the_future_or_from_before_the_question_is_wrong_input(desk: Desk, clock: Frozen) -> None:
    await desk.ask()
    for minutes in (-1, 1):
        given = clock.now() + timedelta(minutes=minutes)
        answer = await desk.attempt(QUESTION, "answer", {**ANSWER, "answered_at": given.isoformat()})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "answered_at"


@pytest.mark.clause("TS-5.1")
async def test_changed_hours_hold_for_later_questions_only(desk: Desk, clock: Frozen) -> None:
    await desk.ask()
    first = await desk.duty_row(QUESTION, "answer")
    key = policies.ANSWER
    admin = await desk.client.as_("admin")
    data = {"value": "1", "effective_from": clock.now().isoformat(), "reason": "加快答复"}
    changed = await admin.act("/s/core/policy_value", "set", {"key": key, **data})
    assert changed.status_code == 201, changed.text
    await desk.ask()
    second = await desk.duty_row(QUESTION, "answer")
    assert first.policies == {key: 2}
    assert second.due_at - second.start_at == timedelta(hours=1)


@pytest.mark.clause("TS-5.1")
async def test_a_reopened_question_has_a_time_of_its_own(desk: Desk, clock: Frozen) -> None:
    await desk.answered()
    await desk.do(QUESTION, "solve", {"solution": "已恢复"})
    clock.advance(days=3)
    await desk.do(QUESTION, "reopen", {"reason": "又中断"})
    row = await desk.row()
    assert (row.state, row.answer, row.answered_at, row.next_late) == (
        "asked",
        "",
        None,
        clock.now() + TWO_HOURS + TICK,
    )
    assert (await desk.duty_row(QUESTION, "answer")).start_at == clock.now()
    assert await desk.duty(QUESTION, "answer") == "running"


@pytest.mark.clause("TS-5.1")
async def test_a_question_is_not_solved_before_it_is_answered(desk: Desk) -> None:
    await desk.ask()
    refusal = named_by(await desk.attempt(QUESTION, "solve", {"solution": "好了"}), "TS-5.1")
    assert refusal["kind"] == "state"
    assert (await desk.row()).state == "asked"


@pytest.mark.clause("TS-5.1")
async def test_answer_goes_to_whoever_took_the_question_and_to_the_ticket(desk: Desk) -> None:
    await desk.ask()
    await desk.do(QUESTION, "take", login="office")
    row = await desk.row()
    assert row.owner_id == (await desk.make.actor("office")).id
    assert (await desk.duty_row(QUESTION, "answer")).owner_id == row.owner_id
