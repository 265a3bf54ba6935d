"""S35, as it is told: answer, remote, on site, at its exact times, through the front door."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.tech_support.desk import ANSWER, QUESTION, SESSION, VISIT, Desk, at


@pytest.mark.clause("TS-5.1")
@pytest.mark.clause("TS-5.2")
@pytest.mark.clause("TS-5.3")
async def test_s35_answer_remote_on_site(host: Host, client: Client, make: Make, clock: Frozen) -> None:
    desk = Desk(host, client, make)
    clock.set(at("2024-10-01 23:10:00"))  # a holiday, at night
    await desk.ask()
    assert (await desk.duty_row(QUESTION, "answer")).due_at == at("2024-10-02 01:10:00")

    clock.set(at("2024-10-01 23:10:05"))
    await desk.do(QUESTION, "acknowledge", {"note": "自动回执"})
    assert await desk.duty(QUESTION, "answer") == "running"

    clock.set(at("2024-10-02 01:10:00"))
    await desk.do(QUESTION, "answer", ANSWER)
    assert await desk.duty(QUESTION, "answer") == "met"

    desk.numbers[SESSION] = (await desk.do(QUESTION, "arrange_remote", {}))["session"]
    assert named_by(await desk.attempt(SESSION, "start"), "TS-5.2")["keys"] == ["consent"]
    assert (await desk.row(SESSION)).state == "waiting"

    clock.set(at("2024-10-02 01:30:00"))
    desk.numbers[VISIT] = (await desk.do(QUESTION, "agree_on_site", {"agreed_with": "用户甲"}))["visit"]
    assert (await desk.duty_row(VISIT, "onsite")).due_at == at("2024-10-02 13:30:00")

    clock.set(at("2024-10-02 13:30:00"))
    await desk.do(VISIT, "arrive")
    assert await desk.duty(VISIT, "onsite") == "met"
