"""Confidential subjects and files: read by their readers only, and no look without its row in the log."""

from __future__ import annotations

import httpx2
import pytest

from core.acts.perform import perform
from core.models import Attachment, User, Viewing
from core.models.access import SYSTEM
from core.testing.client import Client


async def attach(who: Client, path: str, name: str, secret: str = "") -> httpx2.Response:
    return await who.http.post(
        f"{path}/files",
        files=[("file", (name, b"words", "text/plain"))],
        data={"csrf": who.csrf, "secret": secret},
        headers={"accept": "application/json"},
    )


@pytest.fixture
async def unit(host, make) -> str:
    made = await perform("foundation.unit.add", await make.actor("agent"), {"serial": "S1"})
    return f"/s/foundation/unit/{made.number}"


async def test_a_file_of_a_confidential_kind_is_read_by_its_readers_and_each_reading_is_logged(client, unit):
    agent, manager = await client.as_("agent"), await client.as_("manager")
    made = await attach(agent, unit, "id-card-of-wen.txt", "foundation.permit")
    assert made.status_code == 201, made.text
    href = made.json()["files"][0]["href"]
    assert not await Viewing.exists()
    read = await manager.get(href)
    assert (read.status_code, read.content) == (200, b"words")
    assert read.headers["cache-control"] == "no-store"
    await manager.get(href)
    rows = await Viewing.all().order_by("id")
    assert [(r.kind, r.by_id, r.subject_number) for r in rows] == [
        ("read", (await User.get(login="manager")).id, unit.rpartition("/")[2])
    ] * 2
    assert "id-card-of-wen.txt" in rows[0].what


@pytest.mark.clause("FD-6")
async def test_everybody_else_is_refused_in_one_and_the_same_way_with_the_clause(client, unit):
    agent = await client.as_("agent")
    hrefs = []
    for name in ("a.txt", "b.txt"):
        hrefs.append((await attach(agent, unit, name, "foundation.permit")).json()["files"][0]["href"])
    answers = [await agent.get(href) for href in hrefs]
    assert [a.status_code for a in answers] == [403, 403]
    bodies = [a.text.replace(a.headers["x-request-id"], "") for a in answers]
    assert bodies[0].replace(hrefs[0], "") == bodies[1].replace(hrefs[1], "")
    assert "FD-6" in bodies[0]
    assert "a.txt" not in bodies[0]
    machine = await agent.http.get(hrefs[0], headers={"accept": "application/json"})
    assert machine.json()["clause"] == "FD-6"
    assert (await agent.get(f"{hrefs[0]}?download")).status_code == 403
    assert {r.kind for r in await Viewing.all()} == {"refused"}
    assert await Viewing.all().count() == 4


async def test_the_name_of_a_confidential_file_is_told_to_its_readers_only(client, unit):
    agent, manager = await client.as_("agent"), await client.as_("manager")
    await attach(agent, unit, "id-card-of-wen.txt", "foundation.permit")
    number = (await Attachment.get()).number
    page = (await agent.get(unit)).text
    assert number in page
    assert "id-card-of-wen" not in page
    assert "id-card-of-wen" in (await manager.get(unit)).text


async def test_only_a_declared_kind_can_be_chosen(client, unit):
    agent = await client.as_("agent")
    assert (await attach(agent, unit, "a.txt", "foundation.nothing")).status_code == 422
    assert 'value="foundation.permit"' in (await agent.get(unit)).text


async def test_plain_files_leave_no_row(client, unit):
    agent = await client.as_("agent")
    href = (await attach(agent, unit, "a.txt")).json()["files"][0]["href"]
    assert (await agent.get(href)).status_code == 200
    assert not await Viewing.exists()


@pytest.mark.clause("FD-6")
async def test_each_look_at_a_confidential_subject_is_logged_and_a_try_refused_with_its_clause(host, make, client):
    made = await perform("foundation.pass.give", SYSTEM, {"holder": "Wen"})
    page = f"/s/foundation/pass/{made.number}"
    agent, technician = await client.as_("agent"), await client.as_("technician")
    assert (await agent.get(page)).status_code == 200
    assert (await agent.get(f"{page}.json")).status_code == 200
    unknown = "/s/foundation/pass/FDP-2026-99999"
    refused = [await technician.get(path) for path in (page, unknown)]
    assert [a.status_code for a in refused] == [403, 403]
    texts = [a.text.replace(a.headers["x-request-id"], "") for a in refused]
    assert texts[0].replace(page, "") == texts[1].replace(unknown, "")
    assert "FD-6" in texts[0]
    assert [r.kind for r in await Viewing.all().order_by("id")] == ["read", "read", "refused", "refused"]
    assert (await Viewing.filter(kind="refused").order_by("id").first()).subject_number == made.number
    href = (await attach(agent, page, "a.txt")).json()["files"][0]["href"]
    assert (await agent.get(href)).status_code == 200
    assert (await technician.get(href)).status_code in (403, 404)
    assert (await Viewing.filter(kind="read").order_by("-id").first()).what.endswith("a.txt")


async def test_personal_values_of_child_rows_are_shown_with_their_record(host, make, client):
    made = await perform("foundation.pass.give", SYSTEM, {"holder": "Wen Yi"})
    paper = {"kind": "passport", "until": "2027-01-01T00:00:00+08:00"}
    await perform("foundation.pass.paper", SYSTEM, paper, subject=made.id)
    page = f"/s/foundation/pass/{made.number}"
    agent, manager = await client.as_("agent"), await client.as_("manager")
    assert "passport" in (await agent.get(page)).text
    masked = (await manager.get(page)).text
    assert "Wen Yi" not in masked
    assert "passport" not in masked
    shown = (await manager.post(f"{page}/personal", {"reason": "an inspection"})).text
    assert "Wen Yi" in shown
    assert "passport" in shown


async def test_what_was_printed_of_a_confidential_subject_is_a_look_too(host, make, client):
    made = await perform("foundation.pass.give", SYSTEM, {"holder": "Wen"})
    agent = await client.as_("agent")
    issued = await agent.post(f"/s/foundation/pass/{made.number}/prints/card")
    assert issued.status_code == 303, issued.text
    assert not await Viewing.exists()
    sheet = issued.headers["location"]
    assert (await agent.get(sheet)).status_code == 200
    row = await Viewing.get()
    assert (row.kind, row.subject_number, row.what) == ("read", made.number, sheet.rpartition("/")[2])
