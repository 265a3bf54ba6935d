"""guizhang plugin: what is installed, switched on and off."""

from __future__ import annotations

import json

import click

from core.acts.perform import perform
from core.commands.running import with_house
from core.commands.texts import sentences
from core.errors import InvalidInput, Refused
from core.host.host import Host
from core.models import PluginSwitch
from core.models.access import SYSTEM


@click.group("plugin")
def plugin_command() -> None:
    """List plugins, switch one on or off."""


@plugin_command.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_plugins(as_json: bool) -> None:
    """Every installed plugin with its state."""
    rows = with_house(_rows)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['name']:24} {row['version']:10} {row['state']:10} {row['reason']}")


async def _rows(house: Host) -> list[dict[str, str]]:
    rows = [
        {
            "name": p.name,
            "version": p.manifest.version,
            "state": "enabled" if house.is_on(p.name) else "disabled",
            "reason": "",
        }
        for p in house.registry.plugins.values()
        if p.name != "core" and p.name not in {b.plugin for b in house.broken}
    ]
    return rows + [{"name": b.plugin, "version": "", "state": "broken", "reason": b.reason} for b in house.broken]


@plugin_command.command("enable")
@click.argument("name")
@click.option("--reason", default="", help="Why; kept with the switch.")
def enable(name: str, reason: str) -> None:
    """Switch a plugin on, without a restart."""

    async def work(house: Host) -> str:
        if house.is_on(name):
            return f"{name} is on already"
        await perform("core.plugin_switch.enable", SYSTEM, {"plugin": name, "reason": reason})
        return f"{name} is on"

    _say(work)


@plugin_command.command("disable")
@click.argument("name")
@click.option("--reason", default="command line", help="Why; kept with the switch.")
def disable(name: str, reason: str) -> None:
    """Switch a plugin off; its data stays and stays readable."""

    async def work(house: Host) -> str:
        switch = await PluginSwitch.filter(plugin=name, off_at=None).first()
        if switch is None:
            return f"{name} is off already"
        await perform("core.plugin_switch.disable", SYSTEM, {"reason": reason}, subject=switch.id)
        return f"{name} is off"

    _say(work)


def _say(work: object) -> None:
    try:
        click.echo(with_house(work))  # type: ignore[arg-type]
    except Refused as refused:
        raise click.ClickException("\n".join(sentences(refused))) from refused
    except InvalidInput as wrong:
        raise click.ClickException("\n".join(e.message for e in wrong.errors)) from wrong
