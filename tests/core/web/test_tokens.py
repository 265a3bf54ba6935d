"""A program with a bearer token: what it may, what it may not, and when it ends."""

from __future__ import annotations

import hashlib
from typing import Any

import httpx2
import pytest

from core.acts.perform import perform
from core.db import counted
from core.models import Customer, Journal, Personal, Session, Token, User
from core.models.access import SYSTEM
from core.testing.client import BASE, Client

LIST = "/s/core/customer.json"
NEW = "/s/core/customer/acts/register"


async def issue(client: Client, *permissions: str, days: int = 30, **data: Any) -> httpx2.Response:
    rows = [{"permission": name} for name in permissions or ("*",)]
    return await client.act("/s/core/token", "issue", {"name": "till", "days": days, "permissions": rows, **data})


async def program(client: Client, login: str, *permissions: str, **more: Any) -> httpx2.AsyncClient:
    """A program with a fresh token of this user."""
    answer = await issue(await client.as_(login), *permissions, **more)
    assert answer.status_code == 201, answer.text
    return bearing(client, answer.json()["token"])


def bearing(client: Client, secret: str) -> httpx2.AsyncClient:
    headers = {"authorization": f"Bearer {secret}"}
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(client._app), base_url=BASE, headers=headers)


async def test_secret_is_told_once_and_kept_nowhere(client: Client) -> None:
    agent = await client.as_("agent")
    answer = await issue(agent)
    secret = answer.json()["token"]
    row = await Token.get()
    assert secret.startswith("gz_")
    assert row.digest == hashlib.sha256(secret.encode()).hexdigest()
    kept = [*await Journal.all().values(), *await Personal.all().values(), *await Token.all().values()]
    assert secret not in str(kept)
    number = answer.json()["number"]
    for path in (f"/s/core/token/{number}", f"/s/core/token/{number}.json", "/s/core/token.json"):
        page = (await agent.get(path)).text
        assert number in page
        assert secret not in page
        assert row.digest not in page


async def test_a_repeat_with_the_same_key_makes_no_second_token_and_tells_no_secret(client: Client) -> None:
    agent = await client.as_("agent")
    data = {"name": "till", "days": 30, "permissions": [{"permission": "*"}]}
    first = await agent.act("/s/core/token", "issue", data, key="one")
    second = await agent.act("/s/core/token", "issue", data, key="one")
    assert first.json()["number"] == second.json()["number"]
    assert "token" in first.json()
    assert "token" not in second.json()


async def test_page_shows_the_secret_instead_of_leading_on(client: Client) -> None:
    agent = await client.as_("agent")
    fields = {"name": "till", "days": "30", "permissions-0-permission": "core.customer.read"}
    page = await agent.form("/s/core/token", "issue", fields)
    assert page.status_code == 200
    assert "gz_" in page.text
    row = await Token.get()
    assert row.digest == hashlib.sha256(("gz_" + page.text.split("gz_")[1][:43]).encode()).hexdigest()


async def test_program_reads_and_acts_without_csrf_and_gets_no_cookie(client: Client) -> None:
    http = await program(client, "agent")
    made = await http.post(NEW, json={"data": {"name": "A"}})
    listed = await http.get(LIST)
    assert (made.status_code, listed.status_code) == (201, 200)
    assert listed.json()["rows"][0]["number"] == made.json()["number"]
    assert not made.cookies
    assert not listed.cookies
    assert await Session.filter(agent__contains="httpx").count() == 0
    entry = await Journal.get(act="core.customer.register")
    assert entry.actor_id == (await User.get(login="agent")).id


async def test_token_holds_no_more_than_what_is_written_on_it(client: Client) -> None:
    http = await program(client, "agent", "core.customer.read")
    assert (await http.get(LIST)).status_code == 200
    assert (await http.get("/s/core/asset.json")).status_code == 403
    refused = await http.post(NEW, json={"data": {"name": "A"}})
    assert refused.status_code == 403
    assert refused.json()["refusals"][0]["kind"] == "permission"
    assert not await Customer.exists()
    for path in ("/", "/duties.json", "/new", "/search?q=a"):
        assert (await http.get(path)).status_code == 403, path


