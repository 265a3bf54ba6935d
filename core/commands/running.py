"""How a command opens the house: configuration from the environment, one event loop, everything closed again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from core import db
from core.config import Config
from core.host import host as hosting
from core.host.host import Host

T = TypeVar("T")


def with_house(work: Callable[[Host], Awaitable[T]]) -> T:
    """Run `work` on a started host; a database that is behind or unreachable ends the command with a sentence."""

    async def run() -> T:
        house = await hosting.start(Config.from_env().db)
        try:
            return await work(house)
        finally:
            await hosting.stop()

    try:
        return asyncio.run(run())
    except db.SchemaBehind as behind:
        raise click.ClickException(f"The database is behind the program: {behind}") from behind
    except db.DatabaseError as error:
        raise click.ClickException(f"The database cannot be used: {error}") from error


def database_config(house: Host) -> dict[str, Any]:
    return db.tortoise_config(Config.from_env().db, house.apps)
