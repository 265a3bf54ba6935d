"""The last line of defence, in the database itself: journal, prints and signatures never change, nor does sealed content.

Made anew from the declarations after every migration, so they need no migrations of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import db
from core.db import sql
from core.declare import Record
from core.host.registry import Registry

_SIGNATURE_FIXED = (
    "subject_type",
    "subject_id",
    "record",
    "capacity",
    "signer_id",
    "signer_name",
    "strokes",
    "content",
    "content_hash",
    "at",
)


@dataclass(frozen=True)
class Trigger:
    """`event` e.g. "UPDATE OF cause", `when` a condition over OLD and NEW ("" = always), `says` the error text."""

    name: str
    table: str
    event: str
    when: str
    says: str


async def install(registry: Registry, *, anew: bool = True) -> int:
    """Replace all our triggers (unless not `anew` and all are there); returns how many there are. Tables not yet migrated are left out."""
    known = await tables()
    wanted = [t for t in (*_append_only(), *_sealed(registry)) if t.table in known]
    existing = await _existing()
    if not anew and {name for name, _ in existing} == {t.name for t in wanted}:
        return len(wanted)
    async with db.transaction():
        for name, table in existing:
            await sql.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if db.dialect() == "postgres" else ""))
        for trigger in wanted:
            await _create(trigger)
    return len(wanted)


async def missing(registry: Registry) -> list[str]:
    """Names of our triggers that somebody has taken away."""
    known = await tables()
    there = {name for name, _ in await _existing()}
    return sorted({t.name for t in (*_append_only(), *_sealed(registry)) if t.table in known} - there)


def _append_only() -> Iterator[Trigger]:
    for table in ("core_journal", "core_printed", "core_entry", "core_supplement", "core_viewing"):
        for event in ("UPDATE", "DELETE"):
            yield Trigger(f"gz_{table}_{event.lower()}", table, event, "", f"{table} is append-only")
    yield Trigger("gz_core_signature_delete", "core_signature", "DELETE", "", "a signature is never deleted")
    yield Trigger(
        "gz_core_signature_update", "core_signature", _update_of(_SIGNATURE_FIXED), "", "a signature never changes"
    )
    yield Trigger("gz_core_account_delete", "core_account", "DELETE", "", "an account is never deleted")
    yield Trigger(
        "gz_core_account_update",
        "core_account",
        _update_of(("book", "kind", "owner", "item")),
        "",
        "an account never becomes another",
    )


def _update_of(columns: Sequence[str]) -> str:
    return "UPDATE OF " + ", ".join(f'"{c}"' for c in columns)


def _sealed(registry: Registry) -> Iterator[Trigger]:
    for record in registry.records.values():
        if record.signatures:
            yield from _of_record(record, registry)


def _of_record(record: Record, registry: Registry) -> Iterator[Trigger]:
    model = registry.subjects[record.on].model
    table = model._meta.db_table
    mark, says = f"%,{record.name},%", f"{record.on} {record.name} is sealed"
    if record.content:
        names = [model._meta.fields_db_projection[c] for c in record.content]
        changed = " OR ".join(f'OLD."{n}" {_differs()} NEW."{n}"' for n in names)
        yield Trigger(
            f"gz_{table}_{record.name}", table, _update_of(names), f"OLD.seals LIKE '{mark}' AND ({changed})", says
        )
    for child in record.children:
        link = child.model._meta.fields_db_projection[child.link]
        target = child.model._meta.db_table
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            held = f'EXISTS (SELECT 1 FROM "{table}" p WHERE p.id = {row}."{link}" AND p.seals LIKE \'{mark}\')'
            yield Trigger(f"gz_{target}_{record.name}_{event.lower()}", target, event, held, says)


def _differs() -> str:
    return "IS DISTINCT FROM" if db.dialect() == "postgres" else "IS NOT"


async def _existing() -> list[tuple[str, str]]:
    if db.dialect() == "postgres":
        rows = await sql.fetch(
            "SELECT t.tgname AS name, c.relname AS tbl FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgname LIKE 'gz\\_%' AND pg_table_is_visible(c.oid)"
        )
    else:
        rows = await sql.fetch(
            "SELECT name, tbl_name AS tbl FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'gz!_%' ESCAPE '!'"
        )
    return [(r["name"], r["tbl"]) for r in rows]


async def tables() -> set[str]:
    """Names of all tables there are."""
    if db.dialect() == "postgres":
        rows = await sql.fetch(
            "SELECT tablename AS name FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
        )
    else:
        rows = await sql.fetch("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {r["name"] for r in rows}


async def _create(t: Trigger) -> None:
    if db.dialect() == "sqlite":
        when = f" WHEN {t.when}" if t.when else ""
        await sql.execute(
            f'CREATE TRIGGER "{t.name}" BEFORE {t.event} ON "{t.table}"{when} BEGIN SELECT RAISE(ABORT, \'{t.says}\'); END'
        )
        return
    condition = f"IF {t.when} THEN RAISE EXCEPTION '{t.says}'; END IF;" if t.when else f"RAISE EXCEPTION '{t.says}';"
    result = "OLD" if t.event == "DELETE" else "NEW"
    await sql.execute(
        f'CREATE OR REPLACE FUNCTION "{t.name}"() RETURNS trigger LANGUAGE plpgsql AS $gz$ BEGIN {condition} RETURN {result}; END $gz$'
    )
    await sql.execute(
        f'CREATE TRIGGER "{t.name}" BEFORE {t.event} ON "{t.table}" FOR EACH ROW EXECUTE FUNCTION "{t.name}"()'
    )
