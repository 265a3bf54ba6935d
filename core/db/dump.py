"""PostgreSQL's own tools, where they are installed: a dump of one instant, and its restoring into an empty database."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.db.backup import BackupFailed


def dump(url: str, target: Path, snapshot: str) -> None:
    """Write the database at `url` as the exported snapshot sees it. BackupFailed if pg_dump is not there or fails."""
    _run(
        ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"],
        url,
    )


def load(url: str, source: Path) -> None:
    """Put a dump into an empty database, all or nothing."""
    _run(["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source)], url)


def _run(command: list[str], url: str) -> None:
    tool = shutil.which(command[0])
    if tool is None:
        raise BackupFailed(
            f"{command[0]} is not installed here. Install PostgreSQL's client programs, or back the database up by its server's own means."
        )
    parts = urlsplit(url)
    known = {
        "PGHOST": parts.hostname,
        "PGPORT": parts.port and str(parts.port),
        "PGUSER": parts.username and unquote(parts.username),
        "PGPASSWORD": parts.password and unquote(parts.password),
    }
    environment = {**os.environ, **{name: value for name, value in known.items() if value}}
    database = f"--dbname={unquote(parts.path.lstrip('/'))}"
    # the program is found on the path by its fixed name; addresses and files are single arguments, never a shell's
    done = subprocess.run([tool, *command[1:], database], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"{command[0]}: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}")
