"""A list as a file: the rows of the page under the same filters, order, scope and masks, all of them, in batches by keyset.

Every export is journaled before its first byte leaves: who took what, how many rows and by which filters.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from tortoise.queryset import QuerySet

from core import clock
from core.acts import journal
from core.declare import Screen, Subject
from core.i18n import _
from core.models.access import Actor
from core.services.exchange.out import BOM, Book, Value, csv_text
from core.web.asking import Asked, read
from core.web.listing_rows import after, page_of, selected, wanted
from core.web.rows import Cell, reading
from core.web.session import actor as actor_of

BATCH = 2_000
_PIECE = 256 * 1024  # bytes sent at once
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBERS = (int, float)
_Batches = AsyncIterator[list[list[Value]]]


async def list_csv(request: Request, subject: Subject, screen: Screen) -> Response:
    """Streamed: no more than a batch of rows is ever in memory."""
    asked, rows = await _begin(request, subject, screen, "csv")
    heads = [_(c.label) for c in asked.columns]

    async def lines() -> AsyncIterator[bytes]:
        yield (BOM + csv_text([heads])).encode()
        async for batch in _batches(rows, subject, asked, actor_of(request)):
            yield (await asyncio.to_thread(csv_text, batch)).encode()

    return StreamingResponse(lines(), media_type=CSV, headers=attachment(subject, "csv"))


async def list_xlsx(request: Request, subject: Subject, screen: Screen) -> Response:
    """A nameless file in the data folder, gone when it has been sent, whatever happens on the way."""
    asked, rows = await _begin(request, subject, screen, "xlsx")
    folder: Path = request.app.state.config.data / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = TemporaryFile(dir=folder)  # noqa: SIM115  (closed when sent)
    try:
        book = Book(file, folder, _(subject.label), [_(c.label) for c in asked.columns])
        async for batch in _batches(rows, subject, asked, actor_of(request)):
            await asyncio.to_thread(book.add, batch)
        await asyncio.to_thread(book.close)
        size = file.tell()
    except BaseException:
        file.close()
        raise
    headers = {**attachment(subject, "xlsx"), "content-length": str(size)}
    return StreamingResponse(_pieces(file), media_type=XLSX, headers=headers)


async def _pieces(file: Any) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


async def _begin(request: Request, subject: Subject, screen: Screen, kind: str) -> tuple[Asked, QuerySet[Any]]:
    """What is asked for, counted and journaled."""
    actor, params = actor_of(request), dict(request.query_params)
    params.pop("after", None)
    asked = read(params, subject, screen, actor)
    rows = await selected(subject, asked, actor)
    told: dict[str, Any] = {k: v for k, v in params.items() if v and k != "q"}
    told |= {"rows": await rows.count(), "format": kind, "columns": ",".join(c.field for c in asked.columns)}
    secret = {"q": asked.q} if asked.q else {}
    await journal.write_note(subject.name, f"{subject.name}.export", actor, told, secret, clock.now())
    return asked, rows


async def _batches(rows: QuerySet[Any], subject: Subject, asked: Asked, actor: Actor) -> _Batches:
    readers = [(c.field, reading(c, subject.model, actor)) for c in asked.columns]
    names = wanted(asked)
    while found := await page_of(rows, asked, names, BATCH):
        yield await asyncio.to_thread(_values, found, readers)
        if len(found) < BATCH:
            return
        asked = replace(asked, cursor=after(found[-1], asked))


def _values(
    found: Sequence[Mapping[str, Any]], readers: Sequence[tuple[str, Callable[[Any], Cell]]]
) -> list[list[Value]]:
    return [[typed(read_cell(values[field])) for field, read_cell in readers] for values in found]


def typed(cell: Cell) -> Value:
    """Numbers, amounts (yuan), days and instants (Shanghai) as such, everything else as the page words it."""
    value, kind = cell.value, cell.kind
    if value is None or value == "":
        return None
    if cell.masked:
        return cell.text
    if isinstance(value, datetime):
        local = value.astimezone(clock.SHANGHAI).replace(tzinfo=None)
        return local.date() if kind == "day" else local
    if isinstance(value, date):
        return value
    if kind == "yuan":
        return Decimal(value).scaleb(-2)
    if isinstance(value, _NUMBERS) and not isinstance(value, bool) and kind == "text":
        return value
    return cell.text


def attachment(subject: Subject, kind: str) -> dict[str, str]:
    """The header that names the file, in the reader's language where his browser understands that."""
    day = f"{clock.now().astimezone(clock.SHANGHAI):%Y-%m-%d}.{kind}"
    plain, full = f"{subject.name.replace('.', '-')}-{day}", f"{_(subject.label)}-{day}"
    return {"content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full)}"}
