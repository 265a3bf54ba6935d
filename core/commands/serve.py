"""guizhang serve: the web application on uvicorn; with --demo everything before it too, in one process and so in one start."""

from __future__ import annotations

import asyncio
import resource

import click
import uvicorn

from core.config import Config

LEAST_DESCRIPTORS = 16384  # with few descriptors a thousand half-open connections stop the server


@click.command("serve")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    help="Worker processes; more than one needs nothing else, state is in the database.",
)
@click.option("--demo", is_flag=True, help="First migrate, fill an empty database with the demo, and print its logins.")
def serve_command(workers: int, demo: bool) -> None:
    """Serve on HOST and PORT (127.0.0.1:8000)."""
    _descriptors()
    config = Config.from_env()
    if demo:
        _prepare()
    click.echo(f"Guizhang serves on {config.base_url}")
    uvicorn.run(
        "core.web.app:create_app",
        factory=True,
        host=config.host,
        port=config.port,
        workers=workers,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        log_level="warning",
    )


def _prepare() -> None:
    from core.commands.demo import fill
    from core.commands.running import database_config, with_house
    from core.commands.schema import run_migrations
    from core.host.host import Host

    house = Host()
    for name in asyncio.run(run_migrations(house, database_config(house))):
        click.echo(f"applied {name}")
    click.echo(with_house(lambda started: fill(started, if_empty=True)))


def _descriptors() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < LEAST_DESCRIPTORS:
        if hard not in (resource.RLIM_INFINITY,) and hard < LEAST_DESCRIPTORS:
            raise click.ClickException(
                f"Only {hard} open files are allowed here; raise the limit to {LEAST_DESCRIPTORS} (ulimit -n)."
            )
        resource.setrlimit(resource.RLIMIT_NOFILE, (LEAST_DESCRIPTORS, hard))
