"""B23: a link for choosing a password works once, for the one it was made for, for half an hour; no other spelling of it does."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from core.clock import Frozen
from core.host.host import Host
from core.models import OneTime, User
from core.services import one_time
from core.testing.client import BASE, Client

NEW = "words of my own 7"


async def _send(client: Client, secret: Any, login: str) -> int:
    """The answer to choosing a password by this link, from a browser nobody knows."""
    transport = httpx2.ASGITransport(client._app)
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as http:
        page = await http.get("/login")
        csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
        data = {"csrf": csrf, "username": login, "password": NEW, "again": NEW}
        answer = await http.post("/welcome", data=data | ({"t": secret} if secret is not None else {}))
    return answer.status_code


async def _link(user: User) -> str:
    secret, row = one_time.fresh(one_time.LINK, user)
    await OneTime.create(**row)
    return secret


async def accepted(client: Client, clock: Frozen) -> list[str]:
    """Links that were taken though they do not hold."""
    user, other = await User.get(login="agent"), await User.get(login="manager")
    before = {u.id: u.password for u in await User.all()}
    secret = await _link(user)
    kept = (await OneTime.all().order_by("-id").first()).digest  # type: ignore[union-attr]
    wrong = (
        "",
        None,
        " ",
        secret.swapcase(),
        secret[:-1],
        secret + "A",
        f" {secret[1:]}",
        kept,
        "%",
        "\x00" * 43,
        "a" * 43,
        "null",
    )
    found = [f"{what!r}" for what in wrong if await _send(client, what, user.login) != 400]
    found += ["for somebody else"] if await _send(client, secret, other.login) != 400 else []
    found += ["for no name"] if await _send(client, secret, "") != 400 else []
    second, row = one_time.fresh(one_time.SECOND, user)
    await OneTime.create(**row)
    found += ["a secret for something else"] if await _send(client, second, user.login) != 400 else []
    clock.advance(minutes=30, seconds=1)
    found += ["after half an hour"] if await _send(client, secret, user.login) != 400 else []
    found += [f"password of {u.login} changed" for u in await User.all() if u.password != before[u.id]]
    return found + await _used_up(client, user)


async def _used_up(client: Client, user: User) -> list[str]:
    """The right one works once; it and all that were made under the old password are then nothing."""
    first, second = await _link(user), await _link(user)
    found = [] if await _send(client, first, user.login) == 303 else ["the right one is not taken"]
    found += ["twice"] if await _send(client, first, user.login) != 400 else []
    return found + (["made under the old password"] if await _send(client, second, user.login) != 400 else [])


async def test_only_the_link_itself_works_and_once(host: Host, client: Client, clock: Frozen) -> None:
    assert await accepted(client, clock) == []


async def test_the_table_keeps_no_secret(host: Host) -> None:
    secret = await _link(await User.get(login="agent"))
    assert secret not in str(await OneTime.all().values())
    assert len(secret) == 43


async def test_seeded_link_not_used_up(
    host: Host, client: Client, clock: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = one_time._print
    monkeypatch.setattr(one_time, "_print", lambda user: real(User(id=user.id, password="")))
    assert "made under the old password" in await accepted(client, clock)


async def test_seeded_link_for_anybody(
    host: Host, client: Client, clock: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = one_time.find

    async def careless(purpose: str, secret: str) -> Any:
        found = await real(purpose, secret)
        if found:
            found[1].login = "manager"
        return found

    monkeypatch.setattr(one_time, "find", careless)
    assert "for somebody else" in await accepted(client, clock)
