"""Small things that rules of several parts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.api import Facts, Need, View


def needs(clause: str, at: str | tuple[str, ...], **fields: str) -> tuple[Need, ...]:
    """Fields that a clause requires at these acts: name -> what is missing without it."""
    acts = (at,) if isinstance(at, str) else at
    return tuple(Need(name, label, clause, acts) for name, label in fields.items())


def key_of(field: str) -> Callable[[View], int | None]:
    """The id of another subject: from the input of a creating act ("file"), else from the case's own column ("file_id")."""

    def key(view: View) -> int | None:
        found: int | None = view.data.get(field) if view.subject is None else getattr(view.subject, f"{field}_id")
        return found

    return key


def one_column(name: str, model: type[Any], column: str, key: Callable[[View], Any]) -> Facts:
    """Facts of one column of another row: id -> value."""

    async def load(ids: Sequence[int]) -> Mapping[int, Any]:
        return {row["id"]: row[column] for row in await model.filter(id__in=ids).values("id", column)}

    return Facts(name, load, key)
