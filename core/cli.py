"""The `guizhang` command."""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "serve": "core.commands.serve:serve_command",
    "migrate": "core.commands.schema:migrate_command",
    "makemigrations": "core.commands.schema:makemigrations_command",
    "plugin": "core.commands.plugins:plugin_command",
    "demo": "core.commands.demo:demo_command",
    "sweep": "core.commands.inspect:sweep_command",
    "clauses": "core.commands.inspect:clauses_command",
    "verify": "core.commands.verify:verify_command",
    "backup": "core.commands.backup:backup_command",
    "restore": "core.commands.backup:restore_command",
    "new-plugin": "core.commands.new_plugin:new_plugin_command",
    "surface": "core.commands.surface:surface_command",
    "check": "core.commands.check:check_command",
    "messages": "core.commands.check:messages_command",
    "user": "core.commands.user:user",
    "load": "core.commands.load:load",
    "search": "core.commands.search:search_command",
}


class _Lazy(click.Group):
    """Imports a command when it is called: `guizhang --help` and short commands start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Lazy)
def main() -> None:
    """Guizhang: after-sales service by the rules. Settings: GUIZHANG_DB, HOST, PORT, BASE_URL, ALLOWED_HOSTS."""


if __name__ == "__main__":
    main()
