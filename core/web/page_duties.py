"""Every duty a reader may see, with its JSON twin: his own, his department's, or all within his data scope."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from core import clock
from core.host.host import host
from core.i18n import _
from core.models import Duty
from core.models.access import Actor, scope
from core.web.page_keyset import Paged, keyset, query
from core.web.page_parts import actor_of, blanks, duty_lines, plugin_choices, ticket_titles
from core.web.page_workbench import shared_duties
from core.web.templating import json_response, render

_VIEWS = ("mine", "department", "all")


async def duties(request: Request) -> Response:
    """Statements: the page, its anchor, the titles; never more."""
    paged, lines = await _read(request)
    views = [
        {"label": label, "href": query(request, view=name), "current": _view(request) == name}
        for name, label in _view_labels()
    ]
    registry = host().registry
    codes = [(name, f"{_(d.label)} ({_cite(d.clause)})") for name, d in registry.deadlines.items()]
    return await render(
        request,
        "core/duties.html",
        duties=lines,
        pager=paged,
        views=views,
        view=_view(request),
        chosen=blanks(request.query_params),
        plugins=plugin_choices(d.plugin for d in registry.deadlines.values()),
        codes=codes,
    )


async def duties_json(request: Request) -> Response:
    paged, lines = await _read(request)
    rows = [line.json() for line in lines]
    return json_response({"rows": rows, "next": paged.next_href, "prev": paged.prev_href})


async def _read(request: Request) -> tuple[Paged, list[Any]]:
    paged = await keyset(request, _filtered(request), "late_from")
    return paged, duty_lines(paged.rows, clock.now(), await ticket_titles(paged.rows))


def _view_labels() -> tuple[tuple[str, str], ...]:
    return ("mine", _("Mine")), ("department", _("My department's")), ("all", _("All I may see"))


def _view(request: Request) -> str:
    view = request.query_params.get("view", "mine")
    return view if view in _VIEWS else "mine"


def _filtered(request: Request) -> QuerySet[Duty]:
    actor, params = actor_of(request), request.query_params
    rows = Duty.filter(running=1, plugin__in=sorted(host().enabled)).filter(_seen(actor, _view(request)))
    if params.get("state") == "overdue":
        rows = rows.filter(late_from__lte=clock.now())
    if params.get("plugin"):
        rows = rows.filter(plugin=params["plugin"])
    if params.get("clause"):
        rows = rows.filter(clause=params["clause"])
    if params.get("code"):
        subject, _colon, code = params["code"].partition(":")
        rows = rows.filter(subject_type=subject, code=code)
    return rows


def _seen(actor: Actor, view: str) -> Q:
    mine = Q(owner_id=actor.id)
    shared = shared_duties(actor)
    mine = mine | shared if shared is not None else mine
    if view == "mine":
        return mine
    seen = mine | readable_duties(actor)
    return seen & Q(department_id__in=sorted(actor.below)) if view == "department" else seen


def readable_duties(actor: Actor) -> Q:
    """Duties of the subjects the actor may read, each under the data scope of that subject's own permission."""
    subjects = sorted({d.on for d in host().registry.deadlines.values()})
    return (
        Q(*[Q(subject_type=name) & scope(f"{name}.read", actor) for name in subjects], join_type="OR")
        if subjects
        else Q(id__in=[])
    )


def _cite(clause_id: str) -> str:
    clause = host().registry.clauses.get(clause_id)
    return _(clause.cite) if clause else clause_id
