"""Whoever something concerns finds it in his inbox, once, and nobody else does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from core import clock as clocks
from core import db
from core.clock import Frozen
from core.db import guard
from core.host.host import Host
from core.models import Department, Duty, Notice, User
from core.services.notices import tell_of_duties
from core.services.sweep import sweep as swept
from core.testing.client import Client
from core.testing.make import Make


async def _duty(owner: User, **more: Any) -> Duty:
    """A duty of an enquiry that warns in an hour and is late in two."""
    now = clocks.now()
    times = {"start_at": now, "due_at": now + timedelta(hours=2), "late_from": now + timedelta(hours=2)}
    base: dict[str, Any] = {
        "code": "d", "plugin": "core", "clause": "X", "subject_type": "core.enquiry", "subject_id": 1,
        "number": "ZX-1", "owner_id": owner.id, "department_id": owner.department_id,
        "warn_at": now + timedelta(hours=1), **times,
    }  # fmt: skip
    with guard.allowed():
        return await Duty.create(**(base | more))


async def _kinds(login: str) -> list[str]:
    user = await User.get(login=login)
    return [n.kind for n in await Notice.filter(user_id=user.id).order_by("id")]


@pytest.fixture
async def boss(host: Host) -> User:
    """The manager of the north."""
    boss = await User.get(login="manager")
    with guard.allowed():
        await Department.filter(code="north").update(manager_id=boss.id)
    await host.refresh()
    return boss


async def test_a_duty_tells_its_owner_twice_and_the_manager_once(
    host: Host, clock: Frozen, boss: User, sweep: Callable[[], Any]
) -> None:
    await _duty(await User.get(login="north"))
    await sweep()
    assert await _kinds("north") == []
    clock.advance(hours=1)
    await sweep()
    await sweep()
    assert await _kinds("north") == ["warned"]
    clock.advance(hours=1)
    await sweep()
    await sweep()
    assert await _kinds("north") == ["warned", "lapsed"]
    assert await _kinds("manager") == ["escalated"]
    assert await Notice.all().count() == 3


async def test_after_downtime_a_late_duty_is_told_once_as_late(host: Host, clock: Frozen, sweep: Any) -> None:
    await _duty(await User.get(login="north"))
    clock.advance(hours=50)
    await sweep()
    assert await _kinds("north") == ["lapsed"]


async def test_two_workers_at_once_tell_once(host: Host, clock: Frozen, boss: User) -> None:
    north = await User.get(login="north")
    for n in range(20):
        await _duty(north, number=f"ZX-{n}", subject_id=n)
    clock.advance(hours=3)
    await asyncio.gather(*(asyncio.create_task(swept(host)) for _ in range(3)))
    assert sorted(await _kinds("north")) == ["lapsed"] * 20
    assert await _kinds("manager") == ["escalated"] * 20
    assert await tell_of_duties("lapsed", clocks.now()) == 0


async def test_a_thousand_duties_are_told_in_one_statement(host: Host, clock: Frozen, statements: Any) -> None:
    north = await User.get(login="north")
    for n in range(30):
        await _duty(north, subject_id=n)
    clock.advance(hours=1)
    with statements() as seen:
        await swept(host)
    assert sum("core_notice" in text for text in seen) == 1


async def test_whoever_gets_a_case_is_told_and_whoever_takes_it_is_not(
    client: Client, make: Make, clock: Frozen
) -> None:
    number = (await make.ticket()).number
    agent, north = await client.as_("agent"), await User.get(login="north")
    path = f"/s/core/ticket/{number}"
    given = await agent.act(path, "hand_over", {"owner": north.id, "reason": "顺路"}, key="k")
    again = await agent.act(path, "hand_over", {"owner": north.id, "reason": "顺路"}, key="k")
    assert (given.status_code, again.status_code) == (200, 200)
    assert await _kinds("north") == ["assigned"]
    assert agent.user is not None
    taken = await agent.act(path, "hand_over", {"owner": agent.user.id, "reason": "收回"})
    assert taken.status_code == 200, taken.text
    assert await _kinds("agent") == []
    page = (await (await client.as_("north")).get("/inbox")).text
    assert f"{number}：Agent 将此事交给您" in page


async def test_a_mention_reaches_those_who_may_read_the_case(client: Client, make: Make) -> None:
    number = (await make.ticket()).number
    agent = await client.as_("agent")
    text = "@technician请看；@north 也看；@agent、mail@manager.example、@nobody"
    noted = await agent.act(f"/s/core/ticket/{number}", "note", {"text": text})
    assert noted.json()["told"] == ["Technician"]
    assert await _kinds("technician") == ["mentioned"]
    # a case of the head office is not in the scope of the north
    for login in ("north", "agent", "manager"):
        assert await _kinds(login) == [], login


async def test_reading_one_and_all(client: Client, make: Make) -> None:
    agent = await client.as_("agent")
    numbers = [(await make.ticket()).number for _ in range(3)]
    for number in numbers:
        await agent.act(f"/s/core/ticket/{number}", "note", {"text": "@technician"})
    mine, other = await client.as_("technician"), await client.as_("manager")
    rows = (await mine.json("/inbox.json"))["rows"]
    assert [r["number"] for r in rows] == numbers[::-1]
    assert '<span class="count" aria-hidden="true">3</span>' in (await mine.get("/inbox")).text
    first = rows[0]
    assert (await other.post(f"/inbox/{first['id']}/read")).status_code == 404
    opened = await mine.post(f"/inbox/{first['id']}/read")
    assert (opened.status_code, opened.headers["location"]) == (303, first["href"])
    assert [r["number"] for r in (await mine.json("/inbox.json"))["rows"]] == numbers[1::-1]
    assert len((await mine.json("/inbox.json?view=all&kind=mentioned"))["rows"]) == 3
    assert (await mine.json("/inbox.json?view=all&kind=lapsed"))["rows"] == []
    evil = await mine.post("/inbox/read", {"back": "//evil.example/"})
    assert evil.headers["location"] == "/inbox"
    assert (await mine.json("/inbox.json"))["rows"] == []
    assert await Notice.filter(read_at=None).count() == 0


async def test_the_inbox_turns_pages_by_keys(client: Client) -> None:
    mine = await client.as_("agent")
    assert mine.user is not None
    now = clocks.now()
    for n in range(70):
        await Notice.create(
            user_id=mine.user.id, kind="lapsed", subject_type="core.enquiry", subject_id=n, number=f"N{n}", at=now,
            dedupe=str(n),
        )  # fmt: skip
    first = await mine.json("/inbox.json")
    with db.counted() as seen:
        second = await mine.json(first["next"].replace("/inbox?", "/inbox.json?"))
    assert len(first["rows"]) + len(second["rows"]) == 70
    assert len(seen) <= 4  # session, grants, page; the anchor is the id itself


async def test_a_note_is_written_on_the_page_of_the_case(client: Client, make: Make) -> None:
    number = (await make.ticket()).number
    agent, path = await client.as_("agent"), f"/s/core/enquiry/{number}"
    assert f'action="{path}/notes"' in (await agent.get(path)).text
    sent = await agent.post(f"{path}/notes", {"text": "<b>@technician</b> 看一下", "key": "n1"})
    assert sent.headers["location"] == f"{path}?done=core.ticket.note#history-h"
    await agent.post(f"{path}/notes", {"text": "<b>@technician</b> 看一下", "key": "n1"})
    page = (await agent.get(path)).text
    assert page.count("&lt;b&gt;@technician&lt;/b&gt; 看一下") == 1
    assert await _kinds("technician") == ["mentioned"]
    auditor = await client.as_("auditor")
    assert f'action="{path}/notes"' not in (await auditor.get(path)).text
    assert (await auditor.post(f"{path}/notes", {"text": "x"})).status_code == 403
    assert (await (await client.as_("south")).post(f"{path}/notes", {"text": "x"})).status_code == 404
    assert (await agent.post(f"{path}/notes", {"text": " "})).status_code == 422
