"""A key that must be free, asked as a gate and in bulk: the database's own refusal knows no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import Facts, Gate, Missing, SubjectModel, View


def unique(subject: str, model: type[SubjectModel], column: str, label: str, *acts: str) -> tuple[Facts | Gate, ...]:
    """The acts refuse a value of `column` that another row has; `label` says what is missing instead."""
    name = f"{subject}_{column}"

    async def load(values: Sequence[Any]) -> Mapping[Any, int]:
        return {row[column]: row["id"] for row in await model.filter(**{f"{column}__in": values}).values("id", column)}

    def key(view: View) -> str | None:
        return getattr(view.data, column) or None

    def check(view: View) -> Iterable[Missing | None]:
        holder = view.facts.get(name) if key(view) else None
        if holder is not None and (view.subject is None or holder != view.subject.id):
            yield Missing(column, label)

    return Facts(name, load, key), Gate(tuple(f"{subject}.{act}" for act in acts), None, check, facts=(name,))
