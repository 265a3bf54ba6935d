"""Where a filled database lies, and copies of it to measure on: what a run changes, the next run does not see."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import asyncpg

from core.commands.schema import run_migrations
from core.db.config import tortoise_config
from core.host.host import Host

FOLDER = Path("var/bench")
SERVER = os.environ.get("GUIZHANG_TEST_DB", "postgres://127.0.0.1:5432/postgres")
_CODE = ("data.py", "fill.py")


class Store(Protocol):
    """A filled database at `url`; `done` tells whether it was filled to its end."""

    url: str

    async def is_done(self) -> bool: ...

    async def make(self) -> None:
        """Empty, for `migrated`."""

    async def finish(self) -> None:
        """Filled to the end: from now on only read and copied."""

    async def copy(self) -> str:
        """The url of a copy that may be changed."""

    async def discard(self, url: str) -> None: ...


def store(share: float) -> Store:
    """In the database DB says: sqlite (the default) or postgres."""
    made: Store = Postgres(_key(share)) if os.environ.get("DB") == "postgres" else Sqlite(_key(share))
    return made


def _key(share: float) -> str:
    """Of the scale and of what is filled in; to a newer schema a filled database is migrated like any other."""
    digest = hashlib.sha256(str(share).encode())
    for name in _CODE:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:12]


async def migrated(url: str) -> None:
    house = Host()
    await run_migrations(house, tortoise_config(url, house.apps))


class Sqlite:
    def __init__(self, key: str) -> None:
        self._file = FOLDER / f"{key}.db"
        self._done = FOLDER / f"{key}.done"
        self.url = _sqlite(self._file)

    async def is_done(self) -> bool:
        return self._done.exists()

    async def make(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._done.unlink(missing_ok=True)
        await self.discard(self.url)

    async def finish(self) -> None:
        with sqlite3.connect(self._file) as connection:
            connection.execute("ANALYZE")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        self._done.touch()

    async def copy(self) -> str:
        target = self._file.with_suffix(".copy.db")
        await self.discard(_sqlite(target))
        shutil.copyfile(self._file, target)
        return _sqlite(target)

    async def discard(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite://") + suffix).unlink(missing_ok=True)


def _sqlite(path: Path) -> str:
    return f"sqlite://{path}"


class Postgres:
    def __init__(self, key: str) -> None:
        self._name = f"gz_bench_{key}"
        self.url = _postgres(self._name)

    async def is_done(self) -> bool:
        """A filled database is made a template."""
        return bool(await _admin("SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate", self._name))

    async def make(self) -> None:
        await _admin("UPDATE pg_database SET datistemplate = false WHERE datname = $1", self._name)
        await self.discard(self.url)
        await _admin(f'CREATE DATABASE "{self._name}"')

    async def finish(self) -> None:
        await _admin("VACUUM ANALYZE", url=self.url)
        await _admin(f'ALTER DATABASE "{self._name}" IS_TEMPLATE true')

    async def copy(self) -> str:
        url = _postgres(f"{self._name}_copy")
        await self.discard(url)
        await _admin(f'CREATE DATABASE "{self._name}_copy" TEMPLATE "{self._name}"')
        return url

    async def discard(self, url: str) -> None:
        name = urlsplit(url).path.lstrip("/")
        await _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _postgres(name: str) -> str:
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()


async def _admin(statement: str, *values: Any, url: str = SERVER) -> list[Any]:
    connection: Any = await asyncpg.connect(url)
    try:
        found: list[Any] = await connection.fetch(statement, *values)
        return found
    finally:
        await connection.close()
