"""guizhang serve: the web application on uvicorn."""

from __future__ import annotations

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
def serve_command(workers: int) -> None:
    """Serve on HOST and PORT (127.0.0.1:8000)."""
    _descriptors()
    config = Config.from_env()
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


def _descriptors() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < LEAST_DESCRIPTORS:
        if hard != resource.RLIM_INFINITY and hard < LEAST_DESCRIPTORS:
            raise click.ClickException(
                f"Only {hard} open files are allowed here; raise the limit to {LEAST_DESCRIPTORS} (ulimit -n)."
            )
        resource.setrlimit(resource.RLIMIT_NOFILE, (LEAST_DESCRIPTORS, hard))
