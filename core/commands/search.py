"""guizhang search: whether everything is found by what it should be, and the index made anew."""

from __future__ import annotations

import click

from core.commands.running import with_house
from core.host.host import Host
from core.services import reindex


@click.command("search")
@click.option("--rebuild", is_flag=True, help="Make the index anew; everybody may go on working.")
def search_command(rebuild: bool) -> None:
    """Compare the search index with what it was made from; exit 1 if something is not found as it should be."""
    counts = with_house(_rebuilt if rebuild else _wrong)
    for name, number in counts.items():
        click.echo(f"{name}: {number}")
    if rebuild:
        click.echo(f"{sum(counts.values())} subjects are found")
        return
    click.echo(f"{sum(counts.values())} subjects are not found as they should be")
    if counts:
        raise SystemExit(1)


async def _rebuilt(house: Host) -> dict[str, int]:
    return await reindex.rebuild(house.registry)


async def _wrong(house: Host) -> dict[str, int]:
    return dict(await reindex.wrong(house.registry))