async def test_own_desk_is_open_to_a_token_that_names_it(client: Client) -> None:
    http = await program(client, "agent", "core.page.workbench")
    assert (await http.get("/duties.json")).status_code == 200


async def test_token_holds_no_more_than_its_user_at_this_moment(client: Client, make: Any) -> None:
    http = await program(client, "agent", "core.customer.read", "core.customer.register")
    assert (await http.post(NEW, json={"data": {"name": "A"}})).status_code == 201
    user = await User.get(login="agent")
    await perform("core.user.revoke", SYSTEM, {"role": "agent", "scope": "all"}, subject=user.id)
    assert (await http.get(LIST)).status_code == 403


async def test_data_scope_is_that_of_the_user(client: Client, make: Any) -> None:
    own, foreign = await make.customer(region="north"), await make.customer(region="south")
    http = await program(client, "north", "core.customer.read")
    assert [row["number"] for row in (await http.get(LIST)).json()["rows"]] == [own.number]
    assert (await http.get(f"/s/core/customer/{foreign.number}.json")).status_code == 404


async def _disable(client: Client, clock: Any) -> None:
    user = await User.get(login="agent")
    await perform("core.user.disable", SYSTEM, {"reason": "left"}, subject=user.id)


async def _revoke(client: Client, clock: Any) -> None:
    token = await Token.get()
    answer = await (await client.as_("agent")).act(f"/s/core/token/{token.number}", "revoke")
    assert answer.status_code == 200


async def _wait(client: Client, clock: Any) -> None:
    clock.advance(days=30)


@pytest.mark.parametrize("end", [_disable, _revoke, _wait])
async def test_token_ends_at_once(client: Client, clock: Any, end: Any) -> None:
    http = await program(client, "agent")
    clock.advance(days=29, hours=23, minutes=59)
    assert (await http.get(LIST)).status_code == 200
    clock.advance(days=-29, hours=-23, minutes=-59)
    await end(client, clock)
    for path in (LIST, "/s/core/customer", "/", "/login"):
        answer = await http.get(path)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
        assert answer.json()["id"] == answer.headers["x-request-id"]
    assert (await http.post(NEW, json={"data": {"name": "A"}})).status_code == 401
    assert not await Customer.exists()


@pytest.mark.parametrize("secret", ["", "x", "gz_", "gz_" + "a" * 43, "gz_" + "é" * 43, "gz_" + "a" * 9000])
async def test_made_up_token_opens_nothing_and_a_cookie_beside_it_neither(client: Client, secret: str) -> None:
    agent = await client.as_("agent")
    answer = await agent.http.get(LIST, headers={"authorization": b"Bearer " + secret.encode()})
    assert answer.status_code == 401
    assert (await agent.get(LIST)).status_code == 200


async def test_nobody_signs_in_or_out_with_a_token(client: Client) -> None:
    http = await program(client, "agent")
    fields = {"username": "agent", "password": "Correct-horse-7"}
    before = await Session.all().count()
    for path in ("/login", "/logout", "/lang"):
        answer = await http.post(path, data=fields) if path != "/lang" else await http.get(path)
        assert answer.status_code == 403, path
        assert not answer.cookies
    assert await Session.all().count() == before


async def test_stranger_is_told_how_to_show_himself(client: Client) -> None:
    answer = await client.http.get(LIST)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_token_makes_no_token_and_tries_no_password(client: Client) -> None:
    http = await program(client, "agent")
    body = {"data": {"name": "next", "days": 300, "permissions": [{"permission": "*"}]}}
    assert (await http.post("/s/core/token/acts/issue", json=body)).status_code == 403
    number = (await User.get(login="agent")).number
    data = {"data": {"old": "Correct-horse-7", "password": "Another-horse-8"}}
    assert (await http.post(f"/s/core/user/{number}/acts/own_password", json=data)).status_code == 403
    assert await Token.all().count() == 1
    asked = await issue(await client.as_("agent"), "core.token.issue")
    assert asked.status_code == 422


