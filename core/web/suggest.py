"""Suggestions under a lookup field: what the reader may see of a subject, found by number or by words."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

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


async def suggest(request: Request, subject: Subject) -> Response:
    """At most SHOWN rows as options, or as JSON [{"id", "number", "label", "note"}]; one statement."""
    actor = actor_of(request)
    q = search.cleaned(request.query_params.get("q", ""))
    found = await _found(subject, q, actor) if q else []
    options = [_option(subject, row, actor) for row in found]
    if wants_json(request):
        return json_answer(options)
    return await render_block(request, "core/_options.html", "options", options=options)


async def _found(subject: Subject, q: str, actor: Actor) -> list[Any]:
    seen = subject.model.filter(scope(f"{subject.name}.read", actor)).filter(search.matching(subject.name, q, actor))
    return list(await seen.order_by("-id").limit(SHOWN))


def _option(subject: Subject, row: Any, actor: Actor) -> dict[str, Any]:
    """The title as label, number and the place of work as a note; a personal title is masked."""
    title = str(getattr(row, subject.title, "") or row.number)
    shown = mask(title) if hidden(subject.model, subject.title, actor) else title
    department = host().directory.department(row.department_id)
    note = " ".join(part for part in (row.number if shown != row.number else "", department) if part)
    return {"id": row.id, "number": row.number, "label": shown, "note": note}
