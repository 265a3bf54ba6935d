"""The call desk: who calls, about which product; registered by keyboard in under twenty seconds (ES-4.2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.errors import NotFound
from core.host.host import host
from core.i18n import _
from core.models import Asset, Customer, Ticket
from core.models.access import Actor, scope
from core.web.page_lookup import find_customers, personal
from core.web.page_parts import actor_of, grouped, subject_href
from core.web.page_workbench import openable, started_line
from core.web.templating import render, render_block

CUSTOMER, ASSET, TICKET = "core.customer", "core.asset", "core.ticket"
ASSETS_SHOWN = 50


async def calldesk(request: Request) -> Response:
    """The search; with `?customer=<number>` the customer, the products and the buttons that open an intake form.

    Words that fit one customer alone lead straight to him: typed, Enter, Enter, and the form is open.
    """
    actor, q = actor_of(request), request.query_params.get("q", "")
    number = request.query_params.get("customer", "")
    context = await _chosen(actor, number, request.query_params.get("asset", "")) if number else {"customer": None}
    if led := context.pop("led", ""):
        return RedirectResponse(_here(led), status_code=303)
    found = [] if number else await _found(actor, q)
    if len(found) == 1:
        return RedirectResponse(found[0]["href"], status_code=303)
    new = new_customer_href(actor)
    return await render(request, "core/calldesk.html", q=q, found=found, whole=True, new_customer=new, **context)


async def calldesk_find(request: Request) -> Response:
    """The rows under the search box, as a page part."""
    q = request.query_params.get("q", "")
    rows = await _found(actor_of(request), q)
    return await render_block(
        request,
        "core/calldesk.html",
        "results",
        whole=False,
        q=q,
        found=rows,
        new_customer=new_customer_href(actor_of(request)),
    )


async def _found(actor: Actor, text: str) -> list[dict[str, Any]]:
    """Customers with their products, at most three statements; a product hit by its number carries its own link."""
    customers, hit = await find_customers(actor, text)
    assets = await _assets(actor, [c.id for c in customers])
    by_customer = grouped(assets, lambda a: a.customer_id)
    return [_row(actor, c, by_customer.get(c.id, []), hit) for c in customers]


def _row(actor: Actor, customer: Customer, assets: Sequence[Asset], hit: Iterable[int]) -> dict[str, Any]:
    named = next((a for a in assets if a.id in set(hit)), None)
    return {
        "number": customer.number,
        "name": personal(actor, CUSTOMER, "name", customer.name),
        "phone": personal(actor, CUSTOMER, "phone", customer.phone),
        "region": customer.region,
        "href": _here(customer.number, named.number if named else ""),
        "assets": [f"{a.name} {a.identifier}" for a in assets[:3]],
        "more": max(0, len(assets) - 3),
    }


def _here(customer: str, asset: str = "") -> str:
    return "/new?" + urlencode({"customer": customer, **({"asset": asset} if asset else {})})


async def _assets(actor: Actor, customers: Sequence[int]) -> list[Asset]:
    if not customers:
        return []
    rows = Asset.filter(scope(f"{ASSET}.read", actor), customer_id__in=list(customers))
    return await rows.order_by("id").limit(ASSETS_SHOWN)


async def _chosen(actor: Actor, number: str, asset_number: str) -> dict[str, Any]:
    """Three statements: the customer, the products, the open tickets. Raises NotFound outside the reader's scope."""
    rows = Customer.filter(scope(f"{CUSTOMER}.read", actor), number=number)
    customer = await rows.select_related("merged_into").first()
    if customer is None:
        raise NotFound(number)
    if customer.merged_into is not None:
        return {"customer": None, "led": customer.merged_into.number}
    assets = await _assets(actor, [customer.id])
    kinds = openable(actor)
    lines = [_asset_line(customer, a, kinds) for a in assets]
    lines.sort(key=lambda line: line["number"] != asset_number)
    lines = [{**line, "first": at == 0} for at, line in enumerate(lines)]
    return {
        "customer": _customer(actor, customer),
        "assets": lines,
        "plain": _links(kinds, {"customer": customer.number}),
        "tickets": [started_line(t) for t in await _open_tickets(actor, customer.id)],
        "kinds": kinds,
    }


def _customer(actor: Actor, row: Customer) -> dict[str, Any]:
    shown = {name: personal(actor, CUSTOMER, name, getattr(row, name)) for name in ("name", "phone", "address")}
    return {
        **shown,
        "number": row.number,
        "region": row.region,
        "note": row.note,
        "href": subject_href(CUSTOMER, row.number),
    }


def _asset_line(customer: Customer, asset: Asset, kinds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "number": asset.number,
        "name": asset.name,
        "identifier": asset.identifier,
        "product": asset.product,
        "href": subject_href(ASSET, asset.number),
        **warranty(asset),
        "links": _links(kinds, {"customer": customer.number, "asset": asset.number}),
    }


def warranty(asset: Asset) -> dict[str, Any]:
    """Whether the product is under warranty today; it ends at 24:00 of `warranty_to`."""
    if asset.warranty_to is None:
        return {"warranty": "", "warranty_text": _("Warranty not known")}
    if asset.warranty_to >= clock.today():
        return {"warranty": "ok", "warranty_text": _("Under warranty until %(day)s", day=asset.warranty_to)}
    return {"warranty": "wait", "warranty_text": _("Out of warranty since %(day)s", day=asset.warranty_to)}


def _links(kinds: Sequence[Mapping[str, Any]], prefill: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": kind["label"], "icon": kind["icon"], "href": f"{kind['href']}?{urlencode(prefill)}"} for kind in kinds
    ]


async def _open_tickets(actor: Actor, customer_id: int) -> list[Ticket]:
    rows = Ticket.filter(scope(f"{TICKET}.read", actor), customer_id=customer_id).exclude(category="done")
    return await rows.order_by("-id").limit(20)


def new_customer_href(actor: Actor) -> str:
    """The form of the act that creates a customer, "" without the right to it."""
    act = next((a for a in host().registry.acts_of(CUSTOMER) if a.creates and actor.may(a.full)), None)
    return f"/s/core/customer/new/{act.name}" if act else ""
