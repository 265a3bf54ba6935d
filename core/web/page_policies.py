"""Every value of the regulations an admin may set from a date on; what runs already keeps the value it started with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.acts.perform import perform
from core.declare import Policy
from core.errors import FieldError, InvalidInput, NotFound, Refused
from core.host.host import host
from core.i18n import _
from core.models import Duty, PolicyValue
from core.web.answers import Panel, refusal_view
from core.web.explain import calendar_banners
from core.web.page_parts import (
    actor_of,
    blanks,
    clause_view,
    day_of,
    grouped,
    midnight,
    origin_text,
    unit_text,
    value_text,
)
from core.web.policy_preview import preview
from core.web.security import is_htmx
from core.web.templating import render, render_block

SET = "core.policy_value.set"
_DIGITS = 12


async def policies(request: Request) -> Response:
    """All policies under their regulation; one statement for the values set."""
    rows = grouped(await _values(), lambda row: row.key)
    lines = [line(p, rows.get(p.key, []), clock.now()) for p in _enabled()]
    warned = [
        {"kind": "warn", "text": text, "href": "/s/core/calendar_day", "label": _("Calendar days")}
        for text in calendar_banners()
    ]
    may_set = actor_of(request).may(SET)
    return await render(request, "core/policies.html", banners=warned, groups=_by_regulation(lines), may_set=may_set)


async def policy(request: Request) -> Response:
    """One policy: its history, and the form to set a value from a date on."""
    return await _page(request, _asked(request), {}, [], None)


async def set_policy(request: Request) -> Response:
    """POST: through the act; what was typed stays when it is refused or wrong."""
    asked, sent = _asked(request), await request.form()
    typed = {name: str(value) for name, value in sent.items()}
    try:
        data = {
            "key": asked.key,
            "value": read_value(asked, typed),
            "effective_from": _from(typed),
            "reason": typed.get("reason", ""),
        }
        await perform(SET, actor_of(request), data, key=typed.get("key") or None, confirmed=bool(typed.get("confirm")))
    except InvalidInput as error:
        return await _page(request, asked, typed, error.errors, None, status=422)
    except Refused as error:
        return await _page(request, asked, typed, (), error, status=error.status)
    return RedirectResponse(f"/policies/{asked.key}", status_code=303)


async def preview_policy(request: Request) -> Response:
    """POST, changes nothing: what the value typed would have done; htmx gets that part only."""
    asked, sent = _asked(request), await request.form()
    typed = {name: str(value) for name, value in sent.items()}
    try:
        found = await preview(asked, read_value(asked, typed), actor_of(request))
    except (InvalidInput, ValueError) as error:
        if is_htmx(request):  # still being typed
            return await render_block(request, "core/policy_set.html", "preview", preview=None)
        said = error.errors if isinstance(error, InvalidInput) else [FieldError("value", _("Enter the table as JSON."))]
        return await _page(request, asked, typed, said, None, status=422)
    if is_htmx(request):
        return await render_block(request, "core/policy_set.html", "preview", preview=found)
    return await _page(request, asked, typed, [], None, found=found)


async def _page(
    request: Request,
    asked: Policy,
    typed: Mapping[str, str],
    errors: Sequence[FieldError],
    refused: Refused | None,
    status: int = 200,
    found: Mapping[str, Any] | None = None,
) -> Response:
    now, rows, filled = clock.now(), await _values(asked.key), blanks(typed)
    return await render(
        request,
        "core/policy_set.html",
        status=status,
        policy=line(asked, rows, now),
        control=control(asked, typed, now),
        typed=filled,
        errors=[{"field": e.field, "label": _labels().get(e.field, ""), "message": e.message} for e in errors],
        history=_history(asked, rows),
        running=await _running(asked),
        preview=found,
        refusal=_panel(refused),
        may_set=actor_of(request).may(SET),
        today=clock.today(),
        key=uuid4().hex,
    )


def _labels() -> dict[str, str]:
    return {"value": _("Value"), "effective_from": _("In force from"), "reason": _("Reason")}


def _panel(refused: Refused | None) -> Panel | None:
    return refusal_view(refused.refusals, SET, log_id=refused.log_id) if refused else None


def _asked(request: Request) -> Policy:
    found = host().registry.policies.get(request.path_params["key"])
    if found is None:
        raise NotFound(request.path_params["key"])
    return found


def _enabled() -> list[Policy]:
    registry = host().registry
    return [p for p in registry.policies.values() if host().is_on(registry.plugin_of(p))]


async def _values(key: str | None = None) -> list[PolicyValue]:
    rows = PolicyValue.exclude(state="withdrawn")
    return await (rows.filter(key=key) if key else rows).order_by("effective_from", "id")


def line(p: Policy, rows: Sequence[PolicyValue], now: datetime) -> dict[str, Any]:
    """A policy as shown: the value now, and the next one with its date."""
    past, coming = [r for r in rows if r.effective_from <= now], [r for r in rows if r.effective_from > now]
    value = past[-1].value[0] if past else p.default
    return {
        "key": p.key,
        "label": _(p.label),
        "kind": p.kind,
        "unit": unit_text(p.unit),
        "clause": clause_view(p.clause, values=False),
        "value": value_text(p, value),
        "origin": origin_text(p.origin),
        "is_default": not past,
        "default": value_text(p, p.default),
        "since": past[-1].effective_from if past else None,
        "href": f"/policies/{p.key}",
        "regulation": _regulation(p),
        "next": value_text(p, coming[0].value[0]) if coming else "",
        "next_from": coming[0].effective_from if coming else None,
    }


def _regulation(p: Policy) -> str:
    if p.clause is None:
        return _("Rules of the house itself")
    clause = host().registry.clauses.get(p.clause)
    regulation = host().registry.regulations.get(clause.regulation) if clause else None
    return _(regulation.title) if regulation else ""


def _by_regulation(lines: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    return list(grouped(lines, lambda each: each["regulation"]).items())


def _history(p: Policy, rows: Sequence[PolicyValue]) -> list[dict[str, Any]]:
    """Newest first; who set it is the row's owner."""
    people = host().directory
    return [
        {
            "value": value_text(p, r.value[0]),
            "from": r.effective_from,
            "set_at": r.created_at,
            "by": people.user(r.owner_id),
            "reason": r.reason,
        }
        for r in reversed(rows)
    ]


