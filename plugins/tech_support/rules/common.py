"""Small things that rules of several parts are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.api import Facts, Missing, Need, Signature, Subject, View
from plugins.tech_support.subjects import DECLARED as SUBJECTS

Check = Callable[[View], Iterable[Missing]]


def needs(clause: str, at: str | tuple[str, ...], **fields: str) -> tuple[Need, ...]:
    """Fields that a clause requires at these acts: name -> what is missing without it."""
    acts = (at,) if isinstance(at, str) else at
    return tuple(Need(name, label, clause, acts) for name, label in fields.items())


def subject(name: str) -> Subject:
    return next(s for s in SUBJECTS if s.name == name)


def key_of(field: str) -> Callable[[View], int | None]:
    """The id of another subject: from the input of a creating act ("works"), else from the case's own column ("works_id")."""

    def key(view: View) -> int | None:
        found: int | None = view.data.get(field) if view.subject is None else getattr(view.subject, f"{field}_id")
        return found

    return key


def taken(name: str, model: type[Any], column: str, key: Callable[[View], Any]) -> Facts:
    """Facts whether a value that has to be the only one of its kind stands in a row already: value -> number of that row."""

    async def load(values: Sequence[Any]) -> Mapping[Any, str]:
        rows = await model.filter(**{f"{column}__in": values}).values(column, "number")
        return {row[column]: row["number"] for row in rows}

    return Facts(name, load, key)


def not_taken(facts: Facts, field: str, label: str) -> Check:
    def check(view: View) -> Iterable[Missing]:
        number = view.data.get(field) and view.facts.get(facts.name)
        if number:
            yield Missing(field, label, args={"number": number})

    return check


def signed(on: str) -> Facts:
    """Facts of a record with two sides: the capacities that have signed what stands there now, as "record:capacity"."""

    async def load(ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        rows = await Signature.filter(subject_type=on, subject_id__in=ids, voided_at=None).values(
            "subject_id", "record", "capacity"
        )
        return {i: frozenset(f"{r['record']}:{r['capacity']}" for r in rows if r["subject_id"] == i) for i in ids}

    return Facts(f"{on}.signed", load)


def completes(record: str, mine: str, sides: Sequence[str]) -> Callable[[View], bool]:
    """Whether the signature in the capacity `mine`, given by the act in view, is the record's last; the act loads `signed`."""
    wanted = {f"{record}:{side}" for side in sides} - {f"{record}:{mine}"}

    def last(view: View) -> bool:
        given = next((found for name, found in view.facts.items() if name.endswith(".signed")), None)
        return wanted <= (given or frozenset())

    return last


def sealed(record: str, missing: Missing) -> Check:
    def check(view: View) -> Iterable[Missing]:
        if f",{record}," not in view.subject.seals:
            yield missing

    return check
