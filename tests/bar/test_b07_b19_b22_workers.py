"""B07, B19, B22: what is taken away is gone on every worker with the next request; guessing is counted over all of them.

One real server of four workers. Connections that stand before something changes belong to whatever worker took them, so that asking
on all of them afterwards asks every worker.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from core import clock
from core.acts.perform import perform
from core.db import guard
from core.models import Session, User
from core.models.access import SYSTEM
from core.testing.databases import Databases
from core.testing.world import PASSWORD, person
from core.web.session import digest
from tests.bar.faulty_login import OPEN
from tests.bar.running import opened
from tests.load.driver import Ask, Line, Visitor, line, serving
from tests.load.inside import signed_in

WORKERS, LINES, ROUNDS = 4, 20, 10
SERVE = ("tests.bar.faulty_login", "serve", "--workers", str(WORKERS))
PAGE = "/s/core/customer.json"
Change = Callable[[User], Awaitable[Any]]


@asynccontextmanager
async def served(databases: Databases, data: Path, fault: str = "") -> AsyncIterator[int]:
    """The port of four workers over a copy of the small world, which is open here too."""
    url = await databases.fresh()
    env = {"GUIZHANG_DB": url, "GUIZHANG_DATA": str(data), "SESSION_IDLE": "30", OPEN: fault}
    try:
        async with opened(databases, url), serving(SERVE, env) as server:
            yield server.port
    finally:
        await databases.discard(url)


@asynccontextmanager
async def connections(port: int, count: int = LINES) -> AsyncIterator[list[Line]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(line(port)) for _ in range(count)]


async def statuses(lines: list[Line], visitor: Visitor) -> list[int]:
    return [status for status, _body in await asyncio.gather(*[one.ask(Ask(PAGE, visitor).raw()) for one in lines])]


# --- B07


async def rights(port: int) -> list[str]:
    """A role taken or given takes effect with the next request on every connection."""
    user, visitor, found = await User.get(login="agent"), await signed_in("agent"), []
    data = {"role": "agent", "scope": "all"}
    async with connections(port) as lines:
        for turn in range(ROUNDS):
            act, expected = (("revoke", 403), ("grant", 200))[turn % 2]
            if turn == 0 and set(await statuses(lines, visitor)) != {200}:
                found.append("the page does not open to begin with")
            await perform(f"core.user.{act}", SYSTEM, data, subject=user.id)
            late = [s for s in (await statuses(lines, visitor)) * 2 if s != expected]
            found += [f"round {turn}: {len(late)} answers after {act}: {Counter(late)}"] if late else []
    return found


# --- B19


async def sign_in(
    port: int, name: str, password: str, address: str, cookie: str = "", csrf: str = ""
) -> tuple[int, bytes]:
    """Status and raw head of one try from a loopback address of its own."""
    token = secrets.token_urlsafe(32)
    body = urlencode({"username": name, "password": password, "csrf": csrf or token}).encode()
    head = [
        "POST /login HTTP/1.1",
        "host: 127.0.0.1",
        f"cookie: gz-pre={token}{cookie}",
        "content-type: application/x-www-form-urlencoded",
        f"content-length: {len(body)}",
        "connection: close",
    ]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
    finally:
        writer.close()
    return int(answer[9:12]), answer


async def guessing(port: int) -> list[str]:
    """200 wrong tries at once on one account, 60 accounts from one address; the honest elsewhere stay in."""
    tries = await asyncio.gather(*[sign_in(port, "manager", f"wrong {n}", "127.0.0.11") for n in range(200)])
    verified = Counter(status for status, _ in tries)
    found = [f"{verified[401]} of 200 tries were verified"] if verified[401] > 5 else []
    found += [f"answers {verified}"] if set(verified) - {401, 429, 503} else []
    right, _ = await sign_in(port, "manager", PASSWORD, "127.0.0.12")
    found += [f"the right password while locked: {right}"] if right != 429 else []
    many = await asyncio.gather(*[sign_in(port, f"nobody{n}", "x", "127.0.0.13") for n in range(60)])
    sprayed = Counter(status for status, _ in many)
    found += [f"{sprayed[401]} of 60 accounts were tried from one address"] if sprayed[401] > 30 else []
    honest, _ = await sign_in(port, "technician", PASSWORD, "127.0.0.14")
    return found + ([f"somebody honest elsewhere: {honest}"] if honest != 303 else [])


# --- B22


async def _moved(user: User, **columns: Any) -> None:
    await Session.filter(user_id=user.id).update(**columns)


async def _password(user: User) -> None:
    await perform("core.user.set_password", SYSTEM, {"password": "Other-horse-9"}, subject=user.id)


async def _own_password(user: User) -> None:
    from core.services.passwords import hash_password

    with guard.allowed():  # what the act of the same name writes
        await User.filter(id=user.id).update(password=await hash_password("Other-horse-8"))


ENDINGS: dict[str, Change] = {
    "password set by an administrator": _password,
    "password changed": _own_password,
    "disabled": lambda user: perform("core.user.disable", SYSTEM, {"reason": "B22"}, subject=user.id),
    "idle": lambda user: _moved(user, seen_at=clock.now() - timedelta(minutes=31)),
    "absolute limit": lambda user: _moved(user, ends_at=clock.now() - timedelta(seconds=1)),
    "session ended elsewhere": lambda user: Session.filter(user_id=user.id).delete(),  # type: ignore[dict-item]
}


async def old_cookies(port: int) -> list[str]:
    """Sessions that still open a page after they should have ended, on any worker."""
    found = []
    home = (await User.get(login="agent")).department_id
    for n, (name, end) in enumerate(ENDINGS.items()):
        await person(f"b22-{n}", "agent", "all", home)
        user, visitor = await User.get(login=f"b22-{n}"), await signed_in(f"b22-{n}")
        async with connections(port) as lines:
            if set(await statuses(lines, visitor)) != {200}:
                found.append(f"{name}: the page does not open to begin with")
            await end(user)
            late = [s for s in await statuses(lines, visitor) if s == 200]
        found += [f"{name}: {len(late)} old cookies accepted"] if late else []
    return found + await _logged_out(port) + await _fixed(port)


async def _logged_out(port: int) -> list[str]:
    visitor = await signed_in("north")
    async with connections(port) as lines:
        before = set(await statuses(lines, visitor))
        head = f"POST /logout HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: gz={visitor.token}\r\nx-csrf-token: {visitor.csrf}\r\n"
        status, _body = await lines[0].ask(f"{head}content-length: 0\r\n\r\n".encode())
        late = [s for s in await statuses(lines[1:], visitor) if s == 200]
    return [f"logout: {before} {status}, {len(late)} old cookies accepted"] if late or status != 303 else []


async def _fixed(port: int) -> list[str]:
    """A cookie chosen by somebody else is never taken over, and signing in anew ends the session there was."""
    chosen, old = Visitor(secrets.token_urlsafe(32), ""), await signed_in("south")
    status, head = await sign_in(port, "south", PASSWORD, "127.0.0.15", f"; gz={chosen.token}")
    given = head.partition(b"set-cookie: gz=")[2].partition(b";")[0].decode()
    found = [f"signing in: {status}"] if status != 303 else []
    found += ["the cookie chosen before signing in was kept"] if given in ("", chosen.token) else []
    found += ["a chosen cookie stands in the table"] if await Session.exists(token=digest(chosen.token)) else []
    status, _head = await sign_in(port, "south", PASSWORD, "127.0.0.16", f"; gz={old.token}", old.csrf)
    found += [f"signing in anew: {status}"] if status != 303 else []
    async with connections(port, 8) as lines:
        late = [s for visitor in (chosen, old) for s in await statuses(lines, visitor) if s == 200]
    return found + ([f"{len(late)} cookies from before signing in accepted"] if late else [])


async def test_on_four_workers_nothing_taken_away_stays(databases: Databases, tmp_path: Path) -> None:
    async with served(databases, tmp_path) as port:
        found = {"B07": await rights(port), "B22": await old_cookies(port), "B19": await guessing(port)}
    assert found == {"B07": [], "B22": [], "B19": []}


@pytest.mark.slow
async def test_seeded_sessions_remembered_and_tries_not_counted(databases: Databases, tmp_path: Path) -> None:
    async with served(databases, tmp_path, "1") as port:
        found = {"B07": await rights(port), "B22": await old_cookies(port), "B19": await guessing(port)}
    assert all(found.values()), found
