"""A password somebody else chose is changed before anything; a change ends sessions and tokens; a link works once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from core import clock as clocks
from core.acts.perform import perform
from core.clock import Frozen
from core.host.host import Host
from core.models import Grant, Journal, OneTime, Token, User
from core.models.access import SYSTEM
from core.testing.client import BASE, Client
from core.testing.make import Make
from core.testing.world import PASSWORD

ONCE, NEW = "one-time-pass", "my very own words"


def stranger(client: Client) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(client._app), base_url=BASE)


def csrf_of(page: httpx2.Response) -> str:
    return str(page.text.split('name="csrf" value="')[1].split('"')[0])


async def sign_in(http: httpx2.AsyncClient, login: str, password: str) -> httpx2.Response:
    csrf = csrf_of(await http.get("/login"))
    return await http.post("/login", data={"username": login, "password": password, "csrf": csrf})


async def choose(http: httpx2.AsyncClient, old: str, password: str, again: str | None = None) -> httpx2.Response:
    csrf = csrf_of(await http.get("/password"))
    data = {"csrf": csrf, "old": old, "password": password, "again": password if again is None else again}
    return await http.post("/password", data=data)


async def invited(host: Host, role: str = "agent") -> User:
    data = {"login": "fresh", "name": "Fresh", "password": ONCE}
    made = await perform("core.user.invite", SYSTEM, data)
    if role:
        await perform("core.user.grant", SYSTEM, {"role": role, "scope": "all"}, subject=made.id)
    await host.refresh()
    return await User.get(id=made.id)


@pytest.mark.parametrize("role", ["agent", ""])
async def test_first_sign_in_leads_to_a_password_of_ones_own_and_nowhere_else(
    client: Client, host: Host, role: str
) -> None:
    user = await invited(host, role)
    http = stranger(client)
    await sign_in(http, "fresh", ONCE)
    for path in ("/", "/me", "/s/core/customer", f"/s/core/user/{user.number}", "/me/second", "/inbox"):
        assert (await http.get(path)).headers.get("location") == "/password", path
    assert (await http.get("/s/core/customer.json")).status_code == 403
    assert (await http.get("/duties", headers={"hx-request": "true"})).headers["hx-redirect"] == "/password"
    done = await choose(http, ONCE, NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await http.get("/me")).status_code == 200
    assert (await sign_in(stranger(client), "fresh", ONCE)).status_code == 401
    assert (await sign_in(stranger(client), "fresh", NEW)).headers["location"] == "/"


async def test_a_wrong_old_an_equal_a_short_or_a_mistyped_password_changes_nothing(client: Client, host: Host) -> None:
    await invited(host)
    http = stranger(client)
    await sign_in(http, "fresh", ONCE)
    for typed in (("no", NEW), (ONCE, ONCE), (ONCE, "short"), (ONCE, ""), (ONCE, NEW, "other words entirely")):
        answer = await choose(http, *typed)
        assert answer.status_code == 422, typed
        assert 'role="alert"' in answer.text
    assert (await http.get("/me")).headers["location"] == "/password"
    assert (await User.get(login="fresh")).must_change


async def test_a_password_set_by_an_administrator_is_changed_at_the_next_sign_in(client: Client) -> None:
    admin, user = await client.as_("admin"), await User.get(login="agent")
    answer = await admin.act(f"/s/core/user/{user.number}", "set_password", {"password": ONCE})
    assert answer.status_code == 200
    http = stranger(client)
    await sign_in(http, "agent", ONCE)
    assert (await http.get("/")).headers["location"] == "/password"


async def test_a_new_password_ends_all_other_sessions_and_all_tokens(client: Client) -> None:
    agent, other, user = await client.as_("agent"), await client.as_("agent"), await User.get(login="agent")
    made = await agent.act("/s/core/token", "issue", {"name": "t", "days": 9, "permissions": [{"permission": "*"}]})
    bearer = {"authorization": f"Bearer {made.json()['token']}"}
    program = stranger(client)
    assert (await program.get("/s/core/customer.json", headers=bearer)).status_code == 200
    http = stranger(client)
    await sign_in(http, "agent", PASSWORD)
    before = http.cookies["gz"]
    assert (await choose(http, PASSWORD, NEW)).status_code == 303
    assert (await http.get("/me")).status_code == 200
    assert http.cookies["gz"] != before
    assert (await agent.get("/me")).headers["location"].startswith("/login")
    assert (await other.get("/me")).headers["location"].startswith("/login")
    assert (await program.get("/s/core/customer.json", headers=bearer)).status_code == 401
    assert (await Token.get()).state == "revoked"
    assert [j.actor_id for j in await Journal.filter(act="core.token.revoke")] == [user.id]


@pytest.mark.parametrize(
    ("act", "data"),
    [("set_password", {"password": ONCE}), ("disable", {"reason": "left"})],
)
async def test_a_reset_or_a_disabled_account_ends_its_tokens_for_good(
    client: Client, act: str, data: dict[str, str]
) -> None:
    agent, admin, user = await client.as_("agent"), await client.as_("admin"), await User.get(login="agent")
    await agent.act("/s/core/token", "issue", {"name": "t", "days": 9, "permissions": [{"permission": "*"}]})
    assert (await admin.act(f"/s/core/user/{user.number}", act, data)).status_code == 200
    if act == "disable":
        assert (await admin.act(f"/s/core/user/{user.number}", "enable")).status_code == 200
    assert (await Token.get()).state == "revoked"


async def test_five_wrong_old_passwords_close_the_page_for_a_while_by_whatever_door(
    client: Client, clock: Frozen
) -> None:
    agent, user = await client.as_("agent"), await User.get(login="agent")
    for n in range(5):
        assert (await choose(agent.http, f"wrong guess {n}", NEW)).status_code == 422
    for data in ({"old": PASSWORD, "password": NEW}, {"old": "a sixth guess", "password": NEW}):
        refused = await agent.act(f"/s/core/user/{user.number}", "own_password", data)
        assert refused.json()["refusals"][0]["keys"] == ["later"]
    assert (await agent.post("/me/second", {"do": "codes", "old": PASSWORD})).status_code == 422
    clock.advance(minutes=15, seconds=1)
    assert (await choose(agent.http, PASSWORD, NEW)).status_code == 303


# ---- links


async def link_for(client: Client, login: str) -> str:
    admin, user = await client.as_("admin"), await User.get(login=login)
    answer = await admin.act(f"/s/core/user/{user.number}", "link", {"reason": "forgotten"})
    assert answer.status_code == 200, answer.text
    address = str(answer.json()["link"])
    assert address.startswith(BASE)
    return address.removeprefix(f"{BASE}/welcome?t=")


async def follow(
    client: Client, secret: str, login: str, password: str = NEW, http: httpx2.AsyncClient | None = None
) -> httpx2.Response:
    http = http or stranger(client)
    csrf = csrf_of(await http.get("/login"))
    data: dict[str, Any] = {"t": secret, "username": login, "password": password, "again": password, "csrf": csrf}
    return await http.post("/welcome", data=data)


async def test_a_link_lets_its_user_choose_a_password_and_sign_in(client: Client) -> None:
    secret = await link_for(client, "agent")
    page = await stranger(client).get(f"/welcome?t={secret}")
    assert page.status_code == 200
    assert "agent" not in page.text
    done = await follow(client, secret, "agent")
    assert (done.status_code, done.headers["location"]) == (303, "/login")
    http = stranger(client)
    assert (await sign_in(http, "agent", NEW)).headers["location"] == "/"
    assert (await http.get("/me")).status_code == 200  # it is his own: nothing comes first
    assert (await sign_in(stranger(client), "agent", PASSWORD)).status_code == 401
    kept = str([*await OneTime.all().values(), *await Journal.all().values()])
    assert secret not in kept
    assert secret.lower() not in kept.lower()


async def test_a_link_works_once_also_for_many_at_once(client: Client) -> None:
    secret = await link_for(client, "agent")
    answers = await asyncio.gather(*(follow(client, secret, "agent", f"{NEW} {n}") for n in range(4)))
    assert [a.status_code for a in answers].count(303) == 1
    assert (await follow(client, secret, "agent")).status_code == 400
    assert (await stranger(client).get(f"/welcome?t={secret}")).status_code == 400
    assert await Journal.filter(act="core.user.by_link", refused=False).count() == 1


@pytest.mark.parametrize(
    "turn",
    [
        lambda s: "",
        lambda s: "None",
        lambda s: "null",
        lambda s: "\x00",
        lambda s: s.swapcase(),
        lambda s: s.lower(),
        lambda s: s[:-1],
        lambda s: f"{s} ",
        lambda s: s + "A",
        lambda s: "A" * 43,
        lambda s: f"%{s[1:]}",
        lambda s: s[:-1] + "é",
    ],
)
async def test_anything_but_the_very_secret_is_refused(client: Client, turn: Any) -> None:
    secret = await link_for(client, "agent")
    answer = await follow(client, turn(secret), "agent")
    assert answer.status_code == 400
    assert (await sign_in(stranger(client), "agent", PASSWORD)).status_code == 303
    assert (await follow(client, secret, "agent")).status_code == 303


async def test_a_link_is_for_its_user_only(client: Client) -> None:
    secret = await link_for(client, "agent")
    for name in ("manager", "admin", "AGENT", "", "nobody"):
        assert (await follow(client, secret, name)).status_code == 400, name
    assert (await sign_in(stranger(client), "manager", PASSWORD)).status_code == 303
    assert (await follow(client, secret, "agent")).status_code == 303


async def test_after_half_an_hour_a_link_is_dead(client: Client, clock: Frozen) -> None:
    secret = await link_for(client, "agent")
    clock.advance(minutes=30)
    assert (await follow(client, secret, "agent")).status_code == 400
    clock.set(clocks.now() - timedelta(microseconds=1))
    assert (await follow(client, secret, "agent")).status_code == 303


async def test_asking_twice_kills_the_first_and_a_password_set_meanwhile_kills_both(client: Client) -> None:
    first, second = await link_for(client, "agent"), await link_for(client, "agent")
    assert (await follow(client, first, "agent")).status_code == 400
    user = await User.get(login="agent")
    await perform("core.user.set_password", SYSTEM, {"password": ONCE}, subject=user.id)
    assert (await follow(client, second, "agent")).status_code == 400


async def test_every_dead_link_gets_one_answer(client: Client, clock: Frozen) -> None:
    secret = await link_for(client, "agent")
    http = stranger(client)
    wrong = [
        await follow(client, s, n, http=http) for s, n in (("x", "agent"), (secret, "nobody"), ("A" * 43, "admin"))
    ]
    clock.advance(minutes=31)
    wrong.append(await follow(client, secret, "agent", http=http))
    assert len({a.text for a in wrong}) == 1


async def test_a_disabled_account_has_no_link(client: Client) -> None:
    secret = await link_for(client, "agent")
    user = await User.get(login="agent")
    await perform("core.user.disable", SYSTEM, {"reason": "left"}, subject=user.id)
    assert (await follow(client, secret, "agent")).status_code == 400
    admin = await client.as_("admin")
    assert (await admin.act(f"/s/core/user/{user.number}", "link", {"reason": "x"})).status_code == 409


async def test_only_an_administrator_of_the_user_makes_a_link(client: Client, make: Make) -> None:
    await make.user("branch", "admin", "below", "north")
    user = await User.get(login="admin")
    branch = await client.as_("branch")
    assert (await branch.act(f"/s/core/user/{user.number}", "link", {"reason": "x"})).status_code in (404, 409)
    agent = await client.as_("agent")
    assert (await agent.act(f"/s/core/user/{user.number}", "link", {"reason": "x"})).status_code == 403
    assert not await OneTime.exists()


async def test_a_weak_password_leaves_the_link_whole(client: Client) -> None:
    secret = await link_for(client, "agent")
    assert (await follow(client, secret, "agent", "short")).status_code == 422
    assert (await follow(client, secret, "agent")).status_code == 303


async def test_a_link_for_somebody_without_a_role_works_too(client: Client, host: Host) -> None:
    await invited(host, "")
    assert (await follow(client, await link_for(client, "fresh"), "fresh")).status_code == 303
    assert not await Grant.filter(user_id=(await User.get(login="fresh")).id).exists()
