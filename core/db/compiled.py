"""Lists ask the same questions again and again: the text the ORM makes of a `values()` query is made once and kept.

Putting the text together costs several times what SQLite takes to answer it. The key is everything the text and its parameters are made
of, values included, so a kept text is the very one that would be made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from enum import Enum
from types import LambdaType
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import ValuesQuery

from core import db

MOST = 500
_PLAIN = (str, int, float, bytes, date, Enum)

Text = tuple[str, list[Any], list[tuple[str, Callable[[Any], Any]]]]
_texts: dict[Hashable, Text] = {}


async def rows(query: ValuesQuery[Any]) -> list[dict[str, Any]]:
    """What awaiting `query` gives."""
    sql, values, columns = _made(query)
    found: list[dict[str, Any]] = await db.connection().execute_query_dict(sql, list(values))
    for name, to_python in columns:
        for row in found:
            row[name] = to_python(row[name])
    return found


def text(query: ValuesQuery[Any]) -> tuple[str, list[Any]]:
    """SQL and parameters of `query`, to stand within another statement."""
    sql, values, _columns = _made(query)
    return sql, list(values)


def _made(query: ValuesQuery[Any]) -> Text:
    key = _key(query)
    found = _texts.get(key) if key is not None else None
    if found is None:
        found = _compiled(query)
        if key is not None:
            if len(_texts) >= MOST:
                _texts.clear()
            _texts[key] = found
    return found


def _compiled(query: ValuesQuery[Any]) -> Text:
    query.sql()
    sql, values = query.query.get_parameterized_sql()
    fields = query._fields_for_select.items()
    readers = [(alias, query.resolve_to_python_value(query.model, name)) for alias, name in fields]
    # Tortoise answers with a lambda for a column that comes as it is
    return sql, values, [(alias, read) for alias, read in readers if not isinstance(read, LambdaType)]


def _key(query: ValuesQuery[Any]) -> Hashable:
    """None for a query with something in it that cannot be part of a key, or that this file does not know."""
    if query._annotations or query._group_bys or query._force_indexes or query._use_indexes or query._custom_filters:
        return None
    asked = (query.model, db.dialect(), tuple(query._orderings), query._limit, query._offset, query._distinct)
    try:
        key = (asked, tuple(query._fields_for_select.items()), tuple([_of(q) for q in query._q_objects]))
        hash(key)
    except TypeError:
        return None
    return key


def _of(condition: Q) -> Hashable:
    filters = tuple([(name, _value(value)) for name, value in condition.filters.items()])
    return (condition.join_type, condition._is_negated, filters, tuple([_of(q) for q in condition.children]))


def _value(value: Any) -> Hashable:
    """With its type: 1, 1.0 and True are equal but do not read the same in SQL."""
    if isinstance(value, list | tuple | set | frozenset):
        return (type(value), tuple([_value(each) for each in value]))
    if value is not None and not isinstance(value, _PLAIN):
        # a subquery answers every comparison with a condition, which is true: two of them would seem to be one
        raise TypeError(type(value).__name__)
    return (type(value), value)
