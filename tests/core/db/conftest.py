"""Every test here runs on SQLite and, where a server answers, on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from tortoise import Tortoise

from core import db
from core.db import guard

SERVER = os.environ.get("GUIZHANG_TEST_DB") or "postgres://root@127.0.0.1:5432/postgres"
SHOP = {"shop": ["tests.core.db.shop.models"]}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _on_server(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def server() -> str:
    """The address of a PostgreSQL server; skips aloud if there is none, fails if all must run."""
    try:
        asyncio.run(asyncio.wait_for(_on_server(SERVER, "SELECT 1"), 3))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        if os.environ.get("GUIZHANG_TEST_ALL") == "1":
            raise
        pytest.skip(f"no PostgreSQL at {SERVER}: {error}")
    return SERVER


@pytest.fixture(scope="session")
def server_url(server: str) -> Iterator[str]:
    """The address of a database of our own on the server, dropped at the end."""
    name = f"gz_db_{uuid.uuid4().hex[:12]}"
    asyncio.run(_on_server(server, f'CREATE DATABASE "{name}"'))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        asyncio.run(_on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new empty database."""
    if request.param == "sqlite":
        return f"sqlite://{tmp_path / 'shop.db'}"
    address: str = request.getfixturevalue("server_url")
    asyncio.run(_on_server(address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    return address


@pytest.fixture
async def shop(url: str) -> AsyncIterator[str]:
    """The shop's tables in a new database, connected; yields its dialect."""
    await db.init(db.tortoise_config(url, SHOP))
    try:
        await Tortoise.generate_schemas()
        yield db.dialect()
    finally:
        await db.close()


@pytest.fixture(autouse=True)
def unprotected() -> Iterator[None]:
    """No table stays protected after a test."""
    before = guard._protected
    yield
    guard.protect(before)
