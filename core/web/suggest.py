"""Suggestions under a lookup field: what the reader may see of a subject, found by number or by words."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.declare import Subject
from core.host.host import host
from core.models.access import Actor, scope
from core.services import search
from core.web.answers import json_answer
from core.web.rows import hidden, mask
from core.web.security import wants_json
from core.web.session import actor as actor_of
from core.web.templating import render_block

SHOWN = 12
_DIGITS = 19  # of the largest id


async def suggest(request: Request, subject: Subject) -> Response:
    """At most SHOWN rows as options, or as JSON [{"id", "number", "label", "note"}]; one statement.

    `?customer=7` narrows to rows of this one, by any relation the subject has; then they are shown before anything is typed.
    """
    actor = actor_of(request)
    q, within = search.cleaned(request.query_params.get("q", "")), _within(request, subject)
    asked = bool(q or within)
    found = await _found(subject, q, within, actor) if asked else []
    options = [_option(subject, row, actor) for row in found]
    if wants_json(request):
        return json_answer(options)
    if not asked:  # the field was only entered: nothing was looked for, so nothing is said
        return HTMLResponse("")
    return await render_block(request, "core/_options.html", "options", options=options)


def _within(request: Request, subject: Subject) -> dict[str, Any]:
    meta, given = subject.model._meta, request.query_params
    return {
        f"{name}_id": int(given[name])
        for name in meta.fk_fields
        if given.get(name, "").isdecimal() and len(given[name]) < _DIGITS
    }


async def _found(subject: Subject, q: str, within: dict[str, Any], actor: Actor) -> list[Any]:
    seen = subject.model.filter(scope(f"{subject.name}.read", actor), **within)
    if q:
        seen = seen.filter(search.matching(subject.name, q, actor))
    if "merged" in subject.states:
        seen = seen.exclude(state="merged")  # it is found on pages, but nothing new is hung on it
    return list(await seen.order_by("-id").limit(SHOWN))


def _option(subject: Subject, row: Any, actor: Actor) -> dict[str, Any]:
    """The title as label, number and the place of work as a note; a personal title is masked."""
    title = str(getattr(row, subject.title, "") or row.number)
    shown = mask(title) if hidden(subject.model, subject.title, actor) else title
    department = host().directory.department(row.department_id)
    note = " ".join(part for part in (row.number if shown != row.number else "", department) if part)
    return {"id": row.id, "number": row.number, "label": shown, "note": note}
