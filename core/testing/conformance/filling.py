"""One row in every table, whatever the tables are: what a migration is tried on."""

from __future__ import annotations

from typing import Any

from core import db
from core.db import guard, sql

_TIME, _DAY = "2026-03-02 01:00:00+00:00", "2026-03-02"


async def fill_every_table(config: dict[str, Any]) -> int:
    """Put a row with id 1 into every table; every column that points somewhere points at such a row. How many tables."""
    await db.init(config)
    try:
        with guard.allowed():
            tables = await _tables()
            if db.dialect() == "sqlite":
                await sql.execute("PRAGMA foreign_keys = OFF")
            async with db.transaction():
                if db.dialect() == "postgres":
                    await sql.execute("SET LOCAL session_replication_role = replica")
                for table in tables:
                    await _row(table)
        return len(tables)
    finally:
        await db.close()


async def _tables() -> list[str]:
    text = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        if db.dialect() == "sqlite"
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()"
    )
    return sorted(r["name"] for r in await sql.fetch(text) if r["name"] != "tortoise_migrations")


async def _row(table: str) -> None:
    if (await sql.fetch(f'SELECT COUNT(*) AS n FROM "{table}"'))[0]["n"]:
        return
    columns = await _columns(table)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(_value(name, kind) for name, kind in columns)
    await sql.execute(f'INSERT INTO "{table}" ({names}) VALUES ({values})')


async def _columns(table: str) -> list[tuple[str, str]]:
    if db.dialect() == "sqlite":
        rows = await db.connection().execute_query_dict(f'PRAGMA table_info("{table}")')
        return [(r["name"], r["type"].upper()) for r in rows]
    rows = await sql.fetch(
        "SELECT column_name AS name, data_type AS type FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = ?",
        table,
    )
    return [(r["name"], r["type"].upper()) for r in rows]


def _value(name: str, kind: str) -> str:
    """A literal that fits the column's type; 1 for whatever is a number."""
    if "JSON" in kind:
        return "'{}'"
    if "BOOL" in kind:
        return "FALSE"
    if "TIMESTAMP" in kind:
        return f"'{_TIME}'"
    if kind == "DATE":
        return f"'{_DAY}'"
    if "CHAR" in kind or "TEXT" in kind:
        return "'1'"
    if "BLOB" in kind:
        return "x'01'"
    return "'\\x01'" if kind == "BYTEA" else "1"
