"""The search box in the top bar: a number or a clause leads to its page, anything else to customers and tickets."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from tortoise.expressions import Q

from core.host.host import host
from core.models import Ticket
from core.models.access import Actor, scope
from core.services import search
from core.web.page_lookup import by_number, find_customers, personal
from core.web.page_parts import actor_of, subject_href
from core.web.page_workbench import started_line
from core.web.templating import render

_SHOWN = 20


async def find(request: Request) -> Response:
    """Redirects for an exact number or clause; constant statements."""
    actor, q = actor_of(request), request.query_params.get("q", "").strip()
    target = await _exact(actor, q) if q else None
    if target:
        return RedirectResponse(target, status_code=303)
    customers, _hit = await find_customers(actor, q)
    tickets = await _tickets(actor, q, [c.id for c in customers])
    rows = [_customer(actor, c) for c in customers]
    return await render(request, "core/find.html", q=q, customers=rows, tickets=[started_line(t) for t in tickets])


async def _exact(actor: Actor, q: str) -> str | None:
    if q in host().registry.clauses:
        return f"/clauses/{quote(q)}"
    hits = [hit for hit in await by_number(q, actor) if hit.subject in host().registry.screens]
    return subject_href(hits[0].subject, hits[0].number) if hits else None


def _customer(actor: Actor, row: Any) -> dict[str, str]:
    return {
        "number": row.number,
        "href": subject_href("core.customer", row.number),
        "new_href": f"/new?customer={quote(row.number)}",
        "name": personal(actor, "core.customer", "name", row.name),
        "phone": personal(actor, "core.customer", "phone", row.phone),
    }


async def _tickets(actor: Actor, q: str, customers: list[int]) -> list[Ticket]:
    """Tickets of the customers found and those found by their own number or title, newest first."""
    if not q:
        return []
    wanted = Q(customer_id__in=customers) | Q(id__in=await search.ids("core.ticket", q, actor))
    return await Ticket.filter(scope("core.ticket.read", actor)).filter(wanted).order_by("-id").limit(_SHOWN)
