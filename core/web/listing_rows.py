"""The rows of a list, read in its order by keyset: for a page, for a file, for a batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core.db import compiled
from core.declare import Subject
from core.models.access import Actor, scope
from core.services import search
from core.web.asking import Asked, Cursor, matching, segments


async def selected(subject: Subject, asked: Asked, actor: Actor) -> QuerySet[Any]:
    """All rows asked for within the reader's scope, whatever is then made of them."""
    rows: QuerySet[Any] = subject.model.filter(scope(f"{subject.name}.read", actor), *asked.where)
    return rows.filter(search.matching(subject.name, asked.q, actor)) if asked.q else rows


def wanted(asked: Asked) -> list[str]:
    """What is read of each row."""
    return list(dict.fromkeys(["id", "number", "state", asked.column, *(c.field for c in asked.columns)]))


async def page_of(rows: QuerySet[Any], asked: Asked, wanted: list[str], limit: int) -> list[dict[str, Any]]:
    """At most `limit` rows in reading order. Nulls come last on both databases because they are read apart."""
    parts = list(segments(asked))
    found = await _part(rows, asked, parts[0], limit, wanted)
    if len(parts) > 1 and len(found) < limit:
        found += await _part(rows, asked, parts[1], limit - len(found), wanted)
    return found


def after(values: Mapping[str, Any], asked: Asked) -> Cursor:
    """The place behind this row."""
    value = values[asked.column]
    return Cursor(False, value is None and asked.end.nullable, value, values["id"])


async def _part(rows: QuerySet[Any], asked: Asked, empty: bool, limit: int, wanted: list[str]) -> list[dict[str, Any]]:
    cursor, column = asked.cursor, asked.column
    descending = asked.descending != bool(cursor and cursor.back)
    if asked.end.nullable:
        rows = rows.filter(**{f"{column}__isnull": empty})
    if cursor is not None and cursor.empty == empty:
        rows = rows.filter(_beyond(cursor, None if empty else column, "lt" if descending else "gt"))
    sign = "-" if descending else ""
    names = [f"{sign}id"] if empty or column == "id" else [f"{sign}{column}", f"{sign}id"]
    return await compiled.rows(rows.order_by(*names).limit(limit).values(*wanted))


def _beyond(cursor: Cursor, column: str | None, way: str) -> Q:
    if column is None or column == "id":
        return matching(f"id__{way}", cursor.id)
    return matching(f"{column}__{way}", cursor.value) | Q(**{column: cursor.value, f"id__{way}": cursor.id})
