"""A house with the made-up regulation, on a copy of the small world."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from core.acts.perform import perform
from core.clock import Frozen
from core.host import host as hosting
from core.host.checks import problems
from core.host.host import Host, set_host
from core.host.loading import Found
from core.models.access import SYSTEM
from core.testing.databases import Databases
from tests.core.duties.rounds import rounds

Open = Callable[..., Awaitable[Host]]


@pytest.fixture
async def open_house(databases: Databases, clock: Frozen) -> AsyncIterator[Open]:
    """`await open_house(*declared)`: the core, and the plugin "rounds" with these declarations, switched on now."""
    urls: list[str] = []

    async def start(*declared: Any) -> Host:
        core = [plugin for plugin in databases.found.plugins if plugin.name == "core"]
        plugin = rounds(*declared)
        assert problems(plugin, core) == []
        urls.append(await databases.fresh())
        await hosting.start(urls[-1], databases.found)
        house = Host(Found([*core, plugin], []))
        set_host(house)
        await house.refresh()
        await perform("core.plugin_switch.enable", SYSTEM, {"plugin": "rounds", "reason": "test"})
        await house.refresh()
        return house

    yield start
    await hosting.stop()
    for url in urls:
        await databases.discard(url)
