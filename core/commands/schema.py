"""guizhang migrate and makemigrations: the only ways a schema changes."""

from __future__ import annotations

import asyncio

import click

from core import db
from core.acts import triggers
from core.commands.running import database_config
from core.db.makemigrations import drift, makemigrations
from core.db.migrate import migrate, pending
from core.host.host import Host
from core.host.loading import Broken
from core.services.reindex import rebuild_if_stale


async def run_migrations(house: Host, config: dict[str, object]) -> list[str]:
    """Apply what is pending, then make the triggers and, if another tokenizer made it, the search index anew; returns the names applied."""
    applied = await migrate(config)
    await db.init(config)
    try:
        await triggers.install(house.registry, anew=bool(applied))
        await rebuild_if_stale(house.registry)
    finally:
        await db.close()
    return applied


def _sound() -> Host:
    house = Host()
    for broken in house.broken:
        click.echo(f"left out: {broken.plugin}: {broken.reason}", err=True)
    return house


@click.command("migrate")
@click.option(
    "--check", is_flag=True, help="Change nothing; fail if migrations are pending or models have drifted from them."
)
def migrate_command(check: bool) -> None:
    """Bring the database up to the program: back up, migrate, compare row counts, or restore."""
    house = _sound()
    config = database_config(house)
    if check:
        _check(house, config)
        return
    applied = asyncio.run(run_migrations(house, config))
    click.echo("\n".join(f"applied {name}" for name in applied) or "nothing to do")


def _check(house: Host, config: dict[str, object]) -> None:
    wrong = [f"models and migrations differ: {what}" for what in asyncio.run(drift(config))]
    wrong += [f"broken: {b.plugin}: {b.reason}" for b in house.broken if isinstance(b, Broken)]
    if wrong:
        raise click.ClickException("\n".join(wrong))
    waiting = asyncio.run(pending(config))
    click.echo("no drift" + (f"; pending here: {', '.join(waiting)}" if waiting else ""))


@click.command("makemigrations")
@click.argument("app")
@click.option("--name", default=None, help="A word for the file's name.")
def makemigrations_command(app: str, name: str | None) -> None:
    """Write the next migration of one app (core or a plugin) from its models."""
    house = _sound()
    for path in asyncio.run(makemigrations(database_config(house), app, name)):
        click.echo(f"wrote {path}")
