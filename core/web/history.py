"""What happened to a case, told from its journal: who did or tried what, when, and what changed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tortoise.expressions import Q

from core import clock, i18n
from core.declare import Column, Subject
from core.forms import Choice, fields_of
from core.host.host import host
from core.i18n import _
from core.models import Journal
from core.models.access import Actor
from core.web.answers import filled
from core.web.checklists import changed
from core.web.page_parts import clause_view
from core.web.rows import as_text

SHOWN = 50
_QUOTED = (
    "note",
    "reason",
    "question",
    "answer",
    "explanation",
    "cause",
    "file",
)  # extra answers of an act that read as somebody's words
_KINDS = ("yuan", "answers")
_INNER = frozenset({"ticket_id", "party_id", "number"})


async def journal_of(subject: Subject, row: Any) -> list[Journal]:
    """The last rows of the subject and, if it belongs to a ticket, of the ticket's other subjects; one statement."""
    mine = Q(subject_type=subject.name, subject_id=row.id)
    ticket = row.id if subject.name == "core.ticket" else row.ticket_id
    wanted = mine | Q(ticket_id=ticket) if ticket else mine
    return list(await Journal.filter(wanted).order_by("-id").limit(SHOWN))


def timeline(rows: Iterable[Journal], actor: Actor) -> list[dict[str, Any]]:
    """Groups of a day each, as the macro `timeline` draws them."""
    groups: list[dict[str, Any]] = []
    today = clock.today()
    for row in rows:
        day = row.at.astimezone(clock.SHANGHAI).date()
        name = _("Today %(day)s") % {"day": i18n.day_text(day)} if day == today else i18n.day(day)
        if not groups or groups[-1]["day"] != name:
            groups.append({"day": name, "entries": []})
        groups[-1]["entries"].append(_entry(row))
    return groups


def _entry(row: Journal) -> dict[str, Any]:
    act = host().registry.acts.get(row.act)
    label = _(act.label) if act else row.act
    what = _("tried: %(act)s") % {"act": label} if row.refused else label
    cites = [c for r in row.refusals if (c := clause_view(r.get("clause"), values=False))] if row.refused else []
    moved = _moved(row)
    kind = "bad" if row.refused else "ok" if moved else ""
    more = _reasons(row.refusals) if row.refused else [*moved, *_occurred(row), *_changes(row)]
    return {
        "icon": (act.icon if act and act.icon and not row.refused else ""),
        "kind": kind,
        "who": row.actor_name if row.actor_id else _("System"),
        "what": what,
        "time": f"{row.at.astimezone(clock.SHANGHAI):%H:%M}",
        "more": _("; ").join(more),
        "cites": cites,
        "say": _said(row),
    }


def _moved(row: Journal) -> list[str]:
    if row.state_before == row.state_after or not row.state_after:
        return []
    after = stage_label(row.subject_type, row.state_after)
    if not row.state_before:
        return [_("state: %(after)s") % {"after": after}]
    return [
        _("from %(before)s to %(after)s") % {"before": stage_label(row.subject_type, row.state_before), "after": after}
    ]


def stage_label(subject: str, state: str) -> str:
    stage = host().registry.stage(f"{subject}.{state}")
    return _(stage.label) if stage else state


def _occurred(row: Journal) -> list[str]:
    if row.occurred_at >= row.at:
        return []
    return [_("happened %(at)s") % {"at": i18n.instant(row.occurred_at)}]


def _reasons(refusals: Iterable[Mapping[str, Any]]) -> list[str]:
    said = [(str(r.get("message") or ""), {"plugin": r.get("plugin") or ""}) for r in refusals]
    return [filled(_(msgid), args) for msgid, args in said if msgid]


def _changes(row: Journal) -> list[str]:
    known = columns_of(row.subject_type)
    return [text for name, pair in row.changes.items() if name not in _INNER and (text := _change(name, pair, known))]


def _change(name: str, pair: Any, known: Mapping[str, Column]) -> str:
    """ "Label: before → after"; child rows as their number; a column without a label says nothing to a reader."""
    if name.startswith("+") or not isinstance(pair, list) or len(pair) != 2:
        return ""
    column = known.get(name)
    if column is None:
        return ""
    if column.kind == "answers":
        return changed(*pair)
    before, after = (value_words(column, value) for value in pair)
    label = _(column.label)
    if not before:
        return _("%(label)s: %(after)s") % {"label": label, "after": after} if after else ""
    return _("%(label)s: %(before)s to %(after)s") % {"label": label, "before": before, "after": after or _("nothing")}


def value_words(column: Column, value: Any) -> str:
    """A journaled value as the reader of the column knows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return _("hidden")  # the commitment of a personal value
    if column.kind in ("stage", "duty", "instant", "day"):
        return _stamp(value)
    if column.kind == "choice":
        return _(column.choices.get(value, str(value)))
    text = as_text(column.kind, value)
    return text if len(text) <= 80 else f"{text[:79]}\u2026"


def _stamp(value: Any) -> str:
    try:
        return i18n.instant(datetime.fromisoformat(value)) if len(value) > 10 else str(value)
    except (ValueError, TypeError):
        return str(value)


def _said(row: Journal) -> str:
    extra = row.outcome.get("extra") or {} if not row.refused else {}
    return _("; ").join(str(extra[name]) for name in _QUOTED if isinstance(extra.get(name), str) and extra[name])


def columns_of(subject: str) -> dict[str, Column]:
    """Label and kind of a subject's columns, from its screen and the forms of its acts."""
    registry = host().registry
    known: dict[str, Column] = {}
    for act in registry.acts_of(subject):
        for name, field in fields_of(act.form).items() if act.form else ():
            choices = dict(field.options()) if isinstance(field, Choice) else {}
            known.setdefault(
                name,
                Column(
                    name, field.msgid, "choice" if choices else field.kind if field.kind in _KINDS else "text", choices
                ),
            )
    screen = registry.screens.get(subject)
    for column in (*screen.columns, *screen.facts) if screen else ():
        known[column.field] = column
    return known
