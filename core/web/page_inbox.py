"""The inbox: what somebody was told, newest first, until he has read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.errors import NotFound
from core.host.host import host
from core.i18n import _
from core.models import Notice
from core.rules.notices import KINDS
from core.services.notices import read, sentence
from core.web.page_keyset import Paged, keyset, query
from core.web.page_parts import actor_of, blanks, subject_href
from core.web.security import local_path, wants_json
from core.web.templating import json_response, render


async def inbox(request: Request) -> Response:
    """Statements: the page and its anchor."""
    paged, lines = await _read(request)
    unread = request.query_params.get("view") != "all"
    views = [
        {"label": _("Unread"), "href": query(request, view=None), "current": unread},
        {"label": _("All"), "href": query(request, view="all"), "current": not unread},
    ]
    return await render(
        request,
        "core/inbox.html",
        lines=lines,
        pager=paged,
        views=views,
        chosen=blanks(request.query_params),
        kinds=[(name, _(kind.label)) for name, kind in KINDS.items()],
        here=query(request),
    )


async def inbox_json(request: Request) -> Response:
    paged, lines = await _read(request)
    return json_response({"rows": lines, "next": paged.next_href, "prev": paged.prev_href})


async def _read(request: Request) -> tuple[Paged, list[dict[str, Any]]]:
    params: Mapping[str, str] = request.query_params
    rows = Notice.filter(user_id=actor_of(request).id)
    if params.get("view") != "all":
        rows = rows.filter(read_at=None)
    if params.get("kind") in KINDS:
        rows = rows.filter(kind=params["kind"])
    paged = await keyset(request, rows, "id", descending=True)
    return paged, [_line(row) for row in paged.rows]


def _line(row: Notice) -> dict[str, Any]:
    kind = KINDS.get(row.kind)
    return {
        "id": row.id,
        "kind": row.kind,
        "label": _(kind.label) if kind else row.kind,
        "text": sentence(row),
        "number": row.number,
        "href": subject_href(row.subject_type, row.number) if row.subject_type in host().registry.screens else "",
        "at": row.at,
        "read_at": row.read_at,
    }


async def read_one(request: Request) -> Response:
    """POST: read; 303 to what the notice is about, or to the page in the field `back`."""
    actor, notice_id = actor_of(request), int(request.path_params["id"])
    row = await Notice.get_or_none(id=notice_id, user_id=actor.id) if notice_id < 2**63 else None
    if row is None or actor.id is None:
        raise NotFound("notice")
    count = await read(actor.id, row.id)
    return await _answered(request, count, _line(row)["href"] or "/inbox")


async def read_all(request: Request) -> Response:
    """POST: everything is read; 303 back to the inbox."""
    actor = actor_of(request)
    return await _answered(request, await read(actor.id) if actor.id else 0, "/inbox")


async def _answered(request: Request, count: int, target: str) -> Response:
    if wants_json(request):
        return json_response({"read": count})
    back = (await request.form()).get("back")
    return RedirectResponse(local_path(back if isinstance(back, str) else None, target), 303)
