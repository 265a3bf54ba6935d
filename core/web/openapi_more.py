"""What else programs may do with a declared subject: one act for many rows, the cross-tab, files with a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.declare import Act, Screen, Subject
from core.host.host import host
from core.i18n import _
from core.services.batch import fits, most
from core.services.file_kinds import FIELD
from core.web.list_tools import dims
from core.web.openapi_parts import ACTING, LISTING, READING, answers, good
from core.web.openapi_schemas import input_schema

Json = dict[str, Any]

ATTACH = "core.attachment.attach"
_NUMBER: Json = {"$ref": "#/components/parameters/number"}
_KEY: Json = {"$ref": "#/components/parameters/key"}


def more(subject: Subject, screen: Screen, base: str, filters: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Paths of a subject that has a list; `filters` are the parameters that narrow it."""
    narrowing = list(filters)
    for act in host().registry.acts.values():
        if act.on == subject.name and fits(act, subject):
            yield f"{base}/batch/{act.name}", {"post": _batch(subject, act, narrowing)}
    sides = [f.field for f in dims(subject, screen)]
    if len(sides) > 1:
        yield f"{base}/cross.csv", {"get": _cross(subject, screen, sides, narrowing)}
    yield f"{base}/{{number}}/files", {"post": _attach(subject)}


def files() -> Iterator[tuple[str, Json]]:
    """The files themselves, whatever they belong to."""
    said = _("The file itself; whoever may read its subject may read it.")
    content = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    yield (
        "/files/{number}",
        {
            "get": {
                "operationId": "files:get",
                "tags": ["core"],
                "summary": _("A file"),
                "parameters": [_NUMBER],
                "responses": {"200": {"description": said, "content": content}, **answers(*READING)},
            }
        },
    )


def _operation(subject: Subject, name: str, summary: str, permission: str) -> Json:
    return {
        "operationId": f"{subject.name}{name}",
        "tags": [subject.plugin],
        "summary": summary,
        "x-permission": permission,
    }


def _batch(subject: Subject, act: Act, narrowing: list[Json]) -> Json:
    registry = host().registry
    clauses = [g.clause for g in registry.gates.get(act.full, ()) if g.clause and host().is_on(registry.plugin_of(g))]
    summary = _("%(act)s, for many rows", act=f"{_(subject.label)}: {_(act.label)}")
    task: Json = {"$ref": "#/components/schemas/Task"}
    return {
        **_operation(subject, f".{act.name}:batch", summary, act.full),
        **({"x-clause": act.clause} if act.clause else {}),
        **({"x-gates": list(dict.fromkeys(clauses))} if clauses else {}),
        "parameters": [_KEY],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _body(act, narrowing)}}},
        "responses": {
            "200": good(_("Done: how each row ended, in their order."), task),
            "202": good(_("Begun: ask again at the address given."), task),
            **answers(*ACTING),
        },
    }


def _body(act: Act, narrowing: list[Json]) -> Json:
    """Exactly one of `numbers` and `filter`."""
    number = {"type": "string", "maxLength": 40}
    shape = {each["name"]: {"type": "string"} for each in narrowing}
    properties: Mapping[str, Json] = {
        "data": input_schema(act.form),
        "numbers": {"type": "array", "items": number, "minItems": 1, "maxItems": most(act)},
        "filter": {
            "type": "object",
            "properties": shape,
            "additionalProperties": False,
            "description": _("What the list is asked for: the act is done to all rows it finds, at most %(most)d.")
            % {"most": most(act)},
        },
        "key": {"type": ["string", "null"], "maxLength": 100},
        "confirmed": {"type": "boolean", "description": _("True: do it although a gate warns.")},
    }
    either = [{"required": ["numbers"]}, {"required": ["filter"]}]
    return {"type": "object", "additionalProperties": False, "properties": properties, "oneOf": either}


def _cross(subject: Subject, screen: Screen, sides: list[str], narrowing: list[Json]) -> Json:
    summary = _("%(list)s by two features") % {"list": _(screen.menu or subject.label)}
    along = [
        {"name": name, "in": "query", "required": False, "schema": {"enum": sides}, "description": said}
        for name, said in (("rows", _("What stands down the side.")), ("cols", _("What stands along the top.")))
    ]
    return {
        **_operation(subject, ":cross", summary, f"{subject.name}.read"),
        "parameters": [*along, *(each for each in narrowing if each["name"] not in ("rows", "cols"))],
        "responses": {"200": good(_("All counts as a file."), {"type": "string"}, "text/csv"), **answers(*LISTING)},
    }


def _attach(subject: Subject) -> Json:
    one = {"type": "string", "format": "binary"}
    # confidential kinds; empty = whoever may read the subject
    kinds = {"type": "string", "enum": ["", *host().registry.file_kinds]}
    sent = {FIELD: {"type": "array", "items": one}, "secret": kinds}
    form = {"type": "object", "required": [FIELD], "properties": sent}
    kept = {name: {"type": "string"} for name in ("number", "name", "kind", "href")} | {"size": {"type": "integer"}}
    shape = {"type": "object", "required": list(kept), "properties": kept}
    made = {"type": "object", "required": ["files"], "properties": {"files": {"type": "array", "items": shape}}}
    summary = _("Attach files: %(what)s", what=_(subject.label))
    return {
        **_operation(subject, ":attach", summary, ATTACH),
        "parameters": [_NUMBER, _KEY],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}}},
        "responses": {"201": good(_("What was kept, and where."), made), **answers(*ACTING)},
    }
