"""Files of a subject: taken in on its page, given out under the right to it, and never run by a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import uuid4

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from core.acts.perform import perform
from core.declare import Subject
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.i18n import _
from core.models import Attachment
from core.services.file_kinds import FIELD, KINDS, wrong
from core.services.files import MOST_BYTES, receive, stream
from core.web.answers import json_answer
from core.web.confidential import opened
from core.web.detail import load
from core.web.page_parts import subject_href
from core.web.security import SANDBOX, is_htmx, wants_json
from core.web.session import actor as actor_of
from core.web.session import visit
from core.web.templating import text

BODY_LIMIT = MOST_BYTES + 64 * 1024
_AT_ONCE = 10
_ATTACH, _REMOVE = "core.attachment.attach", "core.attachment.remove"
_KEY_LENGTH = 100


async def upload(request: Request) -> Response:
    """POST: attach the files of the form's field `file`; 303 to the subject's page, JSON gets 201 with what was kept.

    htmx gets the pictures among them as options: for the question of a checklist that asks for one.
    """
    actor, subject = actor_of(request), subject_of_address(request)
    number = request.path_params["number"]
    await load(subject, number, actor)  # what nobody may see takes no file, not even for a look at it
    if not actor.may(_ATTACH):
        raise Forbidden(_ATTACH)
    async with request.form(max_files=_AT_ONCE) as form:
        sent = [f for f in form.getlist(FIELD) if isinstance(f, UploadFile) and (f.filename or f.size)]
        if not sent:
            raise wrong(_("Choose a file first."))
        key = str(form.get("key") or request.headers.get("idempotency-key") or uuid4())[:_KEY_LENGTH]
        secret = str(form.get("secret") or "")
        kept = [await receive(file.file, file.filename or "") for file in sent]
    made = []
    for index, stored in enumerate(kept):  # at most _AT_ONCE, each an act of its own
        data = {"subject": subject.name, "number": number, "file": stored, "secret": secret}
        outcome = await perform(_ATTACH, actor, data, key=f"{actor.id}.{key}.{index}")
        made.append({"number": outcome.number, "name": stored.name, "kind": stored.kind, "size": stored.size})
    if wants_json(request) or visit(request).bearer:
        return json_answer({"files": [{**m, "href": f"/files/{m['number']}"} for m in made]}, 201)
    if is_htmx(request):
        pictures = [m for m in made if KINDS[str(m["kind"])].image]
        return HTMLResponse(text("core/_picked.html", pictures=pictures), 201)
    return RedirectResponse(f"{subject_href(subject.name, number)}?done={_ATTACH}#files", 303)


def subject_of_address(request: Request) -> Subject:
    """The declared subject of the address, if the reader may read such at all."""
    name = f"{request.path_params['plugin']}.{request.path_params['subject']}"
    subject = host().registry.subjects.get(name)
    if subject is None or name not in host().registry.screens:
        raise NotFound(name)
    if not actor_of(request).may(f"{name}.read"):
        raise Forbidden(f"{name}.read")
    return subject


async def content(request: Request) -> Response:
    """GET: the file itself; only pictures may be looked at in place, and nothing in any of them may run."""
    row, of = await _readable(request)
    secret = await opened(row, of, actor_of(request))
    kind = KINDS[row.kind]
    place = "inline" if kind.image and "download" not in request.query_params else "attachment"
    return _sent(row.sha256, kind.mime, f"{place}; {named(row)}", secret)


async def preview(request: Request) -> Response:
    """GET: the small picture of a photo."""
    row, of = await _readable(request)
    if not row.thumb:
        raise NotFound(row.number)
    return _sent(row.thumb, "image/webp", "inline", await opened(row, of, actor_of(request)))


def _sent(digest: str, mime: str, place: str, secret: bool) -> Response:
    headers = {
        "content-disposition": place,
        "content-security-policy": SANDBOX,
        # the same address never has another content; only this browser may keep it, and nothing whose every reading counts
        "cache-control": "no-store" if secret else "private, max-age=3600",
    }
    return StreamingResponse(stream(digest), media_type=mime, headers=headers)


def named(row: Any) -> str:
    """The name as RFC 6266 wants it: what is not plain is encoded, so no name can end the header."""
    return f"filename=\"{row.number}.{row.kind}\"; filename*=UTF-8''{quote(row.name, safe='')}"


async def _readable(request: Request) -> tuple[Attachment, Any]:
    """The attachment and its subject's row, if the reader may read its subject now; NotFound also for a removed one."""
    actor, number = actor_of(request), request.path_params["number"]
    row = await Attachment.get_or_none(number=number, state="kept") if len(number) <= _KEY_LENGTH // 4 else None
    subject = host().registry.subjects.get(row.subject_type) if row else None
    if row is None or subject is None:
        raise NotFound(number)
    return row, await load(subject, row.subject_number, actor)


async def remove(request: Request) -> Response:
    """POST: take the file from sight; 303 back to its subject."""
    (row, _of), actor = await _readable(request), actor_of(request)
    form = await request.form()
    await perform(_REMOVE, actor, subject=row.id, key=str(form.get("key") or uuid4())[:_KEY_LENGTH])
    return RedirectResponse(f"{subject_href(row.subject_type, row.subject_number)}?done={_REMOVE}#files", 303)
