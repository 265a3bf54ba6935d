"""guizhang new-plugin: a package to begin from, whole and green."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from core.db.config import tortoise_config
from core.db.makemigrations import makemigrations
from core.host.host import Host
from core.host.loading import installed, load
from core.scaffold import BadName, write


@click.command("new-plugin")
@click.argument("name")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Where to; here."
)
@click.option("--title", default="", help="What people read, in English; made from the name.")
@click.option("--zh", default="", help="The title in Chinese.")
@click.option(
    "--code", default="", help="The regulation's code, such as BK: its clauses are BK-1, BK-2; made from the name."
)
def new_plugin_command(name: str, folder: Path, title: str, zh: str, code: str) -> None:
    """Write the package of a new plugin NAME: manifest, clauses, rules, screen, print, demo, migration, catalog and tests."""
    if name in installed():
        raise click.ClickException(f"A plugin {name} is installed already.")
    try:
        files = write(name, folder, title=title, zh=zh, code=code)
    except FileExistsError as there:
        raise click.ClickException(f"{folder / name} is there already.") from there
    except BadName as bad:
        raise click.ClickException(str(bad)) from bad
    files += _migrated(name, folder / name)
    for path in files:
        click.echo(f"wrote {path}")
    click.echo(f"Next: cd {folder / name} && pip install -e . && pytest")


def _migrated(name: str, folder: Path) -> list[Path]:
    """The first migration, made from the model as every later one will be."""
    sys.path.insert(0, str(folder.resolve()))
    try:
        found = load({name: f"{name}.plugin"})
        for broken in found.broken:
            raise click.ClickException(f"the new plugin is broken: {broken.reason}")
        house = Host(found)
        return asyncio.run(makemigrations(tortoise_config("sqlite://:memory:", house.apps), name))
    finally:
        sys.path.remove(str(folder.resolve()))
