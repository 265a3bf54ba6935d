"""A word to the colleagues, written where the case is read: the note belongs to the ticket, the writer stays on his page."""

from __future__ import annotations

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.acts.perform import perform
from core.errors import NotFound
from core.web.answers import json_answer
from core.web.case_files import NOTE, ticket_of
from core.web.detail import load
from core.web.page_files import subject_of_address
from core.web.page_parts import subject_href
from core.web.security import wants_json
from core.web.session import actor as actor_of

_KEY_LENGTH = 100


async def write_note(request: Request) -> Response:
    """POST: the note is written; 303 back to the page it was written on, JSON gets the outcome."""
    actor, subject = actor_of(request), subject_of_address(request)
    row = await load(subject, request.path_params["number"], actor)
    ticket = ticket_of(subject, row)
    if ticket is None:
        raise NotFound(row.number)
    form = await request.form()
    text, key = form.get("text"), str(form.get("key") or uuid4())[:_KEY_LENGTH]
    outcome = await perform(NOTE, actor, {"text": text if isinstance(text, str) else ""}, subject=ticket, key=key)
    if wants_json(request):
        return json_answer(outcome.as_json())
    return RedirectResponse(f"{subject_href(subject.name, row.number)}?done={NOTE}#history-h", 303)
