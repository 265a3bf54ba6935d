"""What waits for me stands on my workbench and in my menu; a case shows who decided what."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.testing.client import serving


@pytest.fixture
async def client(host, tmp_path):
    async with serving(host, tmp_path) as made:
        yield made


@pytest.fixture
async def asked(host, make):
    """(job, number of the approval) as the agent asked for it."""
    agent = await make.actor("agent")
    data = {"customer": (await make.customer()).id, "part": "P1"}
    job = await perform("foundation.job.open", agent, data)
    made = await perform("foundation.job.ask_write_off", agent, subject=job.id)
    return job, made.extra["approval"]


async def test_it_waits_on_the_workbench_of_whose_turn_it_is(client, asked):
    _, number = asked
    href = f"/s/core/approval/{number}"
    for login, waits in (("manager", True), ("senior", False), ("agent", False)):
        page = (await (await client.as_(login)).get("/")).text
        assert (href in page) is waits, login
    manager = await client.as_("manager")
    answer = await manager.act(href, "approve", {"note": "同意"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "waiting"
    assert href not in (await manager.get("/")).text
    assert href in (await (await client.as_("senior")).get("/")).text


async def test_the_case_shows_steps_with_who_and_when(client, asked, statements):
    job, number = asked
    manager = await client.as_("manager")
    await manager.act(f"/s/core/approval/{number}", "approve", {"note": "同意"})
    with statements() as seen:
        page = await manager.get(f"/s/foundation/job/{job.number}")
    assert page.status_code == 200
    assert len(seen) <= 14, seen
    assert number in page.text
    assert "同意" in page.text
    assert (await manager.get(f"/s/core/approval/{number}")).status_code == 200


async def test_nobody_decides_by_json_what_he_asked_himself(client, asked):
    _, number = asked
    answer = await (await client.as_("agent")).act(f"/s/core/approval/{number}", "approve")
    assert answer.status_code == 409
    refusal = answer.json()["refusals"][0]
    assert (refusal["clause"], refusal["keys"]) == ("FD-5", ["other_person"])
