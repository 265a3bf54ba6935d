"""All tracks of a sale file at a glance, on its own page (RE-1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.api import N_, Actor, Slot, clock, day_of, host, scope
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Mortgage, MoveIn, Term, Title
from plugins.realestate_handover.roles import FILE_READERS

# track, its rows, what each row is told by: a column and its words
_TRACKS: tuple[tuple[str, type[Any], str, Mapping[str, str]], ...] = (
    (n.MORTGAGE, Mortgage, "bank", {}),
    (n.TERM, Term, "due_on", {}),
    (n.MOVEIN, MoveIn, "unit_code", {}),
    (n.TITLE, Title, "kind", n.CERTIFICATES),
)
_MONEY = {n.MORTGAGE: ("loan_amount", "arrived"), n.TERM: ("amount", "paid")}


async def _tracks(actor: Actor, row: Any) -> Mapping[str, Any]:
    """One statement for each kind of track the reader may see."""
    found = []
    for name, model, told, words in _TRACKS:
        subject = host().registry.subjects[name]
        if not actor.may(f"{name}.read"):
            continue
        rows = model.filter(scope(f"{name}.read", actor), file_id=row.id).order_by("id")
        columns = ("number", "state", "owner_id", "next_late", told, *_MONEY.get(name, ()))
        lines = [_line(name, values, told, words) for values in await rows.values(*columns)]
        if lines:
            found.append({"label": subject.label, "icon": subject.icon, "lines": lines})
    return {"tracks": found, "file": _file(row)}


def _line(name: str, values: Mapping[str, Any], told: str, words: Mapping[str, str]) -> dict[str, Any]:
    stage = host().registry.subjects[name].states[values["state"]]
    money = [values[column] for column in _MONEY.get(name, ())]
    return {
        "href": f"/s/{name.replace('.', '/')}/{values['number']}",
        "told": words.get(values[told], values[told]),
        "translated": bool(words),
        "stage": stage,
        "owner": host().directory.user(values["owner_id"]),
        "due": values["next_late"] if stage.category != "done" else None,
        "late": bool(values["next_late"] and values["next_late"] <= clock.now()),
        "days": _days_late(name, values),
        "of": money,
    }


def _days_late(name: str, values: Mapping[str, Any]) -> int:
    """Whole days since the due day of a term that is not paid; on the day after it is one."""
    if name != n.TERM or values["amount"] == values["paid"]:
        return 0
    due: date = values["due_on"]
    return max(0, (day_of(clock.now()) - due).days)


def _file(row: Any) -> dict[str, Any]:
    """How much of the price is there, in whole percent, and what is still open."""
    return {
        "percent": row.received * 100 // row.price if row.price else 0,
        "received": row.received,
        "price": row.price,
        "open": row.price - row.received,
        "complete": row.collection_complete_on,
    }


DECLARED = (
    Slot(f"{n.FILE}.detail", "tracks", N_("All tracks"), "realestate_handover/tracks.html", _tracks, FILE_READERS),
)
