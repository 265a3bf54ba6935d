"""I12: the file is sound, every foreign key and every plain id leads somewhere, and the triggers that guard all this are there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from core import db
from core.acts import triggers
from core.acts.findings import Finding
from core.db import sql
from core.host.host import Host

# rows that name a subject by kind and id
_NAMING = (
    "core_duty",
    "core_signature",
    "core_supplement",
    "core_attachment",
    "core_printed",
    "core_search",
    "core_approval",
)


async def references(house: Host) -> AsyncIterator[Finding]:
    """On SQLite its own two checks, on both databases one statement per foreign key and per kind of naming row."""
    if db.dialect() == "sqlite":
        for row in await db.connection().execute_query_dict("PRAGMA integrity_check(20)"):
            if row["integrity_check"] != "ok":
                yield Finding("database file", row["integrity_check"])
    there = await triggers.tables()
    for table, column, other, key in _foreign_keys():
        if table in there:  # a plugin that waits for its migrations has none yet
            async for finding in _dangling(table, column, other, key):
                yield finding
    for name, subject in house.registry.subjects.items():
        for table in _NAMING:
            async for finding in _lost(table, name, subject.model._meta.db_table):
                yield finding
    for name in await triggers.missing(house.registry):
        yield Finding(f"trigger {name}", "it is gone, and with it what it forbids")


def _foreign_keys() -> Iterator[tuple[str, str, str, str]]:
    """(table, column, table pointed at, its key) of every model."""
    from tortoise import Tortoise

    for models in (Tortoise.apps or {}).values():
        for model in models.values():
            meta = model._meta
            for name in sorted(meta.fk_fields | meta.o2o_fields):
                field: Any = meta.fields_map[name]
                other = field.related_model._meta
                column = meta.fields_db_projection[field.source_field]
                yield (
                    meta.db_table,
                    column,
                    other.db_table,
                    other.fields_db_projection[field.to_field_instance.model_field_name],
                )


async def _dangling(table: str, column: str, other: str, key: str) -> AsyncIterator[Finding]:
    for row in await sql.fetch(
        f'SELECT t."{column}" AS lost, COUNT(*) AS n FROM "{table}" t LEFT JOIN "{other}" o ON o."{key}" = t."{column}" '
        f'WHERE t."{column}" IS NOT NULL AND o."{key}" IS NULL GROUP BY t."{column}"'
    ):
        yield Finding(f"{table}.{column}", f"{row['n']} rows point at {other} {row['lost']}, which is not there")


async def _lost(table: str, name: str, subject_table: str) -> AsyncIterator[Finding]:
    for row in await sql.fetch(
        f'SELECT t.subject_id AS lost, COUNT(*) AS n FROM "{table}" t LEFT JOIN "{subject_table}" s ON s.id = t.subject_id '
        "WHERE t.subject_type = ? AND s.id IS NULL GROUP BY t.subject_id",
        name,
    ):
        yield Finding(table, f"{row['n']} rows are about {name} {row['lost']}, which is not there")
