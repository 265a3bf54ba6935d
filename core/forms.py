"""The form fields acts are filled in with: one declaration gives the input on the page, the check and the value.

WTForms draws them; reading is our own and pure, because acts come as JSON, as HTML forms and from sheets alike, and
because an error must name the field and the form expected in the reader's language. Labels and hints are msgids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import wtforms
from wtforms import widgets

from core.declare import N_
from core.errors import FieldError, InvalidInput
from core.forms_answers import Answers, gathered
from core.forms_fields import (
    BaseField,
    Choice,
    Day,
    Flag,
    LongText,
    Moment,
    Phone,
    Region,
    Text,
    Whole,
    YesNo,
    Yuan,
)
from core.forms_read import BLANK, as_lines, as_text, as_whole
from core.i18n import _

if TYPE_CHECKING:  # generic for the type checker only
    _FieldList = wtforms.FieldList[Any]
else:
    _FieldList = wtforms.FieldList

_SPARE_ROWS = 3  # rows offered before any is filled: without script none can be added


class Form(wtforms.Form):
    """Base of every act's form."""


class Lookup(BaseField):
    """Another subject, by number or id; `perform` looks it up within the actor's scope and hands on the id."""

    kind = "lookup"

    def __init__(self, label: str = "", subject: str = "", **kwargs: Any) -> None:
        self.subject = subject
        self.source = f"/suggest/{subject}"
        self.text = ""
        self.within = self.placeholder = ""  # how the page narrows it, and what it says before anything is typed
        super().__init__(label, **kwargs)

    def process_data(self, value: Any) -> None:
        typed = isinstance(value, str) and not value.isdecimal()
        self.data, self.text = ("", value) if typed else (value, str(value or ""))

    def read(self, raw: Any) -> int | str:
        if isinstance(raw, str) and not raw.strip().isdecimal():
            return as_text(raw, 60, lines=False)
        return as_whole(raw, 1, 2**63 - 1)

    def expected(self) -> str:
        return _("a number from the list of suggestions")


class Sign(BaseField):
    """A signature drawn on the screen: lines, each a list of [x, y] in whole pixels."""

    kind = "signature"
    empty: Any = None

    def read(self, raw: Any) -> list[list[list[int]]]:
        return as_lines(raw)

    def expected(self) -> str:
        return _("a signature drawn in the signing area")

    def _value(self) -> str:
        return self.data if isinstance(self.data, str) else json.dumps(self.data) if self.data else ""


class Rows(BaseField, _FieldList):
    """`min` to `max` rows of the form `row`, read as a list of dicts; rows left blank are dropped."""

    kind = "rows"
    widget = widgets.ListWidget()

    def __init__(self, label: str = "", row: type[Form] = Form, *, min: int = 0, max: int = 200, **kwargs: Any) -> None:
        self.row, self.min, self.max = row, min, max
        spare = min if min > _SPARE_ROWS else _SPARE_ROWS
        super().__init__(label, unbound_field=wtforms.FormField(row), min_entries=spare, **kwargs)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        names = fields_of(self.row)
        rows = [row for row in data if isinstance(row, Mapping)] if isinstance(data, list | tuple) else []
        super().process(formdata, [{k: v for k, v in row.items() if k in names} for row in rows], extra_filters)

    @property
    def empty(self) -> list[Any]:
        return []

    def take(self, raw: Any, path: str, errors: list[FieldError]) -> list[dict[str, Any]]:
        rows = [] if raw in BLANK else raw
        well = isinstance(rows, list | tuple) and all(isinstance(row, Mapping) for row in rows)
        filled = [(i, row) for i, row in enumerate(rows) if any(v not in BLANK for v in row.values())] if well else []
        if not well or not max(self.min, int(self.required)) <= len(filled) <= self.max:
            errors.append(self.error(path, N_("%(label)s: enter %(expected)s.")))
            return []
        return [_take_all(self.row, row, errors, f"{path}-{i}-") for i, row in filled]

    def expected(self) -> str:
        return _("%(min)d to %(max)d rows") % {"min": max(self.min, int(self.required)), "max": self.max}


_known: dict[type[Any], dict[str, BaseField]] = {}


def fields_of(form_cls: type[Any]) -> dict[str, BaseField]:
    """The form's fields by name, for reading only: `take` keeps nothing in them."""
    if form_cls not in _known:
        _known[form_cls] = dict(form_cls()._fields)
    return _known[form_cls]


