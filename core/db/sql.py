"""Raw SQL where the ORM is too slow or cannot say it: one text for both databases, values always as `?` parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from tortoise.fields.base import Field
from tortoise.models import Model

from core import db
from core.db.instants import day, instant, utc

# quoted text and names are left alone; `??` is PostgreSQL's operator `?`
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?\?|\?")

_MAX_VALUES = 30_000  # SQLite takes 32766 variables, PostgreSQL 32767
_MAX_ROWS = 500


async def fetch(sql: str, *params: Any) -> list[dict[str, Any]]:
    """Rows of a SELECT or of a statement with RETURNING, by column name.

    Instants come as the driver gives them (see `instant`); a whole-numbered sum is an int on both databases.
    """
    rows: list[dict[str, Any]] = await db.connection().execute_query_dict(*_bound(sql, params))
    return rows if db.dialect() == "sqlite" else [_plain(row) for row in rows]


async def execute(sql: str, *params: Any) -> int:
    """Send a statement; how many rows it changed itself (those of triggers do not count)."""
    count, _ = await db.connection().execute_query(*_bound(sql, params))
    return int(count)


async def many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """The same statement for every row, all or nothing."""
    if rows:
        text, _ = _bound(sql, ())
        await db.connection().execute_many(text, [_values(row) for row in rows])


def marks(count: int) -> str:
    """`?, ?, ?` for an IN list of `count` values; for none `NULL`, in which nothing is."""
    return ", ".join("?" * count) or "NULL"


async def insert(model: type[Model], rows: Sequence[Mapping[str, Any]], *, once: bool = False) -> list[int]:
    """Insert rows by field name (`owner_id` for a foreign key) and return their ids in the order of the rows.

    Fields left out take their default, or NULL. All or nothing. ValueError for an unknown field or a missing value.
    `once`: rows that a unique key knows already are left out, and the ids are those of the new ones.
    """
    if not rows:
        return []
    columns = _columns(model, rows)
    size = max(1, min(_MAX_ROWS, _MAX_VALUES // len(columns)))
    chunks = [rows[start : start + size] for start in range(0, len(rows), size)]
    if len(chunks) == 1:
        return await _insert(model, columns, chunks[0], once)
    async with db.transaction():
        return [new for chunk in chunks for new in await _insert(model, columns, chunk, once)]


async def _insert(
    model: type[Model], columns: Sequence[str], rows: Sequence[Mapping[str, Any]], once: bool
) -> list[int]:
    meta = model._meta
    names = ", ".join(f'"{meta.fields_db_projection[name]}"' for name in columns)
    row = f"({marks(len(columns))})"
    into = f'INSERT INTO "{meta.db_table}" ({names}) VALUES '
    known = " ON CONFLICT DO NOTHING" if once else ""
    text = into + ", ".join([row] * len(rows)) + f'{known} RETURNING "{meta.db_pk_column}"'
    store = [_storing(meta.fields_map[name], model) for name in columns]
    values = [stored(values) for values in rows for stored in store]
    made = [new[meta.db_pk_column] for new in await db.connection().execute_query_dict(_placed(text), values)]
    # neither database promises the order of RETURNING, but both number the rows in the order of VALUES
    return [values[meta.pk_attr] for values in rows] if meta.pk_attr in columns else sorted(made)


async def update(model: type[Model], rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> int:
    """Write each pair's second mapping onto the row that still reads as its first; how many there were.

    All pairs name the same fields. One statement for up to 500 rows, so that a batch costs no more than one row.
    """
    where, changes = list(rows[0][0]), list(rows[0][1])
    size = max(1, min(_MAX_ROWS, _MAX_VALUES // (len(where) + len(changes))))
    return sum([await _update(model, where, changes, rows[at : at + size]) for at in range(0, len(rows), size)])


async def _update(
    model: type[Model],
    where: Sequence[str],
    changes: Sequence[str],
    rows: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> int:
    meta = model._meta
    fields = [meta.fields_map[name] for name in (*where, *changes)]
    marks = [f"w{n}" for n in range(len(where))] + [f"c{n}" for n in range(len(changes))]
    # PostgreSQL takes the types of bare parameters from the first row; SQLite from the columns written to
    first = [f"CAST(? AS {f.get_for_dialect('postgres', 'SQL_TYPE')})" for f in fields]
    row = f"({', '.join('?' * len(fields))})"
    given = [f"({', '.join(first)})" if db.dialect() == "postgres" else row, *[row] * (len(rows) - 1)]
    names = [meta.fields_db_projection[name] for name in (*where, *changes)]
    pairs = list(zip(names, marks, strict=True))
    text = (
        f'WITH given ({", ".join(marks)}) AS (VALUES {", ".join(given)}) UPDATE "{meta.db_table}" SET '
        + ", ".join(f'"{name}" = given.{mark}' for name, mark in pairs[len(where) :])
        + " FROM given WHERE "
        + " AND ".join(f'"{meta.db_table}"."{name}" = given.{mark}' for name, mark in pairs[: len(where)])
    )
    store = [_storing(field, model) for field in fields]
    values = []
    for known, written in rows:
        values += [stored(known) for stored in store[: len(where)]]
        values += [stored(written) for stored in store[len(where) :]]
    count, _ = await db.connection().execute_query(_placed(text), values)
    return int(count)


def _columns(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The fields to write: all that a row names, and those with a default of Python's."""
    meta = model._meta
    given = {name for row in rows for name in row}
    if unknown := given - set(meta.fields_db_projection):
        raise ValueError(f"{model.__name__} has no column field {', '.join(sorted(unknown))}")
    columns = [name for name in meta.fields_db_projection if name in given or _has_default(meta.fields_map[name])]
    for name, field in ((name, meta.fields_map[name]) for name in meta.fields_db_projection if name not in columns):
        if not (field.null or field.generated or field.has_db_default()):
            raise ValueError(f"{model.__name__}.{name} needs a value")
    return columns


