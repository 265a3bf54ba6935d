"""One filled database a run, copied for each planted fault."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.host import host as hosting
from core.host.host import Host
from core.services import files
from tests.core.judge.world import Filled, heard


@pytest.fixture(scope="session")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the attached files of the template lie."""
    return Path(tmp_path_factory.mktemp("contents"))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    made = Filled(Path(tmp_path_factory.mktemp("judge")))
    yield made
    made.drop()


@pytest.fixture
async def host(
    databases: Filled, clock: object, contents: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Host]:
    monkeypatch.setattr(files, "_store", files.Store(str(contents)))
    url = await databases.fresh()
    house = await hosting.start(url, databases.found)
    assert house.broken == []
    heard(house)
    try:
        yield house
    finally:
        await hosting.stop()
        await databases.discard(url)