def parse(form_cls: type[wtforms.Form], payload: Mapping[str, Any]) -> dict[str, Any]:
    """A value for every field of the form; raises InvalidInput with all that is wrong, undeclared keys included."""
    errors: list[FieldError] = []
    data = _take_all(form_cls, payload, errors, "")
    if errors:
        raise InvalidInput(errors)
    return data


def _take_all(
    form_cls: type[wtforms.Form], payload: Mapping[str, Any], errors: list[FieldError], prefix: str
) -> dict[str, Any]:
    fields = fields_of(form_cls)
    for key in payload.keys() - fields.keys():
        message = _("%(field)s: unknown field, this form does not have it.") % {"field": key}
        errors.append(FieldError(f"{prefix}{key}", message))
    return {name: field.take(payload.get(name), prefix + name, errors) for name, field in fields.items()}


def draft(
    form_cls: type[wtforms.Form], data: Mapping[str, Any] | None = None, errors: Iterable[FieldError] = ()
) -> wtforms.Form:
    """The form to draw: with `data` (typed strings or values of columns) in it and `errors` at their fields."""
    names = fields_of(form_cls)
    form = form_cls(data={k: v for k, v in (data or {}).items() if k in names})
    inputs = dict(_inputs(form))
    for error in errors:
        if error.field in inputs:
            inputs[error.field].errors = [*inputs[error.field].errors, error.message]
            owner = inputs.get(error.field.split("-")[0])
            if owner is not None and owner is not inputs[error.field]:
                owner.errors = [*owner.errors, {error.field: error.message}]
        elif getattr(asked := inputs.get(error.field.split("-")[0]), "kind", "") == "answers" and asked is not None:
            asked.problems[error.field.partition("-")[2]] = error.message
            asked.errors = [*asked.errors, {error.field: error.message}]
    return form


def _inputs(form: wtforms.Form) -> Iterable[tuple[str, Any]]:
    for field in form:
        yield field.name, field
        for entry in getattr(field, "entries", ()):
            yield from _inputs(entry.form)


_CELL = re.compile(r"([A-Za-z_]\w*)-(\d{1,4})-(\w+)", re.ASCII)


def unflatten(items: Iterable[tuple[str, Any]], form_cls: type[wtforms.Form] | None = None) -> dict[str, Any]:
    """The pairs of an HTML form as a payload: `parts-0-name` becomes a row, a lookup only typed takes the words."""
    asking = [name for name, f in fields_of(form_cls).items() if isinstance(f, Answers)] if form_cls else []
    items, answers = gathered(items, asking)
    payload: dict[str, Any] = dict(answers)
    cells: dict[str, dict[int, dict[str, Any]]] = {}
    for key, value in items:
        if match := _CELL.fullmatch(key):
            cells.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = value
        else:
            payload[key] = value
    row_forms = {name: f.row for name, f in fields_of(form_cls).items() if isinstance(f, Rows)} if form_cls else {}
    for name, rows in cells.items():
        payload[name] = [_typed(rows[i], row_forms.get(name)) for i in sorted(rows)]
    return _typed(payload, form_cls)


def _typed(payload: dict[str, Any], form_cls: type[wtforms.Form] | None) -> dict[str, Any]:
    for name, field in fields_of(form_cls).items() if form_cls else ():
        if isinstance(field, Lookup) and (words := payload.pop(f"{name}_text", None)) is not None:
            payload[name] = payload.get(name) or words
    return payload


def flatten(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `unflatten`."""
    flat: dict[str, Any] = {}
    for key, value in payload.items():
        if isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value):
            flat.update({f"{key}-{i}-{name}": cell for i, row in enumerate(value) for name, cell in row.items()})
        elif isinstance(value, Mapping):
            flat.update({f"{key}-{name}": answer for name, answer in value.items()})
        else:
            flat[key] = value
    return flat


__all__ = [
    "Answers",
    "Choice",
    "Day",
    "Flag",
    "Form",
    "LongText",
    "Lookup",
    "Moment",
    "Phone",
    "Region",
    "Rows",
    "Sign",
    "Text",
    "Whole",
    "YesNo",
    "Yuan",
    "draft",
    "fields_of",
    "flatten",
    "parse",
    "unflatten",
]
