"""A real server of two workers over a copy of the small world, sound or with a fault planted, and people signed in there."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from core.host import host as hosting
from core.host.host import Host
from core.testing.databases import Databases
from tests.bar.faulty import FAULT
from tests.load.driver import Ask, Line, Served, Visitor, line, serving
from tests.load.inside import signed_in
from tests.load.tree import family

LOGINS = ("agent", "manager", "north")


@dataclass
class Place:
    """A database that may be opened and served, and who may sign in there."""

    url: str
    data: Path
    visitors: dict[str, Visitor]

    def environment(self, fault: str) -> dict[str, str]:
        return {
            "GUIZHANG_DB": self.url,
            "GUIZHANG_DATA": str(self.data),
            "SESSION_IDLE": "600",
            FAULT: fault,
        }

    @asynccontextmanager
    async def served(self, fault: str = "") -> AsyncIterator[Served]:
        async with serving(("tests.bar.faulty", "serve", "--workers", "2"), self.environment(fault)) as served:
            yield served


Prepare = Callable[[Host], Awaitable[Any]]


@asynccontextmanager
async def placed(databases: Databases, data: Path, prepare: Prepare | None = None) -> AsyncIterator[tuple[Place, Any]]:
    """A copy of the small world with what `prepare` puts in, and what that answered."""
    url = await databases.fresh()
    try:
        async with opened(databases, url) as house:
            made = await prepare(house) if prepare else None
            visitors = {login: await signed_in(login) for login in LOGINS}
        yield Place(url, data, visitors), made
    finally:
        await databases.discard(url)


@asynccontextmanager
async def opened(databases: Databases, url: str) -> AsyncIterator[Host]:
    house = await hosting.start(url, databases.found)
    try:
        yield house
    finally:
        await hosting.stop()


def kill(served: Served) -> None:
    """The server and its workers, at once, as the machine's end would."""
    for pid in list(family(served.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def post(path: str, visitor: Visitor, data: dict[str, Any], key: str) -> Ask:
    return Ask(path, visitor, {"key": key, "data": data})


async def answer(port: int, ask: Ask) -> tuple[int, Any]:
    """Status and body of one request on a connection of its own; the body is None unless it is JSON."""
    async with line(port) as one:
        return told(*await one.ask(ask.raw()))


def told(status: int, body: bytes) -> tuple[int, Any]:
    with suppress(orjson.JSONDecodeError):
        return status, orjson.loads(body)
    return status, None


async def together(port: int, asks: list[Ask]) -> list[tuple[int, Any]]:
    """All at once: every connection stands before the first request is sent."""
    ready, go = asyncio.Semaphore(0), asyncio.Event()

    async def one(ask: Ask) -> tuple[int, Any]:
        async with line(port) as opened_:
            ready.release()
            await go.wait()
            return told(*await opened_.ask(ask.raw()))

    waiting = [asyncio.create_task(one(ask)) for ask in asks]
    for _ask in asks:
        await ready.acquire()
    go.set()
    return await asyncio.gather(*waiting)


__all__ = ["Line", "Place", "answer", "kill", "opened", "placed", "post", "together"]
