"""JSON schemas of what acts take and lists give, read off the declared fields and columns themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.declare import Column, Subject
from core.forms import Answers, Lookup, Rows, Sign, fields_of
from core.forms_fields import BaseField, Choice, Day, Flag, Moment, Text, Whole, YesNo, Yuan
from core.i18n import _
from core.web.rows import resolve

Json = dict[str, Any]

_FEN = 100
_TYPES: Mapping[type, Json] = {
    bool: {"type": ["boolean", "null"]},
    int: {"type": ["integer", "null"]},
    str: {"type": ["string", "null"]},
    datetime: {"type": ["string", "null"], "format": "date-time"},
    date: {"type": ["string", "null"], "format": "date"},
}


def input_schema(form: type[Any] | None) -> Json:
    """The object of an act's form; without one it takes no field."""
    fields = fields_of(form) if form is not None else {}
    found: Json = {"type": "object", "additionalProperties": False}
    if fields:
        found["properties"] = {name: field_schema(field) for name, field in fields.items()}
    if required := [name for name, field in fields.items() if field.required]:
        found["required"] = required
    return found


def field_schema(field: BaseField) -> Json:
    """Type, bounds and words of one field; where it is not required, left out, null and "" are the same."""
    found = _shape(field)
    if not field.required:
        found = {"anyOf": [found, {"enum": ["", None]}]}
    words = {"title": _(field.msgid) if field.msgid else "", "description": _(field.hint) if field.hint else ""}
    clause = {"x-clause": field.clause} if isinstance(field.clause, str) else {}
    return {**{name: text for name, text in words.items() if text}, **found, **clause}


def _shape(field: BaseField) -> Json:
    match field:
        case Choice():
            return _choice(field)
        case Text():
            return {"type": "string", "maxLength": field.max, **({"minLength": 1} if field.required else {})}
        case YesNo():
            return {"type": "boolean"}
        case Flag():
            return {"type": "boolean", **({"const": True} if field.required else {})}
        case Day():
            return {"type": "string", "format": "date"}
        case Moment():
            return {"type": "string", "format": "date-time"}
        case Whole():
            return {"type": "integer", "minimum": field.min, "maximum": field.max}
        case Yuan():
            return _yuan(field)
        case Lookup():
            return _lookup(field)
        case Sign():
            point = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
            return {"type": "array", "minItems": 1, "items": {"type": "array", "minItems": 1, "items": point}}
        case Answers():
            answer = {"type": ["string", "number", "boolean", "null"]}
            return {"type": "object", "additionalProperties": answer, "x-checklist": field.checklist}
        case Rows():
            least = max(field.min, int(field.required))
            return {"type": "array", "items": input_schema(field.row), "minItems": least, "maxItems": field.max}
    return {"x-expected": field.expected()}  # a field that only its plugin knows


def _choice(field: Choice) -> Json:
    """The values that hold now, with their words; a table that is still empty offers none."""
    options = field.options()
    if not options:
        return {"type": "string"}
    return {"enum": [value for value, _label in options], "x-labels": {str(v): _(label) for v, label in options}}


def _yuan(field: Yuan) -> Json:
    """Typed in yuan, as people do; columns give fen."""
    bounds = {"minimum": field.min / _FEN, "maximum": field.max / _FEN}
    return {
        "anyOf": [{"type": "number", **bounds}, {"type": "string"}],
        "x-unit": "yuan",
        "x-expected": field.expected(),
    }


def _lookup(field: Lookup) -> Json:
    either = [{"type": "string", "maxLength": 60}, {"type": "integer", "minimum": 1}]
    return {
        "anyOf": either,
        "x-subject": field.subject,
        "x-suggest": field.source,
        "x-permission": f"{field.subject}.read",
    }


def column_schema(column: Column, subject: Subject) -> Json:
    """What a column gives; a personal value is masked for readers without the right to it."""
    end = resolve(subject.model, column.field).field
    shape = dict(_TYPES.get(end.field_type, {})) if isinstance(end.field_type, type) else {}
    clause = {"x-clause": column.clause} if column.clause else {}
    unit = {"x-unit": "fen"} if column.kind == "yuan" else {}
    labels = {"x-labels": {str(v): _(label) for v, label in column.choices.items()}} if column.choices else {}
    return {"title": _(column.label), **shape, **unit, **labels, **clause}


def row_schema(columns: Mapping[str, Column], subject: Subject) -> Json:
    """The columns as properties, by the path under which they are given."""
    return {"type": "object", "properties": {name: column_schema(c, subject) for name, c in columns.items()}}
