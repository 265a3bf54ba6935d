"""Loading the company's own lists from the browser: a file is checked first, row by row, and entered only when somebody says so.

The file waits in the data folder under a name of our own; who sent it alone may have it entered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.acts.journal import new_uid
from core.errors import FieldError, Forbidden, InvalidInput, NotFound
from core.i18n import _
from core.models import Task
from core.models.access import Actor
from core.services import tasks
from core.services.exchange.kinds import KINDS, Kind
from core.services.exchange.template import write_template
from core.web.exporting import XLSX
from core.web.page_tasks import href_of
from core.web.session import actor as actor_of
from core.web.templating import render

BODY_LIMIT = 10 * 1024 * 1024
_SHOWN = 20
_KINDS_OF_FILES = (".csv", ".txt", ".xlsx")
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def may_load(kind: Kind, actor: Actor) -> bool:
    return actor.may("core.page.load") and actor.may(kind.create) and actor.may(kind.edit)


async def load_index(request: Request) -> Response:
    """What this user may load; straight to it if it is one thing."""
    found = [kind for kind in KINDS.values() if may_load(kind, actor_of(request))]
    if not found:
        raise Forbidden("core.page.load")
    return await _page(request, found[0])


async def load_page(request: Request) -> Response:
    return await _page(request, _kind(request))


async def template(request: Request) -> Response:
    """The empty sheet to fill in."""
    kind = _kind(request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        await asyncio.to_thread(write_template, kind, path)
        body = path.read_bytes()
    headers = {"content-disposition": f'attachment; filename="{kind.name}.xlsx"'}
    return Response(body, media_type=XLSX, headers=headers)


async def upload(request: Request) -> Response:
    """POST: the file is kept and checked as a task; nothing is entered yet."""
    kind, actor = _kind(request), actor_of(request)
    form = await request.form(max_files=1, max_fields=5)
    sent = form.get("file")
    try:
        path = await _kept(sent, request.app.state.config.data / "uploads")
    except InvalidInput as wrong:
        return await _page(request, kind, wrong.errors, 422)
    name = Path(sent.filename or "").name[:80] if isinstance(sent, UploadFile) else ""
    payload = {"what": kind.name, "file": str(path), "name": name, "dry": True}
    return RedirectResponse(href_of(await tasks.begin("load", actor, new_uid(), payload, 0)), 303)


async def enter(request: Request) -> Response:
    """POST: the rows of a checked file that are right are entered; sent twice, it is done once."""
    kind, actor = _kind(request), actor_of(request)
    checked = await Task.get_or_none(uid=request.path_params["uid"], user_id=actor.id, kind="load", state="done")
    if checked is None or checked.payload["what"] != kind.name or not checked.payload["dry"]:
        raise NotFound(request.url.path)
    payload = {**checked.payload, "dry": False}
    task = await tasks.begin("load", actor, f"load-{checked.uid}", payload, checked.total)
    return RedirectResponse(href_of(task), 303)


def _kind(request: Request) -> Kind:
    """NotFound for what cannot be loaded, Forbidden for what this user may not."""
    kind = KINDS.get(request.path_params["what"])
    if kind is None:
        raise NotFound(request.url.path)
    if not may_load(kind, actor_of(request)):
        raise Forbidden("core.page.load")
    return kind


async def _kept(sent: Any, folder: Path) -> Path:
    """Where the file now lies; InvalidInput for none, and for what its first bytes say is neither text nor a workbook."""
    if not isinstance(sent, UploadFile) or not sent.filename:
        raise InvalidInput([FieldError("file", _("Choose a file."))])
    head = await sent.read(8)
    await sent.seek(0)
    text = Path(sent.filename).suffix.lower() in _KINDS_OF_FILES and b"\0" not in head
    if not head.startswith((_WORKBOOK, _OLD_WORKBOOK)) and not text and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise InvalidInput([FieldError("file", _("This is neither a CSV nor an Excel file."))])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / new_uid()
    await asyncio.to_thread(path.write_bytes, await sent.read())
    return path


async def _page(request: Request, kind: Kind, errors: Any = (), status: int = 200) -> Response:
    actor = actor_of(request)
    others = [(k.name, _(k.label)) for k in KINDS.values() if may_load(k, actor)]
    return await render(
        request,
        "core/load.html",
        title=_("Load %(what)s", what=_(kind.label)),
        status=status,
        kind=kind,
        others=others,
        columns=[(_(c.label), _(c.help), c.example, c.required) for c in kind.columns],
        errors=list(errors),
        most=BODY_LIMIT // 1024 // 1024,
        past=[_line(task) for task in await _past(kind, actor)],
    )


async def _past(kind: Kind, actor: Actor) -> list[Task]:
    found = await Task.filter(user_id=actor.id, kind="load").order_by("-id").limit(_SHOWN)
    return [task for task in found if task.payload["what"] == kind.name]


def _line(task: Task) -> Mapping[str, Any]:
    at = task.created_at.astimezone(clock.SHANGHAI)
    return {"href": href_of(task), "name": task.payload.get("name") or "", "at": at, "dry": task.payload["dry"]}
