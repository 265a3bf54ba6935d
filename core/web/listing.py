"""A declared screen's list: a statement for the rows, one for the capped count, keyset paging, and a JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from core import clock, db
from core.declare import Column, Screen, Subject
from core.host.host import host
from core.i18n import _, language
from core.models.access import Actor
from core.web import row_memo
from core.web.answers import json_answer
from core.web.asking import VIEWS, Asked, Cursor, choices, cursor_text, keys_of, read, sortable
from core.web.drawing import drawn, row_box
from core.web.list_tools import tools, totals, totals_line
from core.web.listing_rows import page_of, selected, wanted
from core.web.page_parts import subject_href
from core.web.rows import Cell, hidden, layout, reading
from core.web.session import actor as actor_of
from core.web.templating import kept, render, render_block
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
    context = _context(params, subject, screen, asked, listed, shelf, actor)
    if request.headers.get("hx-request") and not request.headers.get("hx-history-restore-request"):
        address = {"HX-Push-Url": context["canonical"]}
        return await render_block(request, "core/list.html", "rows", headers=address, **context)
    banners = [off_banner()] if not host().is_on(subject.plugin) else []
    crumbs = [{"label": plugin_label(subject)}, {"label": _(screen.menu or subject.label)}]
    return await render(
        request, "core/list.html", title=_(screen.menu or subject.label), crumbs=crumbs, banners=banners, **context
    )


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
    inner = rows.limit(CAP + 1).values("id")
    inner.sql()
    text, values = inner.query.get_parameterized_sql()
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


def plugin_label(subject: Subject) -> str:
    return _(host().registry.plugins[subject.plugin].manifest.label)


def off_banner() -> dict[str, str]:
    return {
        "kind": "warn",
        "text": _("This regulation is switched off: everything can be read, nothing can be changed."),
    }


def creating(subject: Subject, actor: Actor) -> list[dict[str, str]]:
    """The acts that make a new one and that the actor may do now."""
    if not host().is_on(subject.plugin):
        return []
    acts = [a for a in host().registry.acts_of(subject.name) if a.creates and a.by != "system" and actor.may(a.full)]
    base = f"/s/{subject.name.replace('.', '/')}/new/"
    return [{"label": _(a.label), "href": base + a.name, "icon": a.icon or "plus"} for a in acts]


def _context(
    params: dict[str, str],
    subject: Subject,
    screen: Screen,
    asked: Asked,
    listed: Listed,
    shelf: Shelf,
    actor: Actor,
) -> dict[str, Any]:
    here = f"/s/{subject.name.replace('.', '/')}"
    kept = {k: v for k, v in params.items() if v and k not in ("after", "done")}

    extra = tools(subject, screen, asked, kept, shelf, actor)
    saved = any(view["current"] for view in extra["saved"])

    def href(**changes: str | None) -> str:
        query = urlencode({k: v for k, v in {**kept, **changes}.items() if v})
        return f"{here}?{query}" if query else here

    return {
        "subject": {"name": subject.name, "label": _(subject.label), "icon": subject.icon},
        **extra,
        "canonical": href(after=params.get("after")),
        "hint": _(screen.hint) if screen.hint else "",
        "heads": [_head(c, asked, screen, subject, actor, href) for c in asked.columns],
        "rows": _drawn(listed.rows, bool(extra["batch"])),
        "totals": totals_line(asked, listed.sums) if listed.sums else [],
        "views": [
            {
                "label": _(label),
                "href": href(view=name if name != "all" else None),
                "current": asked.view == name and not saved,
            }
            for name, label in VIEWS.items()
        ]
        + extra["saved"],
        "chips": [{"label": c.label, "value": c.value, "href": href(**dict.fromkeys(c.keys))} for c in asked.chips],
        "clear_href": here,
        "filters": _filters(subject, screen, params),
        "q": asked.q,
        "asked": asked,
        "pager": {
            "prev_href": href(after=listed.prev) if listed.prev else "",
            "next_href": href(after=listed.next) if listed.next else "",
            "count_text": _("%(count)s in all") % {"count": f"{listed.count:,}{'+' if listed.capped else ''}"},
        },
        "creating": creating(subject, actor),
        "narrowed": bool(asked.chips or asked.q or asked.view != "all"),
        "late_first": href(sort="next_late") if "next_late" in sortable(screen) and asked.sort != "next_late" else "",
    }


def _drawn(rows: Sequence[Row], choosable: bool) -> Markup:
    keys = [None if row.key is None else (row.key, choosable) for row in rows]
    return row_memo.markup(keys, lambda lost: drawn([rows[n] for n in lost], row_box() if choosable else ()))


def _head(column: Any, asked: Asked, screen: Screen, subject: Subject, actor: Actor, href: Any) -> dict[str, Any]:
    """A column's head; sortable if the screen says so, and not by a value the reader may not see."""
    name = column.field
    can = name in sortable(screen) and not hidden(subject.model, name, actor)
    now = asked.column == name
    turned = name if now and asked.descending else f"-{name}" if now else name
    return {
        "label": _(column.label),
        "css": "num" if column.kind == "yuan" else "c-more" if column.optional else "",
        "href": href(sort=turned) if can else "",
        "dir": ("descending" if asked.descending else "ascending") if now else "",
    }


def _filters(subject: Subject, screen: Screen, params: Mapping[str, str]) -> Markup:
    """The fields of the filters, drawn once for the same values; the settings hold the names among the choices."""
    if not screen.filters:
        return Markup("")
    values = tuple([params.get(key, "") for each in screen.filters for key in keys_of(each)])
    key = (subject.name, host().serial, values)
    return kept("core/_filters.html", key, lambda: {"filters": [_filter(f, subject, params) for f in screen.filters]})


def _filter(each: Any, subject: Subject, params: Mapping[str, str]) -> dict[str, Any]:
    keys = keys_of(each)
    return {
        "label": _(each.label),
        "kind": each.kind,
        "key": each.field,
        "choices": choices(each, subject),
        "value": params.get(each.field, ""),
        "parts": [(key, params.get(key, "")) for key in keys],
    }
