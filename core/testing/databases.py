"""Databases for tests: one migrated template a run, copied for each test. SQLite files, or PostgreSQL when GUIZHANG_TEST_DB names a server."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from pathlib import Path
from typing import Any

from tortoise.apps import Apps

from core import clock
from core.commands.schema import run_migrations
from core.db.config import tortoise_config
from core.host import host as hosting
from core.host.host import Host
from core.host.loading import Found, load
from core.testing import world
from core.testing.postgres import Server

SERVER = "GUIZHANG_TEST_DB"  # e.g. postgres://root@127.0.0.1:5432/postgres


class Databases:
    """`fresh` gives the url of a copy of the template; the template is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        url = os.environ.get(SERVER, "")
        self._server = Server(url) if url.startswith("postgres") else None
        self._template = ""
        self.found: Found = load()
        _cheap_hashes()
        _wire_once()

    @property
    def postgres(self) -> bool:
        return self._server is not None

    async def fresh(self) -> str:
        if not self._template:
            self._template = await self._make_template()
        return await (self._server.fresh(self._template) if self._server else self.copy(self._template))

    async def empty(self) -> str:
        """The url of a database with nothing in it, not even tables."""
        return await self._server.empty() if self._server else self._new()

    async def copy(self, template: str) -> str:
        """The url of a copy of the database at this url; nobody may be connected to it."""
        if self._server:
            return await self._server.copy(template)
        url = self._new()
        shutil.copyfile(template.removeprefix("sqlite://"), url.removeprefix("sqlite://"))
        return url

    async def discard(self, url: str) -> None:
        if self._server:
            await self._server.discard(url)
            return
        for suffix in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite://") + suffix).unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove what is left when the run ends."""
        if self._server:
            asyncio.run(self._server.drop_all())

    async def _make_template(self) -> str:
        url = await self.empty()
        house = Host(self.found)
        await run_migrations(house, tortoise_config(url, house.apps))
        started = await hosting.start(url, self.found)
        try:
            with clock.frozen(world.MORNING):
                await world.build(started)
        finally:
            await hosting.stop()
        return url

    def _new(self) -> str:
        return f"sqlite://{self._folder / uuid.uuid4().hex}.db"


def _cheap_hashes() -> None:
    """What a password costs is tried in a test of its own; here a dozen users a database would cost seconds."""
    from argon2 import PasswordHasher

    from core.services import passwords

    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._dummy.cache_clear()


def _wire_once() -> None:
    """Tortoise prepares the queries of every model at each start, the same for the same dialect: half of a small test's time."""
    if hasattr(Apps, "_wired"):
        return
    build: Any = Apps._build_initial_querysets
    wired: dict[Any, Any] = {}

    def prepare(apps: Apps) -> None:
        models = [model for app in apps.apps.values() for model in app.values()]
        kinds = {model: model._meta.db.query_class for model in models}
        if any(wired.get(model) is not kind for model, kind in kinds.items()):
            build(apps)
            wired.update(kinds)

    hidden: Any = Apps
    hidden._build_initial_querysets, hidden._wired = prepare, wired
