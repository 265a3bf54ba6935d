"""Databases for tests: one migrated template a run, copied for each test. SQLite files, or PostgreSQL when GUIZHANG_TEST_DB names a server."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core import clock
from core.commands.schema import run_migrations
from core.db.config import tortoise_config
from core.host import host as hosting
from core.host.host import Host
from core.host.loading import Found, load
from core.testing import world

SERVER = "GUIZHANG_TEST_DB"  # e.g. postgres://root@127.0.0.1:5432/postgres


class Databases:
    """`fresh` gives the url of a copy of the template; the template is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = os.environ.get(SERVER, "")
        self._template = ""
        self._made: list[str] = []
        self.found: Found = load()
        _cheap_hashes()

    @property
    def postgres(self) -> bool:
        return self._server.startswith("postgres")

    async def fresh(self) -> str:
        if not self._template:
            self._template = await self._make_template()
        return await self._copy(self._template)

    async def empty(self) -> str:
        """The url of a database with nothing in it, not even tables."""
        name = f"gz_test_{uuid.uuid4().hex[:12]}"
        if not self.postgres:
            return f"sqlite://{self._folder / name}.db"
        await self._admin(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return self._url(name)

    async def discard(self, url: str) -> None:
        if self.postgres:
            await self._drop(_name(url))
        else:
            for suffix in ("", "-wal", "-shm"):
                Path(url.removeprefix("sqlite://") + suffix).unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove what is left when the run ends."""
        import asyncio

        if self.postgres:
            asyncio.run(self._drop_all())

    async def _drop_all(self) -> None:
        for name in list(self._made):
            await self._drop(name)

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

    async def _copy(self, template: str) -> str:
        name = f"gz_test_{uuid.uuid4().hex[:12]}"
        if not self.postgres:
            target = self._folder / f"{name}.db"
            shutil.copyfile(template.removeprefix("sqlite://"), target)
            return f"sqlite://{target}"
        # a test's database need not outlive a power cut: nobody waits for the disk
        await self._admin(
            f'CREATE DATABASE "{name}" TEMPLATE "{_name(template)}"',
            f'ALTER DATABASE "{name}" SET synchronous_commit = off',
        )
        self._made.append(name)
        return self._url(name)

    async def _drop(self, name: str) -> None:
        await self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._made.remove(name)

    async def _admin(self, *statements: str) -> None:
        import asyncpg

        connection: Any = await asyncpg.connect(self._server)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    def _url(self, name: str) -> str:
        return urlsplit(self._server)._replace(path=f"/{name}").geturl()


def _cheap_hashes() -> None:
    """What a password costs is tried in a test of its own; here a dozen users a database would cost seconds."""
    from argon2 import PasswordHasher

    from core.services import passwords

    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._dummy.cache_clear()


def _name(url: str) -> str:
    return urlsplit(url).path.lstrip("/")
