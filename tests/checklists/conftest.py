"""A world with the core and the test plugin of inspections, migrated once a run and copied for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.host import host as hosting
from core.host.host import Host
from core.host.loading import load
from core.testing.databases import Databases


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(Path(tmp_path_factory.mktemp("inspection")))
    made.found = load({"inspection": "tests.checklists.plugin.plugin"})
    yield made
    made.drop()


@pytest.fixture
async def host(databases: Databases, clock: object) -> AsyncIterator[Host]:
    url = await databases.fresh()
    house = await hosting.start(url, databases.found)
    assert house.broken == []
    try:
        yield house
    finally:
        await hosting.stop()
        await databases.discard(url)
