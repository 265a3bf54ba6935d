"""/openapi.json: the API as it is declared at this moment, of all plugins that are on, in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from core.declare import Act, Filter, Screen, Subject
from core.host.host import host
from core.i18n import _, language
from core.web.asking import VIEWS, choices, keys_of, sortable
from core.web.detail import shown_columns
from core.web.openapi_more import files, more
from core.web.openapi_parts import ACTING, LISTING, READING, answers, components, good
from core.web.openapi_schemas import input_schema, row_schema
from core.web.security import LOGIN
from core.web.session import cookie

Json = dict[str, Any]

_KEPT = 8  # documents: two languages, and a generation that others may still read
_TWINS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
_OF_A_PAGE = ("after", "cols", "totals", "sort")  # what says nothing of which rows are meant
_documents: dict[tuple[Any, ...], bytes] = {}


async def openapi(request: Request) -> Response:
    """OpenAPI 3.1. What the reader may not use is there too, with the permission it takes."""
    body = _document(request)
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept-language, cookie, authorization"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _document(request: Request) -> bytes:
    """Made once for each generation and language."""
    config, house = request.app.state.config, host()
    key = (id(house.registry), house.generation, house.enabled, language(), config.base_url)
    if key not in _documents:
        while len(_documents) >= _KEPT:
            _documents.pop(next(iter(_documents)))
        others = [r for r in request.app.router.routes if getattr(r, "path", "").endswith(".json")]
        _documents[key] = orjson.dumps(document(config.base_url, cookie(config), others))
    return _documents[key]


def document(base_url: str, cookie_name: str, others: Iterable[Any] = ()) -> Json:
    """The whole description; `others` are routes outside the declared screens that answer with JSON."""
    plugins = [p for p in host().registry.plugins.values() if host().is_on(p.name)]
    paths = dict(_declared()) | dict(files())
    paths |= {path: item for path, item in _others(others) if path not in paths}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Guizhang",
            "version": host().registry.plugins["core"].manifest.version,
            "description": _(
                "Everything people do on pages, programs do here: the same rights, clauses and refusals. "
                "Texts are in the language of the header Accept-Language."
            ),
        },
        "servers": [{"url": base_url}],
        "security": [{"bearer": []}, {"cookie": [], "csrf": []}],
        "tags": [{"name": p.name, "description": _(p.manifest.label)} for p in plugins],
        "paths": paths,
        "components": components(cookie_name),
    }


def _declared() -> Iterator[tuple[str, Json]]:
    registry = host().registry
    for name, subject in registry.subjects.items():
        if not host().is_on(subject.plugin):
            continue
        base, screen = f"/s/{name.replace('.', '/')}", registry.screens.get(name)
        if screen is not None:
            yield f"{base}.json", {"get": _list(subject, screen)}
            for ending, media in _TWINS.items():
                yield f"{base}.{ending}", {"get": _twin_file(subject, screen, ending, media)}
            yield f"{base}/{{number}}.json", {"get": _detail(subject, screen)}
            narrowing = [each for each in _parameters(subject, screen) if each["name"] not in _OF_A_PAGE]
            yield from more(subject, screen, base, narrowing)
        yield f"/suggest/{name}", {"get": _suggest(subject)}
        for act in registry.acts.values():
            if act.on == name and act.by != "system":
                yield (f"{base}/acts/" if act.creates else f"{base}/{{number}}/acts/") + act.name, {"post": _act(act)}


def _operation(subject: Subject, name: str, summary: str, permission: str | None) -> Json:
    said = {"operationId": f"{subject.name}{name}", "tags": [subject.plugin], "summary": summary}
    return {**said, "x-permission": permission} if permission else said


def _act(act: Act) -> Json:
    subject = host().registry.subjects[act.on]
    clauses = [g.clause for g in host().registry.gates.get(act.full, ()) if g.clause and host().is_on(_owner(g))]
    found = _operation(subject, f".{act.name}", f"{_(subject.label)}: {_(act.label)}", act.full)
    found |= {"x-clause": act.clause} if act.clause else {}
    found |= {"x-gates": list(dict.fromkeys(clauses))} if clauses else {}
    where = [] if act.creates else [{"$ref": "#/components/parameters/number"}]
    done = {"201" if act.creates else "200": good(_("Done."), {"$ref": "#/components/schemas/Outcome"})}
    return {
        **found,
        "parameters": [*where, {"$ref": "#/components/parameters/key"}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _body(act)}}},
        "responses": {**done, **answers(*ACTING)},
    }


def _owner(declaration: Any) -> str:
    return host().registry.plugin_of(declaration)


def _body(act: Act) -> Json:
    data = input_schema(act.form)
    version = {
        "type": ["integer", "null"],
        "description": _("The version that was read; refused if it has grown since."),
    }
    confirmed = {"type": "boolean", "description": _("True: do it although a gate warns.")}
    properties = {"data": data, "key": {"type": ["string", "null"], "maxLength": 100}, "version": version}
    found: Json = {
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, "confirmed": confirmed},
    }
    return {**found, "required": ["data"]} if "required" in data else found


def _list(subject: Subject, screen: Screen) -> Json:
    href = {"number": {"type": "string"}, "state": {"type": "string"}, "href": {"type": "string"}}
    row = row_schema({c.field: c for c in screen.columns}, subject)
    row = {**row, "properties": {**href, **row["properties"]}, "required": list(href)}
    cursor = {"type": ["string", "null"]}
    count = {"type": "object", "properties": {"n": {"type": "integer"}, "capped": {"type": "boolean"}}}
    page = {"rows": {"type": "array", "items": row}, "next": cursor, "prev": cursor, "count": count}
    totals = {"type": "object", "additionalProperties": {"type": "integer"}}
    schema = {"type": "object", "required": list(page), "properties": {**page, "totals": totals}}
    return {
        **_operation(subject, ":list", _(screen.menu or subject.label), f"{subject.name}.read"),
        "parameters": list(_parameters(subject, screen)),
        "responses": {"200": good(_("A page of the list."), schema), **answers(*LISTING)},
    }


def _twin_file(subject: Subject, screen: Screen, ending: str, media: str) -> Json:
    """All rows found, not a page of them."""
    named = ("after", "totals")
    return {
        **_operation(subject, f":{ending}", _(screen.menu or subject.label), f"{subject.name}.read"),
        "parameters": [each for each in _parameters(subject, screen) if each["name"] not in named],
        "responses": {"200": good(_("All rows as a file."), {"type": "string"}, media), **answers(*LISTING)},
    }


def _parameters(subject: Subject, screen: Screen) -> Iterator[Json]:
    names = sorted(sortable(screen))
    yield _query("q", {"type": "string", "maxLength": 100}, _("Words or numbers looked for."))
    yield _query("view", {"enum": list(VIEWS)}, "")
    yield _query(
        "sort", {"enum": [*names, *(f"-{name}" for name in names)]}, _("A minus sign before it turns it round.")
    )
    yield _query("after", {"type": "string"}, _("A cursor: next or prev of the page before."))
    yield _query("cols", {"type": "string"}, _("Names of columns with commas between; left out: all of them."))
    yield _query("totals", {"enum": ["1"]}, _("With the totals of all rows found."))
    for each in screen.filters:
        for key in keys_of(each):
            yield _query(key, _filter_schema(each, subject), _(each.label))


def _filter_schema(each: Filter, subject: Subject) -> Json:
    """Names of people and departments are no part of the description: they are numbers here."""
    if each.kind in ("user", "department"):
        return {"type": "integer"}
    if each.kind == "day":
        return {"type": "string", "format": "date"}
    values = [value for value, _label in choices(each, subject)]
    return {"enum": values} if values else {"type": "string"}


def _query(name: str, schema: Json, description: str) -> Json:
    found = {"name": name, "in": "query", "required": False, "schema": schema}
    return {**found, "description": description} if description else found


def _detail(subject: Subject, screen: Screen) -> Json:
    fields = row_schema({c.field: c for c in shown_columns(screen, subject)}, subject)
    properties = {
        "subject": {"const": subject.name},
        "number": {"type": "string"},
        "state": {"enum": list(subject.states)},
        "version": {"type": "integer"},
        "fields": fields,
        "duties": {"type": "array", "items": {"$ref": "#/components/schemas/Duty"}},
        "checklists": {"type": "array", "items": {"$ref": "#/components/schemas/Checklist"}},
        "acts": {"type": "array", "items": {"$ref": "#/components/schemas/ActNow"}},
    }
    schema = {"type": "object", "required": list(properties), "properties": properties}
    return {
        **_operation(subject, ":get", _(subject.label), f"{subject.name}.read"),
        "parameters": [{"$ref": "#/components/parameters/number"}],
        "responses": {
            "200": good(_("What it is, what is owed and what can be done now."), schema),
            **answers(*READING),
        },
    }


def _suggest(subject: Subject) -> Json:
    properties: Json = {"id": {"type": "integer"}, **{n: {"type": "string"} for n in ("number", "label", "note")}}
    rows = {"type": "array", "items": {"type": "object", "required": list(properties), "properties": properties}}
    looked_for = _query("q", {"type": "string", "maxLength": 60}, _("Words or numbers looked for."))
    summary = _("Suggestions: %(what)s", what=_(subject.label))
    return {
        **_operation(subject, ":suggest", summary, f"{subject.name}.read"),
        "parameters": [looked_for],
        "responses": {"200": good(summary, rows), **answers("400", "401", "503")},
    }


def _others(routes: Iterable[Any]) -> Iterator[tuple[str, Json]]:
    """Pages made by hand that have a JSON twin."""
    for route in routes:
        if not route.path.startswith("/s/") and route.path != "/openapi.json":
            yield route.path, {"get": _twin(route.path, route.permission)}


def _twin(path: str, permission: str) -> Json:
    names = [part[1:].partition("}")[0] for part in path.split("/") if part.startswith("{")]
    summary = _("The data of the page %(path)s", path=path.removesuffix(".json"))
    said = {"operationId": f"page:{path}", "tags": ["core"], "summary": summary}
    return {
        **said,
        **({} if permission == LOGIN else {"x-permission": permission}),
        "parameters": [{"name": n, "in": "path", "required": True, "schema": {"type": "string"}} for n in names],
        "responses": {"200": good(summary, {}), **answers(*READING, "422")},
    }
