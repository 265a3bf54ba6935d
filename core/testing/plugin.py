"""The pytest plugin of Guizhang. Every pytest run imports it, so it imports nothing of the application at its top."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from core.clock import Frozen
    from core.host.host import Host
    from core.testing.client import Client
    from core.testing.databases import Databases
    from core.testing.make import Make


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Migrated databases with a small world in them, made once a run and copied for each test."""
    from core.testing.databases import Databases

    made = Databases(Path(tmp_path_factory.mktemp("databases")))
    yield made
    made.drop()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Iterator[Frozen]:
    """The clock, standing still at Monday 2026-03-02 09:00 in Shanghai until it is set or advanced."""
    from core import clock as core_clock
    from core.testing.world import MORNING

    with core_clock.frozen(MORNING) as frozen:
        yield frozen


@pytest.fixture
async def host(databases: Databases, clock: Frozen) -> AsyncIterator[Host]:
    """A started host on a fresh copy of the world, with every sound plugin switched on."""
    from core.host import host as hosting

    url = await databases.fresh()
    house = await hosting.start(url, databases.found)
    try:
        yield house
    finally:
        await hosting.stop()
        await databases.discard(url)


@pytest.fixture
async def client(host: Host, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    """The application in process; `client.as_("technician")` is a signed-in user of that role."""
    from core.testing.client import serving

    # one folder for the whole run: templates are compiled once
    async with serving(host, tmp_path_factory.getbasetemp() / "data") as made:
        yield made


@pytest.fixture
def make(host: Host) -> Make:
    """Customers, assets, users and tickets, made through acts."""
    from core.testing.make import Make

    return Make(host)


@pytest.fixture
def sweep(host: Host) -> Callable[[], Any]:
    """`await sweep()`: what time does by itself, once: duties noted, outbox delivered."""
    from core.services.outbox import deliver
    from core.services.sweep import sweep as swept

    async def once() -> Any:
        done = await swept(host)
        await deliver(host)
        return done

    return once


@pytest.fixture
def refused() -> Callable[..., AbstractContextManager[Any]]:
    """`with refused("ES-4.2.7", "signature"): …` expects a refusal with this clause, and these keys missing."""
    from core.testing.refusals import expect_refused

    return expect_refused


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen: …` collects every SQL statement but BEGIN and COMMIT."""
    from core import db

    return db.counted


@pytest.fixture
def toggled(host: Host) -> Callable[[str], AbstractAsyncContextManager[None]]:
    """`async with toggled("tech_support"): …` with the plugin switched off, and on again afterwards."""
    from core.testing.make import switched_off

    return lambda plugin: switched_off(host, plugin)
