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


async def lock_parents(model: type[Model], ids: Sequence[int]) -> None:
    """Parents are locked before children, so that two acts never wait for each other crosswise."""
    if db.dialect() == "postgres" and ids:
        await model.filter(id__in=sorted(set(ids))).order_by("id").select_for_update().values("id")
