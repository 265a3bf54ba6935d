"""Reading a foreign workbook: looked at before it is opened, then opened in a child process that may break.

A workbook is a zip of XML from anywhere. A few kilobytes can ask for gigabytes, so memory and time of the reader
are limited by the operating system, not by good will.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from core.i18n import _
from core.services.exchange.tables import MOST_COLUMNS, MOST_ROWS, BadFile, Line

MOST_ENTRIES = 2_000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 300
_SMALL = 1024 * 1024  # a ratio says nothing about a few kilobytes
SECONDS = 60
MEMORY = 1536 * 1024 * 1024


def read_xlsx(path: Path) -> Iterator[Line]:
    """The first sheet's rows; raises BadFile."""
    _look_at(path)
    with tempfile.TemporaryFile() as out:
        _run_child(path, out)
        out.seek(0)
        for raw in out:
            number, cells = json.loads(raw)
            yield Line(number, tuple(cells))


def _look_at(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _broken() from None
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise BadFile(_("This is not an Excel workbook (.xlsx)."))
    if (
        len(entries) > MOST_ENTRIES
        or sum(e.file_size for e in entries) > MOST_UNPACKED
        or any(_swells(e) for e in entries)
    ):
        raise BadFile(
            _("The workbook unpacks to far more than a list of customers or products would; it is not opened.")
        )


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _run_child(path: Path, out: IO[bytes]) -> None:
    command = [
        sys.executable,
        "-m",
        "core.services.exchange.child",
        str(path.resolve()),
        str(MEMORY),
        str(SECONDS),
        str(MOST_ROWS),
        str(MOST_COLUMNS),
    ]
    try:
        # the path is one argument of our own interpreter: no shell sees it
        done = subprocess.run(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadFile(_("The workbook took too long to read; save the list alone in a new workbook.")) from None
    if done.returncode == 3:
        raise BadFile(
            _(
                "The sheet is too large: at most %(rows)d rows and %(columns)d columns are read.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )
    if done.returncode != 0:
        raise _broken()


def _broken() -> BadFile:
    return BadFile(_("The workbook cannot be read; open it in a spreadsheet program and save it again as .xlsx."))
