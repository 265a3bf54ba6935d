"""A declared column as a reader may see it: values for JSON, words for the page, personal values masked in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from tortoise.fields.base import Field
from tortoise.models import Model

from core import clock, i18n
from core.declare import Column, Stage, Subject
from core.host.host import host
from core.i18n import gettext as _
from core.models.access import Actor
from core.services.rights import words
from core.web.page_parts import left_text

_PHONE_DIGITS = 7  # from so many digits on a text is taken for a phone number
_FEW = frozenset({"stage", "choice", "user", "department", "region", "bool"})  # kinds whose values come again and again


class Cell(NamedTuple):
    """`value` for JSON, `text` for people; `category` of a stage, `state` of a duty; `css` its place on a card."""

    field: str
    kind: str
    value: Any
    text: str
    category: str = ""
    state: str = ""
    masked: bool = False
    css: str = ""
    percent: int = 0

    @property
    def label(self) -> str:
        return self.text

    @property
    def left_text(self) -> str:
        return self.text


@dataclass(frozen=True)
class Resolved:
    """Where a path of a column leads: the model and field at its end, and whether it may be empty."""

    model: type[Model]
    field: Field[Any]
    nullable: bool


_resolved: dict[tuple[type[Any], str], Resolved] = {}


def resolve(model: type[Any], path: str) -> Resolved:
    """`path` is declared ("customer__name"), never a user's; KeyError for one that leads nowhere."""
    if (model, path) not in _resolved:
        _resolved[model, path] = _resolve(model, path)
    return _resolved[model, path]


def _resolve(model: type[Any], path: str) -> Resolved:
    head, _dot, rest = path.partition("__")
    field = model._meta.fields_map[head]
    if not rest:
        return Resolved(model, field, bool(field.null))
    inner = resolve(field.related_model, rest)
    return Resolved(inner.model, inner.field, inner.nullable or bool(field.null))


def subject_of(model: type[Model]) -> Subject | None:
    """The subject a model is declared for."""
    return host().registry.by_model.get(model)


def hidden(model: type[Model], path: str, actor: Actor) -> bool:
    """Whether the column holds a personal value the actor may not see."""
    end = resolve(model, path)
    subject = subject_of(end.model)
    name = path.rpartition("__")[2]
    return (
        subject is not None
        and name in subject.personal
        and not actor.is_system
        and not actor.may(f"{subject.name}.unmask")
    )


def mask(value: str) -> str:
    """138****0000 for a phone number, the first character and ** for anything else."""
    if not value:
        return ""
    digits = "".join(c for c in value if c.isdecimal())
    if len(digits) >= _PHONE_DIGITS and len(digits) * 2 > len(value):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"{value[0]}**"


def cell(column: Column, value: Any, model: type[Model], actor: Actor, css: str = "") -> Cell:
    """One value of `column` for this reader."""
    return reading(column, model, actor, css)(value)


def reading(column: Column, model: type[Model], actor: Actor, css: str = "") -> Callable[[Any], Cell]:
    """What makes cells of a column's values for this reader: rights are looked at once, words found once per value."""
    field, kind = column.field, column.kind
    if hidden(model, field, actor) or (column.personal and not actor.may(f"{column.personal}.unmask")):

        def masked(value: Any) -> Cell:
            shown = mask(str(value or ""))
            return Cell(field, kind, shown, shown, masked=bool(shown), css=css)

        return masked
    if kind == "duty":
        return _due_cell(field, model, css)

    def seen(value: Any) -> Cell:
        if type(value) is str and kind not in _FEW:
            return Cell(field, kind, value, value, "", "", False, css)
        text, extra = _words(column, value, model)
        return Cell(field, kind, _plain(value), text, css=css, **extra)

    return lru_cache(maxsize=None)(seen) if kind in _FEW else seen


def _plain(value: Any) -> Any:
    return (
        value
        if value is None or isinstance(value, str | int | float | bool | list | dict | datetime | date)
        else str(value)
    )


def _words(column: Column, value: Any, model: type[Model]) -> tuple[str, dict[str, Any]]:
    if value is None or value == "":
        return "", {}
    match column.kind:
        case "stage":
            stage = stage_of(model, str(value))
            return (_(stage.label), {"category": stage.category}) if stage else (str(value), {})
        case "choice":
            return _(column.choices.get(value, str(value))), {}
    return as_text(column.kind, value), {}


def _due_cell(field: str, model: type[Model], css: str) -> Callable[[Any], Cell]:
    """How long is left until the first late instant; suspended while the subject's plugin is off."""
    now, subject = clock.now(), subject_of(model)
    on = subject is None or host().is_on(subject.plugin)

    def seen(late_from: datetime | None) -> Cell:
        if late_from is None:
            return Cell(field, "duty", None, "", css=css)
        state = "suspended" if not on else "late" if now >= late_from else "running"
        return Cell(field, "duty", late_from, left_text(late_from, now), "", state, False, css)

    return seen


def as_text(kind: str, value: Any) -> str:
    """A value in words, by the kind of its column."""
    directory = host().directory
    match kind:
        case "yuan":
            return i18n.yuan(value)
        case "user":
            return directory.user(value)
        case "department":
            return directory.department(value)
        case "bool":
            return _("Yes") if value else _("No")
        case "day":
            return i18n.day(value)
        case "right":
            return _("; ").join(str(words(name)) for name in (value if isinstance(value, list) else [value]))
        case "share":
            return i18n.share(value)
    if isinstance(value, datetime):
        return i18n.instant(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return ", ".join(str(v) for v in value)
    return str(value)


def stage_of(model: type[Model], value: str) -> Stage | None:
    """The stage of a subject's own state, or of a path "plugin.subject.state"."""
    if "." in value:
        return host().registry.stage(value)
    subject = subject_of(model)
    return subject.states.get(value) if subject else None


def layout(columns: Iterable[Column]) -> dict[str, str]:
    """The places on the card a row becomes on a phone: number, title, due, stage, two more; the rest is left out,
    what is optional on a narrow desk too, and what is summed up: a bare number says nothing without its heading."""
    places: dict[str, str] = {}
    free = {"code": ["c-d"], "stage": ["c-e"], "duty": ["c-b"], "text": ["c-a", "c-c", "c-c"]}
    for column in columns:
        slots = [] if column.optional or column.total else free.get(column.kind, [])
        places[column.field] = "c-more" if column.optional else slots.pop(0) if slots else "c-opt"
    return places


def value_at(row: Any, path: str) -> Any:
    """The value of a declared path on a row selected with its relations, or of a mapping with whole paths as keys."""
    if isinstance(row, Mapping):
        return row.get(path)
    for name in path.split("__"):
        row = getattr(row, name, None)
        if row is None:
            return None
    return row


def relations(columns: Iterable[Column]) -> list[str]:
    """The relations to select together with a row so that all paths of the columns can be read."""
    return sorted({c.field.rpartition("__")[0] for c in columns if "__" in c.field})
