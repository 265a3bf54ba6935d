"""Switched off and on, filled by its demo, packed and shipped: nothing is lost and nothing falls over."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core import clock as core_clock
from core.acts.perform import perform
from core.acts.preview import preview
from core.db import guard, sql
from core.db.config import tortoise_config
from core.declare import Screen
from core.errors import Refused
from core.host.host import Host
from core.host.registry import Loaded
from core.models import Duty
from core.models.access import SYSTEM
from core.services.judge import judge
from core.services.sweep import sweep
from core.testing.client import Client
from core.testing.conformance.parts import Checks, models, path_of, requires
from core.testing.databases import Databases

_CARRIED = ("templates", "static", "locales", "migrations")


class LifeChecks(Checks):
    async def test_switched_off_it_keeps_its_data_and_makes_no_alarm(
        self, host: Host, client: Client, toggled: Any
    ) -> None:
        own, duty = self.own(host), await _late(self.plugin)
        before, reader = await _counts(own), await client.as_("manager")
        async with _off(toggled, self.plugin, host):
            assert not host.is_on(self.plugin)
            await sweep(host)
            assert (await Duty.get(id=duty)).warned_at is None, "a plugin that is off makes no alarm"
            assert await _counts(own) == before
            for screen in own.of(Screen):
                assert (await reader.get(path_of(screen.on))).status_code in (200, 403), screen.on
        assert await _counts(own) == before
        await sweep(host)
        assert (await Duty.get(id=duty)).warned_at is not None, "switched on again it warns of what is late"

    async def test_switched_off_its_acts_are_refused_and_its_pages_are_gone(
        self, host: Host, client: Client, toggled: Any
    ) -> None:
        own, reader = self.own(host), await client.as_("manager")
        pages = [f"/p/{self.plugin}{r.path}" for r in own.routes if "{" not in r.path and "GET" in (r.methods or ())]
        acts = [a for a in host.registry.acts.values() if a.plugin == self.plugin and a.creates]
        async with _off(toggled, self.plugin, host):
            for page in pages:
                assert (await reader.get(page)).status_code == 404, page
            for act in acts:
                with pytest.raises(Refused) as refused:
                    await perform(act.full, SYSTEM, {})
                assert [r.kind for r in refused.value.refusals] == ["off"], act.full
        assert host.is_on(self.plugin)
        assert [page for page in pages if (await reader.get(page)).status_code == 404] == []

    async def test_its_demo_runs_twice_and_stands_before_the_judge(self, databases: Databases, clock: Any) -> None:
        """Twice adds nothing; every act of every demo case can be previewed; all twelve invariants hold."""
        async with _demo(databases) as (house, run):
            await run()
            own = self.own(house)
            first = await _counts(own)
            await run()
            assert await _counts(own) == first
            await _previews(house, own)
            assert [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house)] == []

    async def test_its_wheel_carries_everything(self, host: Host, tmp_path: Path) -> None:
        """Templates, catalogs and migrations, not only the code. What was installed from a wheel has shown that already."""
        folder = Path(self.own(host).folder)
        root = next((p for p in folder.parents if (p / "pyproject.toml").exists()), None)
        if root is None or "site-packages" in root.parts:
            return
        builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed").WheelBuilder
        (wheel,) = builder(str(root)).build(directory=str(tmp_path), versions=["standard"])
        packed = set(zipfile.ZipFile(wheel).namelist())
        top = folder.parents[self.own(host).package.count(".")]
        mine = {p.relative_to(top).as_posix() for kind in _CARRIED for p in (folder / kind).rglob("*") if _travels(p)}
        if not any(name.startswith(self.own(host).package.replace(".", "/")) for name in packed):
            return  # a plugin of somebody's tests, which is not shipped
        assert mine - packed == set()


def _travels(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


@asynccontextmanager
async def _demo(databases: Databases) -> AsyncIterator[tuple[Host, Any]]:
    """A started host on an empty, migrated database, and what fills it."""
    from core.commands.schema import run_migrations
    from core.host import host as hosting
    from core.own.demo_run import run_demo

    url = await databases.empty()
    await run_migrations(Host(databases.found), tortoise_config(url, Host(databases.found).apps))
    house = await hosting.start(url, databases.found)
    try:
        yield house, lambda: run_demo("Correct-horse-7")
    finally:
        await hosting.stop()
        await databases.discard(url)


async def _late(plugin: str) -> int:
    """A duty of the plugin's that has been late for a while; its id."""
    then = core_clock.now() - timedelta(days=1)
    row = {
        "code": "late",
        "plugin": plugin,
        "clause": "",
        "subject_type": "core.customer",
        "subject_id": 0,
        "number": "",
    }
    with guard.allowed():
        instants = dict.fromkeys(("start_at", "due_at", "late_from", "warn_at"), then)
        return (await sql.insert(Duty, [{**row, **instants}]))[0]


async def _previews(house: Host, own: Loaded) -> None:
    for subject in house.registry.subjects.values():
        if subject.plugin == own.name:
            for row in await subject.model.all().order_by("-id").limit(20):
                await preview(subject.name, row, SYSTEM)


@asynccontextmanager
async def _off(toggled: Any, plugin: str, house: Host) -> AsyncIterator[None]:
    """Switch off the plugin, after those that require it."""
    above = [p.name for p in house.registry.plugins.values() if plugin in requires(p) and house.is_on(p.name)]
    if not above:
        async with toggled(plugin):
            yield
        return
    async with toggled(above[0]), _off(toggled, plugin, house):
        yield


async def _counts(own: Loaded) -> dict[str, int]:
    return {m._meta.db_table: await m.all().count() for m in models(own)}
