"""The view log: who looked at what is not for every eye. Nothing confidential is given out before its row is kept."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from core.acts.perform import perform
from core.declare import Subject
from core.host.host import host
from core.models.access import SYSTEM, Actor

REVEAL, NOTE = "core.viewing.reveal", "core.viewing.note"
SHOWN, READ, REFUSED = "shown", "read", "refused"
_ROWS = 50

# where the request came from, set at the door; the rules below never depend on it
network_address: ContextVar[str] = ContextVar("network_address", default="")


async def note(kind: str, actor: Actor, subject: str, number: str = "", what: str = "", row: Any = None) -> None:
    """Write a look, or a try at one, into the log; `row` gives id and department of what was looked at."""
    data = {
        "kind": kind,
        "by": actor.id,
        "subject": subject,
        "number": number,
        "what": what,
        "row": getattr(row, "id", None),
        "department": getattr(row, "department_id", None),
    }
    await perform(NOTE, SYSTEM, data)


def may_reveal(subject: str, actor: Actor) -> bool:
    """Whether the reader may have the masked values of one record shown."""
    return actor.may(f"{subject}.reveal")


async def personal_values(subject: Subject, row: Any) -> list[dict[str, str]]:
    """[{"field", "label" (msgid), "of", "value"}] of everything personal that the subject's page shows; a statement per tab that has some."""
    screen = host().registry.screens.get(subject.name)
    if screen is None:
        return []
    columns = {c.field: c for c in (*screen.facts, *screen.columns) if c.field in subject.personal}
    found = [_value(c.field, c.label, "", getattr(row, c.field)) for c in columns.values()]
    for related in screen.related:
        hidden = [c for c in related.columns if c.personal == subject.name]
        if not hidden:
            continue
        lines = await related.model.filter(**{related.link: row.id}).order_by(related.order).limit(_ROWS)
        first = related.columns[0].field
        found += [
            _value(f"{related.model._meta.db_table}.{line.id}.{c.field}", c.label, getattr(line, first), value)
            for line in lines
            for c in hidden
            if (value := getattr(line, c.field))
        ]
    return found


def _value(field: str, label: str, of: Any, value: Any) -> dict[str, str]:
    return {"field": field, "label": label, "of": str(of or ""), "value": str(value or "")}
