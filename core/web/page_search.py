"""The search box in the top bar: an exact number or a clause leads to its page, anything else to rows of every subject the reader may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.declare import Subject
from core.host.host import host
from core.i18n import _
from core.models import Ticket
from core.models.access import Actor, scope
from core.services import search
from core.services.search import Hit
from core.web.answers import json_answer
from core.web.page_lookup import by_number
from core.web.page_parts import actor_of, subject_href
from core.web.rows import hidden, mask, stage_of
from core.web.security import wants_json
from core.web.templating import render, render_block

SHOWN, SUGGESTED = 12, 4
CUSTOMER, TICKET = "core.customer", "core.ticket"
Groups = list[dict[str, Any]]


async def search_page(request: Request) -> Response:
    """Everything found, by subject; redirects for an exact number or clause; six statements at most."""
    actor, q = actor_of(request), search.cleaned(request.query_params.get("q", ""))
    groups = await found(actor, q, SHOWN)
    if wants_json(request):
        return json_answer({"q": q, "groups": [_json(group) for group in groups]})
    if target := await _exact(actor, q, groups):
        return RedirectResponse(target, status_code=303)
    return await render(request, "core/search.html", q=q, groups=groups)


async def search_suggest(request: Request) -> Response:
    """The first few of each subject, as a page part under the box."""
    q = search.cleaned(request.query_params.get("q", ""))
    groups = await found(actor_of(request), q, SUGGESTED)
    more = "/search?" + urlencode({"q": q})
    return await render_block(request, "core/search.html", "hits", q=q, groups=groups, more=more)


async def found(actor: Actor, q: str, limit: int) -> Groups:
    """What holds every word of `q`, a group for each subject, and the tickets of the customers among it."""
    registry = host().registry
    subjects = [s for s in registry.subjects.values() if s.name in registry.screens]
    hits = await search.everywhere(q, actor, subjects, limit)
    if CUSTOMER in hits and actor.may(f"{TICKET}.read"):
        hits[TICKET] = _joined(hits.get(TICKET, []), await _tickets_of(hits[CUSTOMER], actor, limit), limit)
    _once(hits)
    order = {name: at for at, name in enumerate((CUSTOMER, "core.asset", TICKET))}
    names = sorted((name for name in hits if hits[name]), key=lambda name: order.get(name, len(order)))
    return [_group(registry.subjects[name], hits[name], actor, q, limit) for name in names]


async def _tickets_of(customers: Sequence[Hit], actor: Actor, limit: int) -> list[Hit]:
    rows = Ticket.filter(scope(f"{TICKET}.read", actor), customer_id__in=[hit.id for hit in customers])
    values = await rows.order_by("-id").limit(limit).values("id", "number", "stage", "title")
    return [Hit(row["id"], row["number"], row["stage"], row["title"]) for row in values]


def _joined(some: Sequence[Hit], others: Sequence[Hit], limit: int) -> list[Hit]:
    return sorted({hit.id: hit for hit in (*some, *others)}.values(), key=lambda hit: -hit.id)[:limit]


def _once(hits: dict[str, list[Hit]]) -> None:
    """A case bears its ticket's number: of the two the case is shown."""
    cases = {h.number for name, found in hits.items() if host().registry.subjects[name].ticket_kind for h in found}
    if TICKET in hits:
        hits[TICKET] = [hit for hit in hits[TICKET] if hit.number not in cases]


def _group(subject: Subject, hits: Sequence[Hit], actor: Actor, q: str, limit: int) -> dict[str, Any]:
    full = len(hits) >= limit
    return {
        "subject": subject.name,
        "label": _(subject.label),
        "icon": subject.icon,
        "count": f"{limit}+" if full else len(hits),
        "rows": [_row(subject, hit, actor) for hit in hits],
        "more": f"/s/{subject.name.replace('.', '/')}?{urlencode({'q': q})}" if full else "",
    }


def _row(subject: Subject, hit: Hit, actor: Actor) -> dict[str, Any]:
    stage = stage_of(subject.model, hit.state)
    covered = hidden(subject.model, subject.title, actor)
    return {
        "number": hit.number,
        "label": mask(hit.title) if covered else hit.title,
        "masked": covered,
        "state": hit.state,
        "stage": {"label": _(stage.label), "category": stage.category} if stage else None,
        "href": subject_href(subject.name, hit.number),
        "new_href": f"/new?customer={quote(hit.number)}" if subject.name == CUSTOMER else "",
    }


def _json(group: Mapping[str, Any]) -> dict[str, Any]:
    names = ("number", "label", "masked", "state", "href")
    return {"subject": group["subject"], "rows": [{name: row[name] for name in names} for row in group["rows"]]}


async def _exact(actor: Actor, q: str, groups: Groups) -> str | None:
    """The page of a clause or of what bears this very number; asked of the database only if it is not among the newest found."""
    if q in host().registry.clauses:
        return f"/clauses/{quote(q)}"
    number = q.upper()
    hits = [row["href"] for group in groups for row in group["rows"] if row["number"] == number]
    if not hits and any(group["more"] for group in groups) and any(c.isdigit() for c in number):
        found = await by_number(number, actor)
        hits = [subject_href(h.subject, h.number) for h in found if h.subject in host().registry.screens]
    return hits[0] if hits else None


__all__ = ["found", "search_page", "search_suggest"]
