"""What a request asks an act to do, read from a page's form or a JSON body: data, one-time key, version, confirmation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request

from core.errors import FieldError, InvalidInput
from core.forms import unflatten
from core.i18n import _
from core.web.session import visit

_KEY_LENGTH = 100
_CONTROL = ("csrf", "key", "version", "confirm", "confirmed")
_BODY = ("version", "key", "data", "confirmed")


@dataclass
class Sent:
    """What a request asks to do."""

    data: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    version: int | None = None
    confirmed: bool = False


async def sent_json(request: Request, more: tuple[str, ...] = ()) -> Sent:
    """The body, and the key of the header Idempotency-Key if the body has none. A program's keys are its user's own."""
    try:
        body = orjson.loads(await request.body())
    except ValueError:
        raise InvalidInput([FieldError("", _("Send a JSON object."))]) from None
    if not isinstance(body, dict):
        raise InvalidInput([FieldError("", _("Send a JSON object."))])
    data = {} if body.get("data") is None else body["data"]
    errors = [
        FieldError(k, _("%(field)s: unknown field, this form does not have it.") % {"field": k})
        for k in body
        if k not in _BODY and k not in more
    ]
    if not isinstance(data, dict):
        errors.append(FieldError("data", _("%(field)s: send an object of fields.") % {"field": "data"}))
    if errors:
        raise InvalidInput(errors)
    return Sent(data, _json_key(request, body), _version(body.get("version")), body.get("confirmed") is True)


def _json_key(request: Request, body: dict[str, Any]) -> str:
    """Two programs that both count "1", "2", "3" do not meet: pages make keys nobody else has, programs may not."""
    header = request.headers.get("idempotency-key", "").strip().strip('"')
    key = _key(body.get("key") or header)
    if header and key != header:
        raise InvalidInput([FieldError("key", _("The key in the body is not the one in the header Idempotency-Key."))])
    who = visit(request)
    return f"{who.actor.id}.{key}" if key and who.bearer and who.actor else key


async def sent_form(request: Request, form: type[Any] | None, more: tuple[str, ...] = ()) -> Sent:
    """The fields of a page's form, but for those in `more`; files are not taken here."""
    items = [(k, v) for k, v in (await request.form(max_files=0)).multi_items() if isinstance(v, str)]
    sent = dict(items)
    data = unflatten(((k, v) for k, v in items if k not in _CONTROL and k not in more), form)
    confirmed = bool(sent.get("confirm") or sent.get("confirmed"))
    try:
        return Sent(data, _key(sent.get("key")), _version(sent.get("version")), confirmed)
    except InvalidInput as exc:
        raise HTTPException(400) from exc


def _key(raw: Any) -> str:
    if raw is None or raw == "":
        return ""
    if not isinstance(raw, str) or len(raw) > _KEY_LENGTH or not raw.isascii() or not raw.isprintable():
        raise InvalidInput(
            [
                FieldError(
                    "key", _("%(field)s: send a text of at most %(n)d characters.") % {"field": "key", "n": _KEY_LENGTH}
                )
            ]
        )
    return raw


def _version(raw: Any) -> int | None:
    if raw is None or raw == "":
        return None
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal() and len(raw) < 10:
        return int(raw)
    if type(raw) is int and 0 <= raw < 2**31:
        return raw
    raise InvalidInput(
        [
            FieldError(
                "version", _("%(field)s: send the number that the page of the subject shows.") % {"field": "version"}
            )
        ]
    )
