"""Personal values of one record, shown once to whoever says why he needs them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core.acts.perform import perform
from core.errors import FieldError, Forbidden, InvalidInput, NotFound
from core.host.host import host
from core.i18n import _
from core.services.viewings import REVEAL, may_reveal
from core.web.detail import load
from core.web.page_files import subject_of_address
from core.web.page_parts import subject_href
from core.web.session import actor as actor_of
from core.web.templating import render


async def reveal_page(request: Request) -> Response:
    """GET: asks for the reason."""
    return await _page(request, await _address(request))


async def reveal(request: Request) -> Response:
    """POST: the act, and its answer with the values; the same form sent twice shows nothing the second time."""
    address, form = await _address(request), await request.form()
    reason = str(form.get("reason") or "")
    data = {"subject": address["subject"], "number": address["number"], "reason": reason}
    try:
        outcome = await perform(REVEAL, actor_of(request), data, key=str(form.get("key") or uuid4())[:100])
    except InvalidInput as error:
        return await _page(request, address, errors=list(error.errors), status=422, reason=reason)
    if not outcome.once:
        return RedirectResponse(address["href"], 303)
    return await _page(request, address, shown=outcome.once["shown"])


async def _address(request: Request) -> dict[str, str]:
    """The record of the address; NotFound outside the reader's scope, Forbidden without the right to have it shown."""
    subject, number = subject_of_address(request), request.path_params["number"]
    if f"{subject.name}.reveal" not in host().registry.permissions:
        raise NotFound(number)
    if not may_reveal(subject.name, actor_of(request)):
        raise Forbidden(f"{subject.name}.reveal")
    row = await load(subject, number, actor_of(request))
    return {
        "subject": subject.name,
        "number": row.number,
        "label": _(subject.label),
        "href": subject_href(subject.name, row.number),
    }


async def _page(
    request: Request,
    address: dict[str, str],
    *,
    shown: list[dict[str, Any]] | None = None,
    errors: list[FieldError] | None = None,
    status: int = 200,
    reason: str = "",
) -> Response:
    crumbs = [
        {"label": address["label"]},
        {"label": address["number"], "href": address["href"]},
        {"label": _("Show personal data")},
    ]
    return await render(
        request,
        "core/reveal.html",
        status=status,
        title=_("Show personal data"),
        crumbs=crumbs,
        address=address,
        shown=shown,
        errors=errors or [],
        reason=reason,
        key=str(uuid4()),
    )
