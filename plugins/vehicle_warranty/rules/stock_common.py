"""Small things that the rules of parts are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.api import Facts, Missing, Need, Signature, View

Check = Callable[[View], Iterable[Missing]]


def needs(clause: str, at: str | tuple[str, ...], **fields: str) -> tuple[Need, ...]:
    """Fields that a clause requires at these acts: name -> what is missing without it."""
    acts = (at,) if isinstance(at, str) else at
    return tuple(Need(name, label, clause, acts) for name, label in fields.items())


def given(field: str) -> Callable[[View], Any]:
    """The key of facts that the input of a creating act names; None leaves them out."""

    def key(view: View) -> Any:
        return view.data.get(field) or None

    return key


def signed(on: str) -> Facts:
    """The capacities that have signed what stands there now."""

    async def load(ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        rows = await Signature.filter(subject_type=on, subject_id__in=ids, voided_at=None).values(
            "subject_id", "capacity"
        )
        return {i: frozenset(r["capacity"] for r in rows if r["subject_id"] == i) for i in ids}

    return Facts(f"{on}.signed", load)


def marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
