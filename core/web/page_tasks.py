"""Work that runs behind the pages: how far it is, and how each row ended. Everybody sees his own tasks only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.errors import NotFound
from core.host.host import host
from core.i18n import N_, _
from core.models import Task
from core.services import tasks
from core.services.batch import refusal_of
from core.services.exchange.kinds import KINDS
from core.services.exchange.out import BOM
from core.web.answers import json_answer, message, refusal_json
from core.web.page_parts import clause_view, subject_href
from core.web.session import actor as actor_of
from core.web.templating import render, render_block

_ENDED = ("done", "failed")
_OUTCOMES = {
    "done": N_("Done"),
    "refused": N_("Refused"),
    "invalid": N_("Wrong input"),
    "not_found": N_("Not found"),
}
_STATES = {
    "waiting": N_("Waiting for its turn"),
    "running": N_("Running"),
    "done": N_("Finished"),
    "failed": N_("Broken off"),
}


def href_of(task: Task) -> str:
    return f"/tasks/{task.uid}"


async def _mine(request: Request) -> Task:
    found = await Task.get_or_none(uid=request.path_params["uid"], user_id=actor_of(request).id)
    if found is None:
        raise NotFound(request.url.path)
    return found


async def task_page(request: Request) -> Response:
    """The page asks again by itself every second until the task has ended."""
    task = await _mine(request)
    if task.state in _ENDED and task.seen_at is None:
        await Task.filter(id=task.id).update(seen_at=clock.now())
    context = _context(task)
    if request.headers.get("hx-request"):
        return await render_block(request, "core/task.html", "progress", **context)
    return await render(request, "core/task.html", title=context["heading"], **context)


async def task_as_json(request: Request) -> Response:
    return json_answer(task_json(await _mine(request)))


async def task_again(request: Request) -> Response:
    task = await _mine(request)
    await tasks.again(task)
    return RedirectResponse(href_of(task), 303)


async def wrong_rows(request: Request) -> Response:
    """The rows of a loaded file that were wrong, to be corrected and loaded again."""
    task = await _mine(request)
    text = task.results.get("bad")
    if not text:
        raise NotFound(request.url.path)
    headers = {"content-disposition": 'attachment; filename="wrong-rows.csv"'}
    return Response((BOM + text).encode(), media_type="text/csv; charset=utf-8", headers=headers)


def task_json(task: Task) -> dict[str, Any]:
    """{"task", "state", "done", "total", "href", "counts", "results"}: of a batch a result for each row, in their order."""
    body: dict[str, Any] = {
        "task": task.uid,
        "kind": task.kind,
        "state": task.state,
        "done": task.done,
        "total": task.total,
        "href": f"{href_of(task)}.json",
    }
    if task.kind != "batch":
        return body | {"report": task.results or None}
    rows = task.results.get("rows", [])
    counts = Counter(row["outcome"] for row in rows)
    act = task.payload["act"]
    return body | {"counts": dict(counts), "results": [_row_json(row, act) for row in rows]}


def _row_json(row: Mapping[str, Any], act: str) -> dict[str, Any]:
    if "refusals" not in row:
        return dict(row)
    return {**row, "refusals": [refusal_json(refusal_of(r), act) for r in row["refusals"]]}


def _context(task: Task) -> dict[str, Any]:
    act = host().registry.acts.get(task.payload.get("act", ""))
    what = KINDS.get(task.payload.get("what", ""))
    rows = task.results.get("rows", [])
    heading = _(act.label) if act else _("Load %(what)s", what=_(what.label)) if what else task.kind
    return {
        "task": task,
        "heading": heading,
        "state": _(_STATES[task.state]),
        "ended": task.state in _ENDED,
        "counts": [
            (outcome, _(label), n)
            for outcome, label in _OUTCOMES.items()
            if (n := sum(1 for r in rows if r["outcome"] == outcome))
        ],
        "rows": [_line(row, act) for row in sorted(rows, key=lambda r: r["outcome"] == "done")] if act else [],
        "printed": f"/print/run/{task.uid}" if any("printed" in row for row in rows) else "",
        "report": task.results if task.kind == "load" and task.state == "done" else None,
        "back": f"/s/{act.on.replace('.', '/')}" if act else f"/load/{what.name}" if what else "/",
    }


def _line(row: Mapping[str, Any], act: Any) -> dict[str, Any]:
    """Number, how it ended, and for a refusal its sentence and clause."""
    refusals = [refusal_of(r) for r in row.get("refusals", [])]
    said = [message(r, act.full) for r in refusals] + [e["message"] for e in row.get("errors", [])]
    return {
        "number": row["number"],
        "href": subject_href(act.on, row["number"]) if row["outcome"] != "not_found" else "",
        "outcome": row["outcome"],
        "label": _(_OUTCOMES[row["outcome"]]),
        "said": said,
        "clause": next((clause_view(r.clause) for r in refusals if r.clause), None),
    }
