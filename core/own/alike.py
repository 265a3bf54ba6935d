"""Before a customer is registered a second time: whoever does it is shown who he may be already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import N_, Facts, Gate, Missing, View
from core.services.alike import CUSTOMER, REASONS, Key, candidates

_NAME = f"{CUSTOMER}_alike"
_TOLD = 3


async def _load(keys: Sequence[tuple[str, ...]]) -> Mapping[Any, list[dict[str, Any]]]:
    return await candidates([Key(*key) for key in keys])


def _key(view: View) -> Any:
    """None, and no statement, for acts of the system: nobody is there to look."""
    return None if view.actor.is_system else Key.of(view.data)


def _alike(view: View) -> Iterable[Missing | None]:
    """Only those the actor may read are named: a warning must not tell of anybody else's customers."""
    found = [r for r in view.facts.get(_NAME) or () if view.actor.reaches(f"{CUSTOMER}.read", _Row(r))]
    own = view.subject.id if view.subject is not None else None
    for row in [r for r in found if r["id"] != own][:_TOLD]:
        yield Missing(
            "alike",
            N_("a look at {number} {name}, who may be the same ({why})"),
            args={"number": row["number"], "name": row["name"], "why": REASONS[row["reasons"][0]]},
        )


class _Row:
    """A row of values with attributes, as scopes read it."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        vars(self).update(values)


RULES = (
    Facts(_NAME, _load, _key),
    Gate(f"{CUSTOMER}.register", None, _alike, facts=(_NAME,), level="warn"),
)