def _has_default(field: Field[Any]) -> bool:
    return field.default is not None


def _storing(field: Field[Any], model: type[Model]) -> Callable[[Mapping[str, Any]], Any]:
    """How a row's value of one column is stored; raises for one the field refuses. Its default is looked at once, not per row."""
    name, nullable, default, to_db = field.model_field_name, field.null, field.default, field.to_db_value
    made = default if callable(default) else lambda: default
    kept = None if callable(default) or default is None else to_db(default, model)

    def stored(row: Mapping[str, Any]) -> Any:
        if name in row:
            value = row[name]
        elif kept is not None:
            return kept
        else:
            value = made()
        if value is None:
            if nullable:
                return None
            raise ValueError(f"{model.__name__}.{name} needs a value")
        return to_db(value, model)

    return stored


def _bound(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    return _placed(sql), _values(params)


def _placed(sql: str) -> str:
    return _numbered(sql) if db.dialect() == "postgres" else sql


@lru_cache(maxsize=2000)
def _numbered(sql: str) -> str:
    """`?` as `$1`, `$2`, …"""
    count = 0

    def number(match: re.Match[str]) -> str:
        nonlocal count
        if match[0] != "?":
            return "?" if match[0] == "??" else match[0]
        count += 1
        return f"${count}"

    return _TOKEN.sub(number, sql)


_AS_THEY_ARE = (str, int, type(None), bool, float)


def _values(params: Sequence[Any]) -> list[Any]:
    return [param if type(param) in _AS_THEY_ARE else _value(param) for param in params]


def _value(value: Any) -> Any:
    """A parameter as the columns store it: instants in UTC, the value of an enum member."""
    if isinstance(value, datetime):
        return utc(value)
    return value.value if isinstance(value, Enum) else value


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: int(value) if _is_whole(value) else value for name, value in row.items()}


def _is_whole(value: Any) -> bool:
    """Whether it is PostgreSQL's Decimal for a sum of whole numbers."""
    return isinstance(value, Decimal) and value.as_tuple().exponent == 0


__all__ = ["day", "execute", "fetch", "insert", "instant", "many", "marks", "update"]
