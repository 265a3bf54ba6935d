"""TS-0: nobody waives a duty; what was not kept is recorded as a breach and reads as missed for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.declare import ons
from core.host.host import Host
from core.testing.refusals import named_by
from tests.plugins.tech_support.desk import BREACH, QUESTION, TICK, VISIT, Desk


@pytest.mark.clause("TS-0")
@pytest.mark.parametrize(("subject", "code", "hours"), [(QUESTION, "answer", 2), (VISIT, "onsite", 12)])
async def test_a_promise_still_running_cannot_be_given_up(
    desk: Desk, clock: Frozen, subject: str, code: str, hours: int
) -> None:
    await (desk.ask() if subject == QUESTION else desk.on_site())
    due = clock.now() + timedelta(hours=hours)
    clock.set(due)
    refusal = named_by(await desk.attempt(subject, "record_breach", BREACH, login="service_manager"), "TS-0")
    assert refusal["keys"] == ["lateness"]
    clock.set(due + TICK)
    assert (await desk.do(subject, "record_breach", BREACH, login="service_manager"))["state"] == "breached"
    assert await desk.duty(subject, code) == "missed"


@pytest.mark.clause("TS-0")
async def test_a_breach_is_closed_by_the_manager_only_and_with_a_reason(desk: Desk, clock: Frozen) -> None:
    await desk.ask()
    clock.advance(hours=3)
    answer = await desk.attempt(QUESTION, "record_breach", BREACH, login="support")
    assert answer.status_code == 403
    assert named_by(answer, "TS-0")["kind"] == "permission"
    refusal = named_by(await desk.attempt(QUESTION, "record_breach", {}, login="service_manager"), "TS-0")
    assert refusal["keys"] == ["breach"]


@pytest.mark.clause("TS-0")
async def test_no_act_lets_anybody_off_a_clock(host: Host) -> None:
    """What ends one: a breach recorded after its time, consent withdrawn, a day over without the buyer, another mode of delivery
    agreed with him, the end of works or supervision, a system that its user no longer uses."""
    ways = {
        name.removeprefix("tech_support."): [on.act.removeprefix("tech_support.") for on in ons(deadline.cancel)]
        for name, deadline in host.registry.deadlines.items()
        if deadline.plugin == "tech_support" and deadline.cancel
    }
    assert ways == {
        "question:answer": ["question.record_breach"],
        "remote_session:remote.start": ["remote_session.withdraw"],
        "onsite_visit:onsite": ["onsite_visit.record_breach"],
        "pickup:pickup.notice": ["pickup.miss", "pickup.replace"],
        "pickup:pickup.collect": ["pickup.miss", "pickup.replace"],
        "pickup:pickup.call": ["pickup.replace"],
        "works:works.progress": ["works.commission"],
        "supervision:supervision.report": ["supervision.end"],
        "system:enquiry": ["system.retire"],
        "system:visit": ["system.retire"],
    }


@pytest.mark.clause("TS-0")
async def test_a_visit_closed_as_a_breach_lets_its_question_go_on(desk: Desk, clock: Frozen) -> None:
    await desk.on_site()
    clock.advance(hours=13)
    await desk.do(VISIT, "record_breach", BREACH, login="service_manager")
    assert (await desk.do(QUESTION, "solve", {"solution": "用户自行恢复"}))["state"] == "solved"