async def test_nobody_gives_more_than_he_holds(client: Client) -> None:
    answer = await issue(await client.as_("agent"), "core.customer.read", "core.user.grant", "core.page.journal")
    assert answer.status_code == 409
    assert answer.json()["refusals"][0]["keys"] == ["permission:core.user.grant", "permission:core.page.journal"]
    assert "core.user.grant" in answer.json()["refusals"][0]["message"]
    assert not await Token.exists()


async def test_only_an_administrator_of_the_user_gives_it_to_somebody_else(client: Client, make: Any) -> None:
    await make.user("branch", "admin", "below", "north")
    await make.user("wide", "technician", "all", "north")
    other = (await User.get(login="wide")).number
    by_agent = await issue(await client.as_("agent"), "core.customer.read", user=other)
    by_branch = await issue(await client.as_("branch"), "core.user.read", user=other)
    assert (by_agent.status_code, by_branch.status_code) == (409, 409)
    by_admin = await issue(await client.as_("admin"), "core.user.read", user=other)
    assert by_admin.status_code == 201
    everything = await issue(await client.as_("admin"), "*", user=other)
    business = await issue(await client.as_("admin"), "core.customer.read", user=other)
    assert (everything.status_code, business.status_code) == (409, 409)


async def test_everybody_sees_his_own_tokens_and_the_administrator_all(client: Client) -> None:
    mine = (await issue(await client.as_("agent"))).json()["number"]
    foreign = (await issue(await client.as_("manager"))).json()["number"]
    agent = await client.as_("agent")
    assert [row["number"] for row in (await agent.json("/s/core/token.json"))["rows"]] == [mine]
    assert (await agent.get(f"/s/core/token/{foreign}")).status_code == 404
    assert (await agent.act(f"/s/core/token/{foreign}", "revoke")).status_code == 404
    admin = await client.as_("admin")
    assert {row["number"] for row in (await admin.json("/s/core/token.json"))["rows"]} == {mine, foreign}
    assert (await admin.act(f"/s/core/token/{foreign}", "revoke")).status_code == 200


async def test_use_is_noted_at_most_once_a_minute_and_costs_one_statement(client: Client, clock: Any) -> None:
    http = await program(client, "agent", "core.customer.read")
    begun = clock.now()
    await http.get(LIST)
    clock.advance(seconds=59)
    with counted() as statements:
        await http.get("/s/core/asset.json")
    assert (await Token.get()).last_used_at == begun
    assert len(statements) == 1
    clock.advance(seconds=1)
    await http.get(LIST)
    assert (await Token.get()).last_used_at == clock.now()


async def test_same_key_does_it_once_from_header_or_body(client: Client) -> None:
    http = await program(client, "agent")
    body = {"data": {"name": "A"}}
    first = await http.post(NEW, json=body, headers={"idempotency-key": "order-1"})
    again = await http.post(NEW, json=body, headers={"idempotency-key": '"order-1"'})
    in_body = await http.post(NEW, json={**body, "key": "order-1"})
    assert {a.status_code for a in (first, again, in_body)} == {201}
    assert len({a.json()["number"] for a in (first, again, in_body)}) == 1
    both = await http.post(NEW, json={**body, "key": "a"}, headers={"idempotency-key": "b"})
    assert both.status_code == 422
    assert await Customer.all().count() == 1


async def test_keys_of_two_programs_do_not_meet(client: Client) -> None:
    for login in ("agent", "manager"):
        http = await program(client, login)
        answer = await http.post(NEW, json={"data": {"name": login}}, headers={"idempotency-key": "1"})
        assert answer.status_code == 201
    assert await Customer.all().count() == 2


async def test_language_is_the_one_asked_for(client: Client) -> None:
    http = await program(client, "agent")
    english = await http.post(NEW, json={"data": {}}, headers={"accept-language": "en-GB,en;q=0.9"})
    chinese = await http.post(NEW, json={"data": {}})
    assert "missing" in english.json()["errors"][0]["message"]
    assert english.json()["errors"][0]["message"] != chinese.json()["errors"][0]["message"]
