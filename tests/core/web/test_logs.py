"""The log as a whole: what must stand in it, line by line as JSON, and what must never."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models import User
from core.models.access import SYSTEM
from core.services import jobs
from core.testing.client import Client
from core.testing.world import PASSWORD
from core.web import logs
from tests.core.web.test_tokens import bearing, issue

PHONE, ADDRESS, NAME = "13912345678", "Lane 7, House 41", "Zhang Secret"
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WRONG, ONE_TIME, NOTE = "hunter2-secret", "once-only-word-9", "diagnosis: private"


async def _through_everything(client: Client, host: Host) -> list[str]:
    """Sign-ins that fail, acts with personal values, a token good and bad, refusals, a failing job; all secrets met."""
    login = await client.http.get("/login")
    csrf = login.text.split('name="csrf" value="')[1].split('"')[0]
    for password in (WRONG, PASSWORD):
        fields = {"username": "agent", "password": password, "csrf": csrf}
        await client.http.post("/login", data=fields)
    agent, admin = await client.as_("agent"), await client.as_("admin")
    data = {"name": NAME, "phone": PHONE, "address": ADDRESS, "note": NOTE}
    number = (await agent.act("/s/core/customer", "register", data)).json()["number"]
    await agent.act(f"/s/core/customer/{number}", "edit", {**data, "phone": f"{PHONE} ext {NOTE}"})
    await agent.act(f"/s/core/customer/{number}", "archive", data)
    await admin.act("/s/core/customer", "register", data)
    await agent.get("/s/core/customer", q=PHONE)
    await agent.get("/suggest/core.customer", q=NAME)
    user = await User.get(login="technician")
    await admin.act(f"/s/core/user/{user.number}", "set_password", {"password": ONE_TIME})
    link = (await admin.act(f"/s/core/user/{user.number}", "link", {"reason": "lost"})).json()["link"].partition("=")[2]
    await client.http.get("/welcome", params={"t": link})
    await client.http.post("/welcome", data={"t": link, "username": "technician", "password": "short", "csrf": csrf})
    await agent.post("/me/second", {"do": "on", "secret": TOTP, "code": "123456", "old": WRONG})
    secret = (await issue(agent, "core.customer.read")).json()["token"]
    for shown in (secret, f"{secret}x"):
        await bearing(client, shown).get("/s/core/customer.json")

    async def fails() -> None:
        raise ValueError("the job's own words")

    await jobs._pass(host, "core", "core.sweep", 1, fails)
    kept = [u.password for u in await User.all()]
    return [PHONE, ADDRESS, NAME, NOTE, WRONG, PASSWORD, ONE_TIME, TOTP, link, secret, agent.csrf, csrf, *kept]


async def test_every_line_is_json_and_holds_no_secret(
    client: Client, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    capsys.readouterr()
    secrets = await _through_everything(client, host)
    text = capsys.readouterr().err
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) > 10
    assert all({"at", "event", "level"} <= line.keys() for line in lines)
    assert [secret for secret in secrets if secret and secret in text] == []
    cookies = [c.value for c in client.http.cookies.jar]
    assert [value for value in cookies if value and value in text] == []


async def test_refusals_failures_and_errors_have_a_line_with_a_number(
    client: Client, host: Host, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.configure()
    await _through_everything(client, host)

    async def broken(*_: Any) -> Any:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("core.web.listing.fetch", broken)
    answer = await (await client.as_("agent")).get("/s/core/customer.json")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    by_event: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_event.setdefault(line["event"], []).append(line)
    assert {"refused", "sign-in failed", "signed in", "unexpected error", "request", "job_failed"} <= by_event.keys()
    assert by_event["unexpected error"][-1]["id"] == answer.headers["x-request-id"] == answer.json()["id"]
    assert by_event["job_failed"][0]["job"] == "core.sweep"
    assert "the job's own words" in by_event["job_failed"][0]["exception"]
    for event in ("refused", "sign-in failed", "signed in", "unexpected error", "request", "job_failed"):
        assert all(len(line["id"]) == 16 for line in by_event[event]), event
    refusal = by_event["refused"][0]
    assert {"act", "actor", "clauses", "log_id"} <= refusal.keys()
    denied = [line for line in lines if line["event"] == "answered with an error" and line["status"] == 401]
    assert [line["kind"] for line in denied] == ["BadToken"]


async def test_a_job_that_fails_leaves_its_words_on_its_row_and_one_line(
    host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure()

    async def refused() -> None:
        await perform("core.user.disable", SYSTEM, {"reason": "no"}, subject=10**9)

    await jobs._pass(host, "core", "core.outbox", 1, refused)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["level"] for line in lines if line["event"] == "job_failed"] == ["error"]
