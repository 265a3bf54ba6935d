"""How many rows fall where two of a list's filters cross: one statement, each count a link into the filtered list."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from tortoise.queryset import QuerySet

from core import clock, db
from core.acts import journal
from core.declare import Filter, Screen, Subject
from core.errors import FieldError, InvalidInput
from core.i18n import _
from core.services.exchange.out import BOM, Value, csv_text
from core.web.asking import choices, keys_of, read
from core.web.cross_chart import bars
from core.web.exporting import CSV, attachment
from core.web.list_look import filter_field
from core.web.list_tools import dims
from core.web.listing_rows import selected
from core.web.page_parts import plugin_label
from core.web.rows import resolve
from core.web.session import actor as actor_of
from core.web.templating import render

MOST = 60  # values shown along a side


@dataclass(frozen=True)
class Side:
    """One dimension: its filter, and its values in order as (value, label, filter of the list or {} if there is none)."""

    filter: Filter
    values: list[tuple[Any, str, dict[str, str]]]


@dataclass(frozen=True)
class Table:
    rows: Side
    cols: Side
    counts: Mapping[tuple[Any, Any], int]


async def cross_page(request: Request, subject: Subject, screen: Screen) -> Response:
    params = dict(request.query_params)
    table, kept = await _table(request, subject, screen, dict(params))
    here = f"/s/{subject.name.replace('.', '/')}"

    def href(*parts: Mapping[str, str]) -> str:
        return f"{here}?{urlencode({k: v for part in (kept, *parts) for k, v in part.items()})}"

    lines = [
        {
            "label": label,
            "cells": [
                _cell(table, value, col, href(part, col[2]) if part and col[2] else "") for col in table.cols.values
            ],
            "sum": sum(table.counts.get((value, col[0]), 0) for col in table.cols.values),
            "href": href(part) if part else "",
        }
        for value, label, part in table.rows.values
    ]
    query = urlencode({**kept, "rows": table.rows.filter.field, "cols": table.cols.filter.field})
    return await render(
        request,
        "core/cross.html",
        title=_("%(list)s by two features") % {"list": _(screen.menu or subject.label)},
        crumbs=[{"label": plugin_label(subject)}, {"label": _(screen.menu or subject.label), "href": here}],
        here=here,
        dims=[(f.field, _(f.label)) for f in dims(subject, screen)],
        chosen=(table.rows.filter.field, table.cols.filter.field),
        kept=kept,
        heads=[{"label": label, "href": href(part) if part else ""} for _value, label, part in table.cols.values],
        foot=[sum(table.counts.get((row[0], col[0]), 0) for row in table.rows.values) for col in table.cols.values],
        lines=lines,
        chart=bars([(str(line["label"]), int(str(line["sum"])), str(line["href"])) for line in lines]),
        filters=[filter_field(f, subject, params) for f in screen.filters],
        told={k: v for k, v in kept.items() if k in ("q", "view")},
        total=sum(table.counts.values()),
        corner=f"{_(table.rows.filter.label)} / {_(table.cols.filter.label)}",
        csv_href=f"{here}/cross.csv?{query}",
    )


def _cell(table: Table, row: Any, col: tuple[Any, str, dict[str, str]], href: str) -> dict[str, Any]:
    return {"n": table.counts.get((row, col[0]), 0), "href": href}


async def cross_csv(request: Request, subject: Subject, screen: Screen) -> Response:
    params = dict(request.query_params)
    table, kept = await _table(request, subject, screen, params)
    told = {**{k: v for k, v in kept.items() if k != "q"}, "rows": params.get("rows"), "columns": params.get("cols")}
    secret = {"q": kept["q"]} if kept.get("q") else {}
    await journal.write_note(subject.name, f"{subject.name}.export", actor_of(request), told, secret, clock.now())
    corner = f"{_(table.rows.filter.label)} / {_(table.cols.filter.label)}"
    lines: list[list[Value]] = [[corner, *(label for _value, label, _part in table.cols.values)]]
    for value, label, _part in table.rows.values:
        lines.append([label, *(table.counts.get((value, col[0]), 0) for col in table.cols.values)])
    return Response((BOM + csv_text(lines)).encode(), media_type=CSV, headers=attachment(subject, "csv"))


async def _table(
    request: Request, subject: Subject, screen: Screen, params: dict[str, str]
) -> tuple[Table, dict[str, str]]:
    """The counts and the filters they were taken under; InvalidInput for what is no dimension."""
    known = {f.field: f for f in dims(subject, screen)}
    names = list(known)
    chosen = [params.pop("rows", "") or (names[0] if names else ""), params.pop("cols", "")]
    chosen[1] = chosen[1] or next((n for n in names if n != chosen[0]), "")
    if any(name not in known for name in chosen) or chosen[0] == chosen[1]:
        said = _("rows and cols: choose two of %(names)s.") % {"names": ", ".join(names)}
        raise InvalidInput([FieldError("rows", said)])
    kept = {k: v for k, v in params.items() if v and k not in ("after", "done", "sort", "totals")}
    actor = actor_of(request)
    rows = await selected(subject, read(kept, subject, screen, actor), actor)
    counts = await _counts(rows, subject, known[chosen[0]], known[chosen[1]])
    sides = [_side(known[name], subject, {pair[n] for pair in counts}) for n, name in enumerate(chosen)]
    return Table(sides[0], sides[1], counts), kept


async def _counts(rows: QuerySet[Any], subject: Subject, one: Filter, two: Filter) -> dict[tuple[Any, Any], int]:
    inner = rows.values(one.field, two.field)
    inner.sql()
    text, values = inner.query.get_parameterized_sql()
    a, b = (_grouped(f, subject) for f in (one, two))
    found = await db.connection().execute_query_dict(
        f"SELECT {a} AS a, {b} AS b, COUNT(*) AS n FROM ({text}) AS taken GROUP BY 1, 2", values
    )
    return {(row["a"], row["b"]): int(row["n"]) for row in found}


def _grouped(each: Filter, subject: Subject) -> str:
    """The SQL of a dimension's value; a day's is its month in Shanghai."""
    name = f'taken."{each.field}"'
    if each.kind != "day":
        return name
    instants = resolve(subject.model, each.field).field.field_type is datetime
    if db.dialect() == "sqlite":
        return f"strftime('%Y-%m', {name}, '+8 hours')" if instants else f"strftime('%Y-%m', {name})"
    return f"to_char({name} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')" if instants else f"to_char({name}, 'YYYY-MM')"


def _side(each: Filter, subject: Subject, present: set[Any]) -> Side:
    """The values that occur, in the order of the filter's choices, months by time; those without a value last."""
    words = dict(choices(each, subject))
    order = {value: n for n, value in enumerate(words)}
    found = sorted((v for v in present if v not in (None, "")), key=lambda v: (order.get(_key(each, v), 0), str(v)))
    values = [(v, words.get(_key(each, v), str(v)).strip(), _part(each, v, words)) for v in found[:MOST]]
    if not present.isdisjoint((None, "")):
        values += [(v, _("none"), {}) for v in (None, "") if v in present]
    return Side(each, values)


def _key(each: Filter, value: Any) -> str:
    if each.kind == "bool":
        return "yes" if value else "no"
    return str(value)


def _part(each: Filter, value: Any, words: Mapping[str, str]) -> dict[str, str]:
    """The filter of the list that shows just these rows."""
    if each.kind == "department":  # its filter means those below, too: another number than the one shown here
        return {}
    if each.kind != "day":
        key = _key(each, value)
        return {each.field: key} if key in words or each.kind == "text" else {}
    year, month = (int(part) for part in str(value).split("-"))
    since, until = keys_of(each)
    last = calendar.monthrange(year, month)[1]
    return {since: date(year, month, 1).isoformat(), until: date(year, month, last).isoformat()}
