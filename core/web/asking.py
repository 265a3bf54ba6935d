"""What a list is asked for: filters, view, sorting, search and cursor, each from the screen's own lists only.

Tortoise follows relations in any key it is given, so a key from the browser would be an oracle: an unknown one is 422.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

import orjson
from tortoise.expressions import Q

from core import clock
from core.declare import Column, Filter, Screen, Subject
from core.errors import FieldError, InvalidInput
from core.forms_read import as_day, as_flag, as_moment, as_whole
from core.host.host import host
from core.i18n import N_, _
from core.models.access import Actor
from core.web.page_parts import midnight
from core.web.rows import Resolved, resolve

VIEWS = {
    "all": N_("All"),
    "open": N_("Not completed"),
    "mine": N_("Mine"),
    "late": N_("Overdue"),
    "done": N_("Completed"),
}
_FIXED = frozenset({"after", "sort", "q", "view", "done", "cols", "totals"})
_LONGEST = 100
LATE = {"late": N_("Overdue"), "running": N_("Running"), "none": N_("No deadline")}


@dataclass(frozen=True)
class Chip:
    """A filter that is on; `keys` are the query keys it came from."""

    label: str
    value: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Cursor:
    """A page begins after (`back`: before) the row with this sort value and id; `empty`: among those without one."""

    back: bool
    empty: bool
    value: Any
    id: int


@dataclass
class Asked:
    """One request of a list, checked; `columns` are those to show, in their order."""

    sort: str
    end: Resolved
    columns: tuple[Column, ...] = ()
    view: str = "all"
    q: str = ""
    where: list[Q] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    cursor: Cursor | None = None
    totals: bool = False

    @property
    def column(self) -> str:
        return self.sort.lstrip("-")

    @property
    def descending(self) -> bool:
        return self.sort.startswith("-")


def read(params: Mapping[str, str], subject: Subject, screen: Screen, actor: Actor) -> Asked:
    """The query of a list; InvalidInput names every key that is unknown or holds something unusable."""
    errors: list[FieldError] = []
    filters = {key: f for f in screen.filters for key in keys_of(f)}
    for key in params:
        if key not in _FIXED and key not in filters:
            errors.append(FieldError(key, _("%(field)s: unknown filter, this list does not have it.") % {"field": key}))
    sort = _sort(params.get("sort") or screen.sorts[0], screen, errors)
    asked = Asked(sort, resolve(subject.model, sort.lstrip("-")))
    asked.columns = _columns(params.get("cols"), screen, errors)
    asked.totals = bool(params.get("totals"))
    asked.q = params.get("q", "").strip()[:_LONGEST].replace("\0", "")
    asked.view = params.get("view") or "all"
    if asked.view in VIEWS:
        asked.where.append(_view(asked.view, subject, actor))
    else:
        errors.append(_bad("view"))
    for each in screen.filters:
        _filter(each, subject, params, asked, errors)
    if params.get("after"):
        asked.cursor = _cursor(params["after"], asked, errors)
    if errors:
        raise InvalidInput(errors)
    return asked


def matching(lookup: str, value: Any) -> Q:
    """The filter `lookup` = `value`; the lookup comes from a declaration."""
    conditions: dict[str, Any] = {lookup: value}
    return Q(**conditions)


def keys_of(each: Filter) -> tuple[str, ...]:
    """The query keys of a filter: two for a span of days."""
    return (f"{each.field}_from", f"{each.field}_to") if each.kind == "day" else (each.field,)


def sortable(screen: Screen) -> frozenset[str]:
    return frozenset(name.lstrip("-") for name in screen.sorts)


def _bad(key: str) -> FieldError:
    return FieldError(key, _("%(field)s: choose one of the values offered.") % {"field": key})


def _sort(wanted: str, screen: Screen, errors: list[FieldError]) -> str:
    allowed = sortable(screen)
    if wanted.removeprefix("-") in allowed:
        return wanted
    errors.append(FieldError("sort", _("sort: choose one of %(names)s.") % {"names": ", ".join(sorted(allowed))}))
    return screen.sorts[0]


def _columns(text: str | None, screen: Screen, errors: list[FieldError]) -> tuple[Column, ...]:
    """The columns named, in the order in which they are named; all of them if none is."""
    if not text:
        return screen.columns
    known = {c.field: c for c in screen.columns}
    names = list(dict.fromkeys(text.split(",")))
    if unknown := [name for name in names if name not in known]:
        said = _("cols: this list has no column %(names)s.") % {"names": ", ".join(unknown)[:_LONGEST]}
        errors.append(FieldError("cols", said))
        return screen.columns
    return tuple(known[name] for name in names)


def _view(view: str, subject: Subject, actor: Actor) -> Q:
    match view:
        case "mine":
            return Q(owner_id=actor.id)
        case "late":
            return Q(next_late__lte=clock.now())
        case "open" | "done":
            if "category" in subject.model._meta.fields_map:  # a ticket's stage is its case's
                return Q(category="done") if view == "done" else ~Q(category="done")
            states = [name for name, stage in subject.states.items() if (stage.category == "done") == (view == "done")]
            return Q(state__in=states) if states else Q(id__in=[])
    return Q()


def choices(each: Filter, subject: Subject) -> list[tuple[str, str]]:
    """(value, label) of everything a filter offers; none for a span of days."""
    match each.kind:
        case "choice":
            return [(str(value), _(label)) for value, label in each.choices.items()]
        case "bool":
            return [("yes", _("Yes")), ("no", _("No"))]
        case "late":
            return [(value, _(label)) for value, label in LATE.items()]
        case "stage":
            return _stages(each, subject)
        case "user":
            return sorted(((str(i), name) for i, name in host().directory.users.items()), key=lambda pair: pair[1])
        case "department":
            tree = sorted(host().directory.departments.values(), key=lambda d: d.path)
            return [(str(d.id), "\u2003" * max(0, d.path.count("/") - 2) + d.name) for d in tree]
    return []


def _stages(each: Filter, subject: Subject) -> list[tuple[str, str]]:
    if each.field == "state":
        return [(name, _(stage.label)) for name, stage in subject.states.items()]
    kinds = [s for s in host().registry.subjects.values() if s.ticket_kind]
    return [(f"{s.name}.{name}", f"{_(s.label)}: {_(stage.label)}") for s in kinds for name, stage in s.states.items()]


def _filter(each: Filter, subject: Subject, params: Mapping[str, str], asked: Asked, errors: list[FieldError]) -> None:
    if each.kind == "day":
        _days(each, subject, params, asked, errors)
        return
    value = params.get(each.field)
    if not value:
        return
    label = value if each.kind == "text" and _typed(value) else dict(choices(each, subject)).get(value)
    if label is None:
        errors.append(_bad(each.field))
        return
    asked.where.append(_condition(each, value))
    asked.chips.append(Chip(_(each.label), label.strip(), (each.field,)))


def _typed(value: str) -> bool:
    return len(value) <= _LONGEST and value.isprintable()


def _condition(each: Filter, value: str) -> Q:
    name = each.field
    match each.kind:
        case "bool":
            return matching(name, as_flag(value))
        case "user":
            return matching(name, int(value))
        case "department":
            return matching(f"{name}__in", sorted(host().directory.below(int(value))))
        case "late" if value == "none":
            return matching(f"{name}__isnull", True)
        case "late":
            return matching(f"{name}__{'lte' if value == 'late' else 'gt'}", clock.now())
    return matching(name, next(v for v in each.choices if str(v) == value) if each.kind == "choice" else value)


def _days(each: Filter, subject: Subject, params: Mapping[str, str], asked: Asked, errors: list[FieldError]) -> None:
    since, until = (_day(key, params.get(key), errors) for key in keys_of(each))
    instants = resolve(subject.model, each.field).field.field_type is datetime
    if since:
        asked.where.append(matching(f"{each.field}__gte", midnight(since) if instants else since))
    if until:
        after = until + timedelta(days=1)
        asked.where.append(matching(f"{each.field}__lt", midnight(after) if instants else after))
    if since or until:
        span = f"{since.isoformat() if since else ''} \u2013 {until.isoformat() if until else ''}"
        asked.chips.append(Chip(_(each.label), span, keys_of(each)))


def _day(key: str, text: str | None, errors: list[FieldError]) -> date | None:
    if not text:
        return None
    try:
        return as_day(text)
    except ValueError:
        errors.append(FieldError(key, _("%(field)s: enter a date such as 2026-11-24.") % {"field": key}))
        return None


def cursor_text(cursor: Cursor) -> str:
    raw = orjson.dumps([cursor.back, cursor.empty, cursor.value, cursor.id], default=str)
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _cursor(text: str, asked: Asked, errors: list[FieldError]) -> Cursor | None:
    try:
        back, empty, value, row_id = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not (isinstance(back, bool) and isinstance(empty, bool) and type(row_id) is int and abs(row_id) < 2**63):
            raise ValueError(text)
        return Cursor(back, empty, None if empty else _key(value, asked), row_id)
    except (ValueError, TypeError, binascii.Error, OverflowError):
        errors.append(FieldError("after", _("after: take the value of next from the page before.")))
        return None


def _key(value: Any, asked: Asked) -> Any:
    """The sort value of a cursor in the type of its column; ValueError for anything else."""
    field = cast(Any, asked.end.field)
    if field.field_type is datetime:
        return as_moment(value)
    if field.field_type is date:
        return as_day(value)
    if field.field_type is int:
        bits = 63 if field.SQL_TYPE == "BIGINT" else 31
        return as_whole(value, -(2**bits), 2**bits - 1)
    if not isinstance(value, field.field_type) or (isinstance(value, str) and not value.isprintable()):
        raise ValueError(value)
    return value


def segments(asked: Asked) -> Iterable[bool]:
    """The parts of the list in reading order: rows with a sort value, then (True) those without, either direction."""
    order = (False, True) if asked.end.nullable else (False,)
    parts = list(reversed(order)) if asked.cursor and asked.cursor.back else list(order)
    return parts[parts.index(asked.cursor.empty) :] if asked.cursor and asked.cursor.empty in parts else parts
