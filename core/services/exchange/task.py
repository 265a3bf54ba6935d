"""Loading a file as work behind the pages: the same run as `guizhang load`, its report kept as data."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Awaitable, Callable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from core.i18n import _
from core.models.access import Actor
from core.services.exchange.grouped import loading
from core.services.exchange.kinds import KINDS
from core.services.exchange.load import Report, RowError
from core.services.exchange.tables import BadFile, Line, quoted

SHOWN = 1_000  # errors kept; nobody mends more in one go


async def run(
    payload: Mapping[str, Any], actor: Actor, key: str, tell: Callable[[int, int], Awaitable[None]]
) -> Mapping[str, Any]:
    """`payload`: what, file, dry -> created, updated, unchanged, wrong, errors [[row, column, message]], bad (CSV), or problem."""
    told: set[asyncio.Task[None]] = set()

    def progress(done: int, total: int) -> None:
        task = asyncio.ensure_future(tell(done, total))
        told.add(task)

    running = loading(KINDS[payload["what"]], actor, dry=payload["dry"], progress=progress)
    try:
        report = await running.run(Path(payload["file"]))
    except BadFile as bad:
        return {"problem": str(bad)}
    finally:
        if told:
            await asyncio.gather(*told)
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "wrong": len(report.bad),
        "errors": [[e.row, e.column, e.message] for e in report.errors[:SHOWN]],
        "bad": wrong_rows(report.header, report.bad[:SHOWN], report.errors),
    }


def wrong_rows(header: Sequence[str], lines: Sequence[Line], errors: Sequence[RowError]) -> str:
    """The wrong rows as CSV with what is wrong behind them: corrected, the text can be loaded again."""
    messages: dict[int, list[str]] = {}
    for error in errors:
        messages.setdefault(error.row, []).append(f"{error.column}: {error.message}" if error.column else error.message)
    out = StringIO()
    writer = csv.writer(out)
    row, error_ = _("Row"), _("Error")
    writer.writerow([*map(quoted, header), f"# {row}", f"# {error_}"])
    for line in lines:
        cells = [*line.cells, *[""] * (len(header) - len(line.cells))]
        writer.writerow([*map(quoted, cells), line.number, quoted("; ".join(messages[line.number]))])
    return out.getvalue()


def report_text(report: Report) -> str:
    """The wrong rows of a whole report."""
    return wrong_rows(report.header, report.bad, report.errors)
