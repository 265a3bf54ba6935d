"""The second factor: set up with a code, asked after the password, each code once, counted in the lockout, taken off by an administrator."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pyotp
import pytest

from core.acts.perform import perform
from core.acts.verify import verify
from core.clock import Frozen
from core.errors import Refused
from core.host.host import Host
from core.models import Journal, OneTime, RecoveryCode, Session, Totp, User
from core.models.access import SYSTEM
from core.services.totp import STEP_SECONDS
from core.testing.client import BASE, Client
from core.testing.make import Make
from core.testing.world import PASSWORD

PAGE = "/me/second"


def code_at(secret: str, clock: Frozen, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()) + steps * STEP_SECONDS)


async def set_up(client: Client, clock: Frozen, login: str = "agent") -> tuple[Client, str, list[str]]:
    """Somebody with a second factor, its secret, his recovery codes; the clock a minute on, where the code is a new one."""
    who = await client.as_(login)
    page = (await who.get(PAGE)).text
    secret = page.split('name="secret" value="')[1].split('"')[0]
    answer = await who.post(PAGE, {"do": "on", "secret": secret, "code": code_at(secret, clock), "old": PASSWORD})
    assert answer.status_code == 200, answer.text
    codes = re.findall(r"(?:[a-z0-9]{4}-){3}[a-z0-9]{4}", answer.text)
    clock.advance(minutes=1)
    return who, secret, codes


class Door:
    """A browser at the sign-in."""

    def __init__(self, app: Any) -> None:
        self.http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE)

    async def _csrf(self) -> str:
        return (await self.http.get("/login")).text.split('name="csrf" value="')[1].split('"')[0]

    async def password(self, login: str, password: str = PASSWORD, **more: str) -> httpx2.Response:
        data = {"username": login, "password": password, "csrf": await self._csrf(), **more}
        return await self.http.post("/login", data=data)

    async def code(self, page: httpx2.Response | str, code: str) -> httpx2.Response:
        text = page if isinstance(page, str) else page.text
        step = text.split('name="step" value="')[1].split('"')[0]
        target = text.split('name="next" value="')[1].split('"')[0]
        return await self.http.post(
            "/login/code", data={"step": step, "code": code, "next": target, "csrf": await self._csrf()}
        )


@pytest.fixture
async def door(client: Client) -> AsyncIterator[Door]:
    made = Door(client._app)
    yield made
    await made.http.aclose()


async def test_nothing_is_kept_before_the_code_is_right(client: Client, clock: Frozen) -> None:
    agent = await client.as_("agent")
    page = await agent.get(PAGE)
    assert "<svg" in page.text
    secret = page.text.split('name="secret" value="')[1].split('"')[0]
    right = code_at(secret, clock)
    for typed in (
        {"secret": secret, "code": "000000" if right != "000000" else "111111", "old": PASSWORD},
        {"secret": secret, "code": right, "old": "not my password"},
        {"secret": "A" * 31, "code": right, "old": PASSWORD},
        {"secret": secret, "code": "", "old": PASSWORD},
    ):
        answer = await agent.post(PAGE, {"do": "on", **typed})
        assert answer.status_code == 422, typed
    assert not await Totp.exists()
    assert (await User.get(login="agent")).second_at is None


async def test_code_is_asked_after_the_password_and_opens_the_session(
    client: Client, clock: Frozen, door: Door, host: Host
) -> None:
    _agent, secret, codes = await set_up(client, clock)
    sessions = await Session.all().count()
    page = await door.password("agent", next="/duties")
    assert page.status_code == 200
    assert "gz=" not in str(page.headers.get_list("set-cookie"))
    assert await Session.all().count() == sessions
    assert (await door.http.get("/duties")).status_code == 303
    done = await door.code(page, code_at(secret, clock))
    assert (done.status_code, done.headers["location"]) == (303, "/duties")
    assert (await door.http.get("/duties")).status_code == 200
    kept = str([*await Journal.all().values(), *await RecoveryCode.all().values(), *await OneTime.all().values()])
    assert secret not in kept
    assert not any(code in kept for code in codes)
    assert len(codes) == 10
    assert await verify(host) == []


async def test_a_wrong_password_is_told_the_same_with_and_without_a_second_factor(
    client: Client, clock: Frozen, door: Door
) -> None:
    await set_up(client, clock)
    assert (await door.password("agent", "no")).status_code == 401
    assert 'name="step"' not in (await door.password("agent", "no")).text


async def test_a_code_is_good_once(client: Client, clock: Frozen, door: Door) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    code = code_at(secret, clock)
    assert (await door.code(await door.password("agent"), code)).status_code == 303
    second = Door(client._app)
    assert (await second.code(await second.password("agent"), code)).status_code == 401
    assert (await second.code(await second.password("agent"), code_at(secret, clock, -1))).status_code == 401
    clock.advance(seconds=STEP_SECONDS)
    assert (await second.code(await second.password("agent"), code_at(secret, clock))).status_code == 303


async def test_of_two_at_once_with_one_code_one_comes_in(client: Client, clock: Frozen) -> None:
    _agent, secret, codes = await set_up(client, clock)
    for code in (code_at(secret, clock), codes[0]):
        doors = [Door(client._app) for _ in range(3)]
        page = (await doors[0].password("agent")).text  # one step, one browser's worth of tries
        answers = await asyncio.gather(*(each.code(page, code) for each in doors))
        assert sorted(a.status_code for a in answers).count(303) == 1, code
        clock.advance(minutes=16)


@pytest.mark.parametrize("steps", [-2, 2, 100])
async def test_a_code_of_another_time_is_wrong(client: Client, clock: Frozen, door: Door, steps: int) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    assert (await door.code(await door.password("agent"), code_at(secret, clock, steps))).status_code == 401


async def test_the_clock_of_the_phone_may_be_half_a_minute_off(client: Client, clock: Frozen, door: Door) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    assert (await door.code(await door.password("agent"), code_at(secret, clock, 1))).status_code == 303


async def test_wrong_codes_lock_the_account_and_a_new_password_step_gains_nothing(
    client: Client, clock: Frozen, door: Door
) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    statuses = []
    for _ in range(6):
        page = await door.password("agent")
        if page.status_code != 200:
            statuses.append(page.status_code)
            continue
        statuses.append((await door.code(page, "000000")).status_code)
    assert statuses == [401] * 5 + [429]
    assert (await door.password("agent")).status_code == 429
    clock.advance(minutes=15, seconds=1)
    assert (await door.code(await door.password("agent"), code_at(secret, clock))).status_code == 303


async def test_five_minutes_after_the_password_the_step_has_ended(client: Client, clock: Frozen, door: Door) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    page = await door.password("agent")
    clock.advance(minutes=5)
    assert (await door.code(page, code_at(secret, clock))).status_code == 401


async def test_a_step_is_worth_nothing_after_the_password_changed_or_the_account_ended(
    client: Client, clock: Frozen, door: Door
) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    page = await door.password("agent")
    user = await User.get(login="agent")
    await perform("core.user.set_password", SYSTEM, {"password": "another one 77"}, subject=user.id)
    assert (await door.code(page, code_at(secret, clock))).status_code == 401
    page = await door.password("agent", "another one 77")
    await perform("core.user.disable", SYSTEM, {"reason": "left"}, subject=user.id)
    assert (await door.code(page, code_at(secret, clock))).status_code == 401


@pytest.mark.parametrize("step", ["", "x", "x" * 43, "None", "null", "é" * 43])
async def test_a_made_up_step_opens_nothing(client: Client, clock: Frozen, door: Door, step: str) -> None:
    _agent, secret, _codes = await set_up(client, clock)
    form = f'name="step" value="{step}" name="next" value="/"'
    assert (await door.code(form, code_at(secret, clock))).status_code == 401


async def test_a_step_is_of_one_account(client: Client, clock: Frozen, door: Door) -> None:
    """The password of one and the code of another open nothing."""
    await set_up(client, clock)
    _manager, others, _codes = await set_up(client, clock, "manager")
    assert (await door.code(await door.password("agent"), code_at(others, clock))).status_code == 401


async def test_a_recovery_code_opens_once_however_it_is_written(client: Client, clock: Frozen, door: Door) -> None:
    _agent, _secret, codes = await set_up(client, clock)
    assert (await door.code(await door.password("agent"), f" {codes[3].upper().replace('-', ' ')} ")).status_code == 303
    second = Door(client._app)
    assert (await second.code(await second.password("agent"), codes[3])).status_code == 401
    assert (await second.code(await second.password("agent"), codes[4])).status_code == 303
    assert await RecoveryCode.filter(used_at=None).count() == 8


async def test_new_recovery_codes_end_the_old_ones_and_need_the_password(
    client: Client, clock: Frozen, door: Door
) -> None:
    agent, _secret, codes = await set_up(client, clock)
    assert (await agent.post(PAGE, {"do": "codes", "old": "no"})).status_code == 422
    fresh = re.findall(
        r"(?:[a-z0-9]{4}-){3}[a-z0-9]{4}", (await agent.post(PAGE, {"do": "codes", "old": PASSWORD})).text
    )
    assert len(fresh) == 10
    assert (await door.code(await door.password("agent"), codes[0])).status_code == 401
    assert (await door.code(await door.password("agent"), fresh[0])).status_code == 303


async def test_ending_it_needs_the_password(client: Client, clock: Frozen, door: Door) -> None:
    agent, _secret, _codes = await set_up(client, clock)
    assert (await agent.post(PAGE, {"do": "off", "old": "no"})).status_code == 422
    assert (await agent.post(PAGE, {"do": "off", "old": PASSWORD})).status_code == 303
    assert (await door.password("agent")).status_code == 303
    assert not await Totp.exists()
    assert not await RecoveryCode.exists()


async def test_an_administrator_takes_off_somebody_elses_but_not_his_own(
    client: Client, clock: Frozen, door: Door, make: Make
) -> None:
    await set_up(client, clock)
    admin, user = await client.as_("admin"), await User.get(login="agent")
    page = f"/s/core/user/{user.number}"
    assert (await admin.act(page, "second_off", {"old": PASSWORD})).status_code == 409
    assert (await (await client.as_("manager")).act(page, "second_reset", {"reason": "x"})).status_code == 403
    assert (await admin.act(page, "second_reset", {"reason": "phone lost"})).status_code == 200
    assert (await door.password("agent")).status_code == 303
    entry = await Journal.get(act="core.user.second_reset", refused=False)
    assert entry.outcome["extra"]["reason"] == "phone lost"
    await set_up(client, clock, "admin")
    mine = await make.actor("admin")
    with pytest.raises(Refused) as refused:
        await perform("core.user.second_reset", mine, {"reason": "x"}, subject=mine.id)
    assert "other" in refused.value.refusals[0].keys


async def test_whose_role_needs_it_gets_nowhere_else_until_it_is_set_up(
    client: Client, clock: Frozen, door: Door, host: Host
) -> None:
    auditor, agent = await client.as_("auditor"), await client.as_("agent")
    assert (await auditor.get("/journal")).status_code == 200
    data = {"key": "core.second_factor", "value": "administrators and auditors", "reason": "policy"}
    await perform("core.policy_value.set", SYSTEM, data)
    assert (await auditor.get("/journal")).headers["location"] == PAGE
    machine = await auditor.http.get("/journal.json")
    assert (machine.status_code, machine.json()["where"]) == (403, PAGE)
    assert (await auditor.act("/s/core/token", "issue", {})).status_code == 403
    assert (await agent.get("/duties")).status_code == 200
    await set_up(client, clock, "auditor")
    assert (await auditor.get("/journal")).status_code == 200
    refused = await auditor.post(PAGE, {"do": "off", "old": PASSWORD})
    assert refused.status_code == 422  # as long as the role needs it
    assert (await User.get(login="auditor")).second_at is not None


async def test_a_token_changes_no_second_factor(client: Client, clock: Frozen) -> None:
    agent = await client.as_("agent")
    made = await agent.act("/s/core/token", "issue", {"name": "till", "days": 9, "permissions": [{"permission": "*"}]})
    bearing = httpx2.AsyncClient(
        transport=httpx2.ASGITransport(client._app),
        base_url=BASE,
        headers={"authorization": f"Bearer {made.json()['token']}"},
    )
    assert (await bearing.get(PAGE)).status_code == 403
    assert (await bearing.get("/password")).status_code == 403
    number = (await User.get(login="agent")).number
    for act in ("second_on", "second_off", "new_codes"):
        sent = await bearing.post(f"/s/core/user/{number}/acts/{act}", json={"data": {"old": PASSWORD}})
        assert sent.status_code == 403, act