async def _running(p: Policy) -> int:
    """Running duties whose length this policy gives: they keep the value they started with."""
    named = [d for d in host().registry.deadlines.values() if d.length == p.key]
    if not named:
        return 0
    subjects, codes = {d.on for d in named}, {d.code for d in named}
    return await Duty.filter(running=1, subject_type__in=sorted(subjects), code__in=sorted(codes)).count()


def control(p: Policy, typed: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The input for the policy's kind, with what was typed or the value now."""
    value = host().policy(p.key, now)
    if p.kind == "table":
        if not isinstance(value, Mapping):
            return {"kind": "json", "value": typed.get("value", json.dumps(value, ensure_ascii=False))}
        names = [str(name) for name in value]
        rows = [{"name": n, "label": _(n), "value": typed.get(f"value-{n}", value[n])} for n in names]
        return {"kind": "table", "rows": rows}
    if p.kind == "choice":
        options = [(choice, _(choice)) for choice in p.choices]
        return {"kind": "choice", "options": options, "value": typed.get("value", value)}
    if p.kind == "switch":
        return {"kind": "switch", "value": typed.get("value", "yes" if value else "no")}
    return {"kind": "number", "value": typed.get("value", value)}


def read_value(p: Policy, typed: Mapping[str, str]) -> str:
    """The value sent as the act's form takes it; only what the inputs on this page need putting together is read here."""
    if p.kind == "table" and isinstance(p.default, Mapping):
        return json.dumps({name: _whole(f"value-{name}", typed.get(f"value-{name}", "")) for name in p.default})
    if p.kind == "number":
        return str(_whole("value", typed.get("value", "")))
    return typed.get("value", "")


def _whole(field: str, text: str) -> int:
    text = text.strip().replace(",", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        raise InvalidInput([FieldError(field, _("Enter a whole number that is not negative, such as 24."))])
    return int(text)


def _from(typed: Mapping[str, str]) -> str | None:
    """The first instant of the chosen day in Shanghai; None (this moment) for today: nothing is set for the past."""
    day = day_of(typed.get("effective_from"))
    if day is None:
        raise InvalidInput([FieldError("effective_from", _("Enter a day such as 2026-12-01."))])
    return None if day == clock.today() else midnight(day).isoformat()
