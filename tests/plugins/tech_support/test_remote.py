"""TS-5.2: remote maintenance only with the user's consent, begun at once, its progress told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.testing.refusals import named_by
from plugins.tech_support.models import RemoteProgress
from tests.plugins.tech_support.desk import CONSENT, QUESTION, SESSION, TICK, Desk

HALF_HOUR = timedelta(minutes=30)


@pytest.mark.clause("TS-5.2")
@pytest.mark.parametrize(
    ("late", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")], ids=["before", "at", "after"]
)
async def test_start_counts_to_the_last_instant(desk: Desk, clock: Frozen, late: timedelta, state: str) -> None:
    await desk.remote()
    clock.set(clock.now() + HALF_HOUR + late)
    await desk.do(SESSION, "start")
    assert await desk.duty(SESSION, "remote.start") == state


@pytest.mark.clause("TS-5.2")
async def test_without_consent_nothing_starts_and_no_time_runs(desk: Desk, clock: Frozen) -> None:
    await desk.remote({})
    row = await desk.row(SESSION)
    assert (row.state, row.consent_at, row.next_late) == ("waiting", None, None)
    refusal = named_by(await desk.attempt(SESSION, "start"), "TS-5.2")
    assert refusal["keys"] == ["consent"]
    assert refusal["where"] == ["tech_support.remote_session.consent"]
    assert (await desk.row(SESSION)).started_at is None


@pytest.mark.clause("TS-5.2")
async def test_consent_recorded_later_starts_the_time_when_it_was_given(desk: Desk, clock: Frozen) -> None:
    await desk.remote({})
    given = clock.advance(minutes=10)
    clock.advance(minutes=5)
    await desk.do(SESSION, "consent", {**CONSENT, "consent_at": given.isoformat()})
    duty = await desk.duty_row(SESSION, "remote.start")
    assert (duty.start_at, duty.due_at) == (given, given + HALF_HOUR)
    assert (await desk.do(SESSION, "start"))["state"] == "running"
    assert (await desk.row(SESSION)).started_at == clock.now()


@pytest.mark.clause("TS-5.2")
async def test_each_session_needs_a_consent_of_its_own(desk: Desk) -> None:
    await desk.remote()
    await desk.do(SESSION, "start")
    desk.numbers[SESSION] = (await desk.do(QUESTION, "arrange_remote", {}))["session"]
    named_by(await desk.attempt(SESSION, "start"), "TS-5.2")


@pytest.mark.clause("TS-5.2")
async def test_withdrawn_consent_ends_a_running_session(desk: Desk, clock: Frozen) -> None:
    await desk.remote()
    await desk.do(SESSION, "start")
    await desk.do(SESSION, "withdraw", {"withdrawn_by": "用户甲"})
    row = await desk.row(SESSION)
    assert (row.state, row.withdrawn_at, row.ended_at) == ("ended", clock.now(), clock.now())
    assert named_by(await desk.attempt(SESSION, "tell", {"content": "还在查"}), "TS-5.2")["kind"] == "state"
    assert named_by(await desk.attempt(SESSION, "start"), "TS-5.2")["kind"] == "state"


@pytest.mark.clause("TS-5.2")
@pytest.mark.parametrize(("minutes", "state"), [(10, "cancelled"), (31, "missed")])
async def test_withdrawn_before_the_start_ends_the_duty(desk: Desk, clock: Frozen, minutes: int, state: str) -> None:
    """The user's own wish; but what was late by then stays missed."""
    await desk.remote()
    clock.advance(minutes=minutes)
    await desk.do(SESSION, "withdraw", {"withdrawn_by": "用户甲"})
    assert await desk.duty(SESSION, "remote.start") == state


@pytest.mark.clause("TS-5.2")
async def test_session_ends_only_after_the_user_was_told(desk: Desk, clock: Frozen) -> None:
    await desk.remote()
    await desk.do(SESSION, "start")
    refusal = named_by(await desk.attempt(SESSION, "end", {"result": "已清理"}), "TS-5.2")
    assert refusal["keys"] == ["progress"]
    await desk.do(SESSION, "tell", {"content": "正在清理"})
    clock.advance(minutes=5)
    await desk.do(SESSION, "tell", {"content": "还剩一半"})
    told = (
        await RemoteProgress.filter(session_id=(await desk.row(SESSION)).id)
        .order_by("id")
        .values_list("content", flat=True)
    )
    assert list(told) == ["正在清理", "还剩一半"]
    assert (await desk.do(SESSION, "end", {"result": "已清理"}))["state"] == "ended"


@pytest.mark.clause("TS-5.2")
async def test_a_question_is_not_solved_while_its_session_is_open(desk: Desk) -> None:
    await desk.remote()
    refusal = named_by(await desk.attempt(QUESTION, "solve", {"solution": "好了"}), "TS-5.2")
    assert refusal["keys"] == ["session_ended"]
    assert desk.numbers[SESSION] in refusal["missing"][0]
    await desk.do(SESSION, "withdraw", {"withdrawn_by": "用户甲"})
    assert (await desk.do(QUESTION, "solve", {"solution": "好了"}))["state"] == "solved"
