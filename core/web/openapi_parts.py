"""What every address of the API has in common: how programs show who they are, and the shapes of all answers but the good ones."""

from __future__ import annotations

from typing import Any

from core.i18n import N_, _

Json = dict[str, Any]

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_MAYBE = {"type": ["string", "null"]}
_INSTANT = {"type": "string", "format": "date-time"}
_ID = {"id": _TEXT}

_SCHEMAS: Json = {
    "Error": {"type": "object", "required": ["error", "id"], "properties": {"error": _TEXT, "todo": _TEXT, **_ID}},
    "Refusal": {
        "type": "object",
        "required": ["kind", "clause", "cite", "message", "missing", "keys", "where"],
        "properties": {
            "kind": _TEXT,
            "clause": _MAYBE,
            "cite": _MAYBE,
            "message": _TEXT,
            "missing": _TEXTS,
            "keys": _TEXTS,
            "where": {"type": "array", "items": _MAYBE},
        },
    },
    "Refused": {
        "type": "object",
        "required": ["refusals", "id"],
        "properties": {
            "refusals": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Refusal"}},
            **_ID,
        },
    },
    "InvalidInput": {
        "type": "object",
        "required": ["errors"],
        "properties": {
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["field", "message"],
                    "properties": {"field": _TEXT, "message": _TEXT},
                },
            }
        },
    },
    "Unknown": {
        "type": "object",
        "required": ["outcome", "key"],
        "properties": {"outcome": {"const": "unknown"}, "key": _TEXT},
    },
    "Outcome": {
        "type": "object",
        "required": ["subject", "number", "state", "version", "duties"],
        "properties": {
            "subject": _TEXT,
            "number": _TEXT,
            "state": _TEXT,
            "version": {"type": "integer"},
            "duties": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["code", "label", "due_at"],
                    "properties": {"code": _TEXT, "label": _TEXT, "due_at": _INSTANT},
                },
            },
        },
    },
    "Duty": {
        "type": "object",
        "required": ["code", "label", "state", "clause", "start_at", "due_at", "stop_at"],
        "properties": {
            "code": _TEXT,
            "label": _TEXT,
            "state": _TEXT,
            "clause": _TEXT,
            "start_at": _INSTANT,
            "due_at": _INSTANT,
            "stop_at": {"type": ["string", "null"], "format": "date-time"},
        },
    },
    "Task": {
        "type": "object",
        "required": ["task", "kind", "state", "done", "total", "href"],
        "properties": {
            **dict.fromkeys(("task", "kind", "state", "href"), _TEXT),
            "done": {"type": "integer"},
            "total": {"type": "integer"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "results": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["number", "outcome"],
                    "properties": {
                        "number": _TEXT,
                        "outcome": {"enum": ["done", "refused", "invalid", "not_found"]},
                        "printed": _TEXT,
                        "refusals": {"type": "array", "items": {"$ref": "#/components/schemas/Refusal"}},
                    },
                },
            },
        },
    },
    "Checklist": {
        "type": "object",
        "required": ["checklist", "edition", "answers", "open"],
        "properties": {
            "checklist": _TEXT,
            "edition": _TEXT,
            "answers": {"type": "object", "additionalProperties": {"type": ["string", "boolean"]}},
            "open": _TEXTS,
        },
    },
    "ActNow": {
        "type": "object",
        "required": ["name", "label", "allowed", "refusals"],
        "properties": {
            "name": _TEXT,
            "label": _TEXT,
            "allowed": {"type": "boolean"},
            "refusals": {"type": "array", "items": {"$ref": "#/components/schemas/Refusal"}},
        },
    },
}

_ANSWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "400": (N_("The request is no HTTP or JSON that can be read."), ("Error",)),
    "401": (N_("Nobody is signed in, or the token does not hold."), ("Error",)),
    "403": (N_("The right to it is missing."), ("Error", "Refused")),
    "404": (N_("There is none, or it lies outside the data scope: both are answered alike."), ("Error",)),
    "408": (N_("The request took too long to arrive."), ("Error",)),
    "409": (N_("Refused: each refusal names its clause, what is missing and where to supply it."), ("Refused",)),
    "413": (N_("What was sent is larger than this page takes."), ("Error",)),
    "422": (N_("The input has the wrong form."), ("InvalidInput",)),
    "503": (N_("Busy, or the outcome is not known: send it again under the same key."), ("Unknown", "Error")),
    "507": (N_("The disk is full or read-only; nothing was saved."), ("Error",)),
}
READING = ("400", "401", "403", "404", "503")
LISTING = ("400", "401", "403", "422", "503")
ACTING = tuple(_ANSWERS)


def answers(*statuses: str) -> Json:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def good(description: str, schema: Json, media: str = "application/json") -> Json:
    return {"description": description, "content": {media: {"schema": schema}}}


def components(cookie: str) -> Json:
    """Shared schemas and answers in the reader's language."""
    return {
        "schemas": _SCHEMAS,
        "responses": {status: _answer(text, names) for status, (text, names) in _ANSWERS.items()},
        "parameters": {"number": _number(), "key": _key()},
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "description": _("An API token, issued under API tokens.")},
            "cookie": {"type": "apiKey", "in": "cookie", "name": cookie},
            "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
        },
    }


def _answer(text: str, names: tuple[str, ...]) -> Json:
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    return good(_(text), refs[0] if len(refs) == 1 else {"anyOf": refs})


def _number() -> Json:
    schema = {"type": "string", "maxLength": 40}
    return {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": schema,
        "description": _("The subject's number."),
    }


def _key() -> Json:
    said = _("A one-time key: what was done under it is never done twice, a repeat gives the first answer.")
    schema = {"type": "string", "maxLength": 100}
    return {"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema, "description": said}
