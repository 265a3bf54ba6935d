"""guizhang backup and restore."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click

from core import db
from core.config import Config
from core.db.backup import BackupFailed
from core.services.backups import make
from core.services.restoring import Restored
from core.services.restoring import restore as restored

T = TypeVar("T")


@click.command("backup")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Where to; backups/ beside the data."
)
@click.option("--keep", type=click.IntRange(0), default=0, help="Remove older backups there but the newest so many.")
def backup_command(folder: Path | None, keep: int) -> None:
    """Copy database and attached files into one checked archive, while others go on working."""
    config = Config.from_env()
    made = _said(make(config, folder or config.data / "backups", keep=keep))
    rows = sum(made.manifest["counts"].values())
    click.echo(f"{made.path}: {rows} rows, {made.manifest['files']} attached files, checked")


@click.command("restore")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, help="An empty folder, or the address of an empty database.")
@click.option("--files", "contents", default="", help="Where the attached files go; files/ in the folder.")
def restore_command(archive: Path, into: str, contents: str) -> None:
    """Put a backup into an empty place, compare it with its manifest, and judge it; exit 1 on findings."""
    done = _said(restored(archive, into, contents))
    click.echo(f"restored {sum(done.manifest['counts'].values())} rows, {done.manifest['files']} attached files")
    click.echo(f"GUIZHANG_DB={_without_password(done.url)} GUIZHANG_FILES={done.files}")
    _judged(done)


def _judged(done: Restored) -> None:
    if done.behind:
        click.echo(f"The program is newer than the backup; set GUIZHANG_DB and {done.behind}")
        return
    for finding in done.findings:
        click.echo(f"{finding.invariant} {finding.where}: {finding.what}")
    click.echo(f"{len(done.findings)} findings")
    if done.findings:
        raise SystemExit(1)


def _without_password(url: str) -> str:
    before, at, rest = url.rpartition("@")
    head, _, secret = before.rpartition(":")
    return f"{head}:***{at}{rest}" if at and secret and "://" in head else url


def _said(work: Coroutine[Any, Any, T]) -> T:
    """What went wrong as a sentence."""
    try:
        return asyncio.run(work)
    except BackupFailed as failed:
        raise click.ClickException(str(failed)) from failed
    except db.SchemaBehind as behind:
        raise click.ClickException(f"The database is behind the program: {behind}") from behind
    except db.DatabaseError as error:
        raise click.ClickException(f"The database cannot be used: {error}") from error
    except OSError as error:
        raise click.ClickException(f"A file cannot be written or the server not be reached: {error}") from error
