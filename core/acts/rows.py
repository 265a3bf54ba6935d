"""Reading subjects as plain rows, locked where they are about to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

from tortoise.models import Model

from core import db


def columns(model: type[Model]) -> list[str]:
    """Python names of the columns (`customer_id` for a foreign key)."""
    return list(model._meta.fields_db_projection)


def plain(row: Any) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(row, name) for name in columns(type(row))})


async def locked(model: type[Model], ids: Iterable[int]) -> dict[int, SimpleNamespace]:
    """The rows by id, locked in order of id until the transaction ends (SQLite: its one writer is the lock)."""
    query = model.filter(id__in=sorted(set(ids))).order_by("id")
    if db.dialect() == "postgres":
        query = query.select_for_update()
    return {row.id: plain(row) for row in await query}  # type: ignore[attr-defined]


async def lock_parents(parent: type[Model], child: type[Model], field: str, ids: Sequence[int]) -> None:
    """Lock the parents of these children. Parents come before children, so that two acts never wait for each other crosswise."""
    if db.dialect() == "postgres" and ids:
        held = await child.filter(id__in=ids).values_list(field, flat=True)
        await parent.filter(id__in=sorted({i for i in held if i})).order_by("id").select_for_update().values("id")
