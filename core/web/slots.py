"""A plugin's fragment on a core page, loaded after the page: it may be slow or crash, the page stands all the same."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from core.declare import Screen, Slot, Subject
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.i18n import _
from core.models.access import Actor, scope
from core.web.confidential import followed
from core.web.errors_web import log_number
from core.web.session import actor
from core.web.templating import text

log = structlog.get_logger()

SECONDS = 5.0  # nobody waits longer for a card
MOST_CHARACTERS = 500_000
_WORKBENCH = "core.workbench"


async def slot(request: Request) -> Response:
    """The fragment; nothing, and the card goes, when there is nothing to show; the log number when it crashed.

    NotFound for an unknown slot, one whose plugin is off, and a row outside the scope; Forbidden without its role.
    """
    reader = actor(request)
    plugin, found = _find(request.path_params["plugin"], request.path_params["name"], reader)
    row = await _row(found, request.path_params, reader)
    try:
        async with asyncio.timeout(SECONDS):
            context = await found.load(reader, row)
        if context is None:
            return HTMLResponse("", headers={"hx-reswap": "delete"})
        body = text(found.template, row=row, slot=found, **context)
        if len(body) > MOST_CHARACTERS:
            raise ValueError(f"a fragment of {len(body)} characters")
        return HTMLResponse(body)
    except (Exception, SystemExit) as error:  # a plugin's fault stays within its card
        log.error("a slot failed", plugin=plugin, slot=found.name, exc_info=error)
        return HTMLResponse(text("core/slot_failed.html", slot=found, id=log_number(request)))


def shown_at(place: str, reader: Actor) -> list[tuple[str, Slot]]:
    """(plugin, slot) for a place: those that are on and whose roles fit the reader."""
    return [
        (plugin, s)
        for plugin, s in host().registry.slots_at.get(place, [])
        if host().is_on(plugin) and _fits(s, reader)
    ]


def href(plugin: str, name: str, subject: str = "", number: str = "") -> str:
    """Where a page fetches the fragment from; without a subject it is one of the workbench."""
    return f"/slot/{plugin}/{name}" + (f"/{subject.replace('.', '/')}/{number}" if subject else "")


def fetched(screen: Screen, subject: Subject, row: Any, actor: Actor) -> dict[str, list[dict[str, str]]]:
    """What is fetched one by one, so that none can hold up or break the page: cards other plugins add, and tabs of its own."""
    found: dict[str, list[dict[str, str]]] = {"slots": [], "fetched": []}
    for owner, s in shown_at(f"{subject.name}.detail", actor):
        shown = {"label": _(s.label), "href": href(owner, s.name, subject.name, row.number)}
        found["fetched" if screen.tabbed and owner == subject.plugin else "slots"].append(shown)
    return found


def _fits(found: Slot, reader: Actor) -> bool:
    return not found.roles or not reader.roles.isdisjoint(found.roles)


def _find(plugin: str, name: str, reader: Actor) -> tuple[str, Slot]:
    entry = host().registry.slots.get(f"{plugin}.{name}")
    if entry is None or not host().is_on(entry[0]):
        raise NotFound("no such slot")
    if not _fits(entry[1], reader):
        raise Forbidden
    return entry


async def _row(found: Slot, path: dict[str, Any], reader: Actor) -> Any:
    """The row the fragment is about; None on the workbench."""
    if "number" not in path:
        if found.place != _WORKBENCH:
            raise NotFound("this slot needs a row")
        return None
    subject = f"{path['on']}.{path['subject']}"
    declared = host().registry.subjects.get(subject)
    if declared is None or found.place != f"{subject}.detail":
        raise NotFound("no such place")
    row = await declared.model.filter(scope(f"{subject}.read", reader), number=path["number"]).first()
    if row is None:
        raise NotFound("no such row")
    await followed(declared, row, reader, found.name)
    return row
