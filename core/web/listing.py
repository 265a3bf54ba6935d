"""A declared screen's list: a statement for the rows, one for the capped count, keyset paging, and a JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from core import clock, db
from core.db import compiled
from core.declare import Column, Screen, Subject
from core.host.host import host
from core.i18n import _, language
from core.models.access import Actor
from core.web import row_memo
from core.web.answers import json_answer
from core.web.asking import Asked, Cursor, cursor_text, read
from core.web.drawing import drawn, row_box
from core.web.list_look import Around
from core.web.list_tools import can_batch, totals, totals_line
from core.web.listing_rows import page_of, selected, wanted
from core.web.page_parts import off_banner, subject_href
from core.web.rows import Cell, hidden, layout, reading
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import render, render_block
from core.web.views import Shelf

PAGE = 50
CAP = 10_000  # counting stops here: an exact number of a long list is worth no scan


@dataclass(frozen=True)
class Row:
    id: int
    number: str
    state: str
    href: str
    cells: tuple[Cell, ...]
    key: Hashable = None

    def json(self) -> dict[str, Any]:
        return {"number": self.number, "state": self.state, "href": self.href, **{c.field: c.value for c in self.cells}}


@dataclass(frozen=True)
class Listed:
    """One page: rows, cursors of its neighbours ("" at the ends), the count and whether it stopped at the cap.

    `sums` by column over all rows, None if not asked for.
    """

    rows: list[Row]
    next: str
    prev: str
    count: int
    capped: bool
    sums: dict[str, int] | None = None


async def list_page(request: Request, subject: Subject, screen: Screen) -> Response:
    """The page; for htmx only what changes with filters and paging."""
    actor = actor_of(request)
    params = dict(request.query_params)
    asked = read(params, subject, screen, actor)
    shelf = Shelf(subject, actor)
    listed = await fetch(subject, screen, asked, actor, shelf)
    around = Around(params, subject, screen, asked, shelf, actor, bool(listed.rows))
    context = _context(request, around, listed)
    if request.headers.get("hx-request") and not request.headers.get("hx-history-restore-request"):
        address = {"HX-Push-Url": around.href(after=params.get("after"))}
        return await render_block(request, "core/list.html", "rows", headers=address, **context)
    banners = [off_banner()] if not host().is_on(subject.plugin) else []
    heading = around.part("heading")
    title = _(screen.menu or subject.label)
    return await render(request, "core/list.html", title=title, banners=banners, list_heading=heading, **context)


async def list_json(request: Request, subject: Subject, screen: Screen) -> Response:
    """{"rows", "next", "prev", "count": {"n", "capped"}}"""
    actor = actor_of(request)
    listed = await fetch(subject, screen, read(dict(request.query_params), subject, screen, actor), actor)
    count = {"n": listed.count, "capped": listed.capped}
    rows = [row.json() for row in listed.rows]
    body = {"rows": rows, "next": listed.next or None, "prev": listed.prev or None, "count": count}
    return json_answer(body if listed.sums is None else {**body, "totals": listed.sums})


async def fetch(subject: Subject, screen: Screen, asked: Asked, actor: Actor, shelf: Shelf | None = None) -> Listed:
    """Two statements, one more for a search, for totals and where a page spans rows with and without a sort value.

    With a `shelf` the reader's own choice of columns counts where the address has none.
    """
    rows = await selected(subject, asked, actor)
    count = await _count(rows, shelf)
    if shelf is not None and asked.columns is screen.columns:
        asked.columns = tuple(c for c in screen.columns if c.field in shelf.columns) or screen.columns
    found = await page_of(rows, asked, wanted(asked), PAGE + 1)
    more, found = len(found) > PAGE, found[:PAGE]
    back = asked.cursor is not None and asked.cursor.back
    if back:
        found.reverse()
    has_next, has_prev = (True, more) if back else (more, asked.cursor is not None)
    places = layout(asked.columns)
    readers = [(c.field, reading(c, subject.model, actor, places[c.field])) for c in asked.columns]
    base, now = _look(subject, asked.columns, actor), clock.now()
    return Listed(
        rows=[_row(values, subject, readers, row_memo.row_key(base, values, asked.columns, now)) for values in found],
        next=_edge(found[-1], asked, back=False) if has_next and found else "",
        prev=_edge(found[0], asked, back=True) if has_prev and found else "",
        count=min(count, CAP),
        capped=count > CAP,
        sums=await totals(rows, subject, asked, actor) if asked.totals else None,
    )


async def _count(rows: QuerySet[Any], shelf: Shelf | None) -> int:
    """How many rows there are, but never more than one beyond the cap; with it the reader's shelf is read."""
    text, values = compiled.text(rows.limit(CAP + 1).values("id"))
    if shelf is not None:
        return await shelf.count(text, values)
    counted = await db.connection().execute_query_dict(f"SELECT COUNT(*) AS n FROM ({text}) AS capped", values)
    return int(counted[0]["n"])


def _look(subject: Subject, columns: Sequence[Column], actor: Actor) -> Hashable:
    """What the look of all rows of this page hangs on besides their values."""
    covered = [
        hidden(subject.model, c.field, actor) or (c.personal and not actor.may(f"{c.personal}.unmask")) for c in columns
    ]
    fields = tuple([c.field for c in columns])
    return (subject.name, fields, tuple(map(bool, covered)), language(), host().serial, host().is_on(subject.plugin))


def _row(
    values: Mapping[str, Any], subject: Subject, readers: Sequence[tuple[str, Callable[[Any], Cell]]], key: Hashable
) -> Row:
    def made() -> Row:
        cells = tuple([read_cell(values[field]) for field, read_cell in readers])
        return Row(
            values["id"], values["number"], values["state"], subject_href(subject.name, values["number"]), cells, key
        )

    return row_memo.remembered(key, made)


def _edge(values: Mapping[str, Any], asked: Asked, *, back: bool) -> str:
    value = values[asked.column]
    return cursor_text(Cursor(back, value is None and asked.end.nullable, value, values["id"]))


def _context(request: Request, around: Around, listed: Listed) -> dict[str, Any]:
    choosable = can_batch(around.subject, around.actor)
    return {
        "bar": around.bar(visit(request).csrf),
        "rows": _drawn(listed.rows, choosable),
        "choosable": choosable,
        "head": around.part("head") if listed.rows else "",
        "batch_bar": around.part("batch") if choosable else "",
        "empty": "" if listed.rows else around.part("empty"),
        "totals": totals_line(around.asked, listed.sums) if listed.sums else [],
        "pager": {
            "prev_href": around.href(after=listed.prev) if listed.prev else "",
            "next_href": around.href(after=listed.next) if listed.next else "",
            "count_text": _("%(count)s in all") % {"count": f"{listed.count:,}{'+' if listed.capped else ''}"},
        },
    }


def _drawn(rows: Sequence[Row], choosable: bool) -> Markup:
    keys = [None if row.key is None else (row.key, choosable) for row in rows]
    return row_memo.markup(keys, lambda lost: drawn([rows[n] for n in lost], row_box() if choosable else ()))
