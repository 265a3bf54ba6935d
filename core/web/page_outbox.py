"""What could not be sent or told, for the administrator: why, and once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.errors import NotFound
from core.host.host import host
from core.i18n import _
from core.models import Outbox
from core.services import jobs
from core.services.mail import EVENT
from core.services.parked import parked, take_up
from core.web.templating import json_response, render


async def outbox(request: Request) -> Response:
    lines, stuck = [_line(row) for row in await parked()], [_job(row) for row in await jobs.failing()]
    return await render(request, "core/outbox.html", title=_("Not sent"), lines=lines, jobs=stuck)


async def outbox_json(request: Request) -> Response:
    return json_response(
        {"rows": [_line(row) for row in await parked()], "jobs": [_job(row) for row in await jobs.failing()]}
    )


def _line(row: Outbox) -> dict[str, Any]:
    """The number of the case alone: whoever sees to mail servers need not know what the mail was about."""
    act = host().registry.acts.get(row.act)
    what = _("Mail") if row.act == EVENT else _(act.label) if act else row.act
    number = row.payload.get("number", "")
    return {"id": row.id, "what": what, "number": number, "at": row.at, "attempts": row.attempts, "error": row.error}


async def again(request: Request) -> Response:
    """POST: try a parked row once more; 303 back."""
    row_id = int(request.path_params["id"])
    if row_id >= 2**63 or not await take_up(row_id):
        raise NotFound("outbox")
    return RedirectResponse("/outbox", 303)


def _job(row: Mapping[str, Any]) -> dict[str, Any]:
    loaded = host().registry.plugins.get(row["name"].partition(".")[0])
    return {**row, "plugin": _(loaded.manifest.label) if loaded else row["name"].partition(".")[0]}


async def job_again(request: Request) -> Response:
    """POST: a job that failed is run again with the next pass; 303 back."""
    if not await jobs.try_again(request.path_params["job"]):
        raise NotFound("job")
    return RedirectResponse("/outbox", 303)
