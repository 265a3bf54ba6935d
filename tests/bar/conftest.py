"""The world W, built once a run and copied for every check; the application over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from core import clock as core_clock
from core.host import host as hosting
from core.host.host import Host
from core.testing.client import Client, serving
from core.testing.databases import Databases
from core.testing.world import MORNING
from tests.bar.world import World, build

_built: dict[str, Any] = {}


async def built(databases: Databases) -> tuple[str, World]:
    """(url of the filled template, what stands in it)."""
    if "failed" in _built:  # not once more for every check
        pytest.fail(f"W could not be built: {_built['failed']}")
    if not _built:
        _built["failed"] = "see the first check"
        url = await databases.fresh()
        house = await hosting.start(url, databases.found)
        try:
            with core_clock.frozen(MORNING):
                _built["world"] = await build(house)
        finally:
            await hosting.stop()
        _built["url"] = url
        del _built["failed"]
    return _built["url"], _built["world"]


@pytest.fixture
async def world(databases: Databases) -> World:
    return (await built(databases))[1]


@pytest.fixture
async def host(databases: Databases, clock: Any) -> AsyncIterator[Host]:
    """Replaces the small world: a started host on a fresh copy of W."""
    template, _world = await built(databases)
    url = await databases.copy(template)
    house = await hosting.start(url, databases.found)
    try:
        yield house
    finally:
        await hosting.stop()
        await databases.discard(url)


@pytest.fixture
async def client(host: Host, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Client]:
    async with serving(host, tmp_path_factory.getbasetemp() / "data") as made:
        yield made
