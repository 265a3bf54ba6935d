"""A customer that was merged: his address leads to the one that is kept, where it is said; his own page stays readable."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.i18n import _
from core.models import Customer
from core.models.access import Actor, scope
from core.web.page_parts import subject_href

CUSTOMER = "core.customer"
READ_IT = "merged"  # the parameter by which somebody asks for the old page itself
_TOLD = 5


async def lead(request: Request, row: Any) -> Response | None:
    """Where the page of this row leads, None for one that was never merged and for a reader who asks for the old page."""
    if getattr(row, "merged_into_id", None) is None or READ_IT in request.query_params:
        return None
    kept = await _kept(row)
    return RedirectResponse(subject_href(CUSTOMER, kept) + "?" + urlencode({"from": row.number}), status_code=303)


async def banners(row: Any, actor: Actor) -> list[dict[str, str]]:
    """Of a merged one who he is now; of one that is kept who was merged into him. One statement, and only for customers."""
    if not isinstance(row, Customer):
        return []
    if row.merged_into_id is not None:  # type: ignore[attr-defined]
        kept = await _kept(row)
        text = _("Merged into %(number)s: everything of this customer is there.", number=kept)
        return [{"kind": "warn", "text": text, "href": subject_href(CUSTOMER, kept), "label": kept}]
    gone = Customer.filter(scope(f"{CUSTOMER}.read", actor), merged_into_id=row.id).order_by("-id").limit(_TOLD)
    return [_told(number, name) for number, name in await gone.values_list("number", "name")]


def _told(number: str, name: str) -> dict[str, str]:
    text = _("%(number)s %(name)s was merged into this customer.", number=number, name=name)
    return {"kind": "plain", "text": text, "href": f"{subject_href(CUSTOMER, number)}?{READ_IT}=1", "label": _("Show")}


async def _kept(row: Any) -> str:
    return str(await Customer.filter(id=row.merged_into_id).first().values_list("number", flat=True))
