"""The demo: everything through acts, nothing twice, never over somebody's own data (V33)."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import db
from core.acts.verify import verify
from core.db.migrate import migrate
from core.host import host as hosting
from core.host.host import Host
from core.host.loading import load
from core.models import Asset, Customer, Department, Grant, Journal, User
from core.own.demo_run import NotEmpty, run_demo

PASSWORD = "only-for-tests"


async def _counts() -> list[int]:
    return [await model.all().count() for model in (Department, User, Grant, Customer, Asset, Journal)]


@pytest.mark.slow
async def test_a_second_demo_adds_nothing(tmp_path: Path) -> None:
    url, found = f"sqlite:///{tmp_path}/demo.db", load({})
    await migrate(db.tortoise_config(url, Host(found).apps))
    house = await hosting.start(url, found)
    try:
        await run_demo(PASSWORD)
        first = await _counts()
        assert all(first)
        await run_demo(PASSWORD)
        assert await _counts() == first
        assert {g.role for g in await Grant.all()} >= {"admin", "auditor", "agent", "technician", "manager"}
        assert not await User.filter(password__contains=PASSWORD).exists()
        assert not await verify(house)
    finally:
        await hosting.stop()
    assert house.broken == []


async def test_the_demo_refuses_a_house_in_use(host: Host) -> None:
    before = await _counts()
    with pytest.raises(NotEmpty):
        await run_demo(PASSWORD)
    assert await _counts() == before
