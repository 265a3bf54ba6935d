"""Is this sheet ours, and is it the last one? For any of the staff with the paper in his hand; what it says is not shown."""

from __future__ import annotations

import hmac
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core.host.host import host
from core.i18n import _, instant
from core.models import Printed
from core.web.page_parts import actor_of
from core.web.page_print import digest, reaches, title_of
from core.web.templating import render

_LENGTH = 40  # of the column


async def check(request: Request) -> Response:
    """GET `/check/<number>?d=<digest>`: what the QR code of a sheet leads to; 404 where no such document was issued."""
    number = request.path_params["number"]
    row = await Printed.get_or_none(number=number) if len(number) <= _LENGTH else None
    if row is None:
        return await render(
            request, "core/check.html", title=_("Check a document"), status=404, number=number, found=None
        )
    found = await _found(request, row)
    return await render(request, "core/check.html", title=_("Check a document"), number=number, found=found)


async def _found(request: Request, row: Printed) -> dict[str, Any]:
    """Two statements more: a later issue of the same document, and whether the reader may open this one."""
    same = Printed.filter(print_name=row.print_name, subject_type=row.subject_type, subject_id=row.subject_id)
    later = await same.filter(id__gt=row.id).order_by("-id").limit(1).values("number", "at")
    return {
        "title": title_of(row),
        "issued": instant(row.at),
        "who": host().directory.user(row.by_id) or _("System"),
        "copies": row.copies,
        "digest": digest(row.content),
        "same": _same(row, request.query_params.get("d", "")),
        "later": [{"number": each["number"], "at": instant(each["at"])} for each in later],
        "href": f"/print/{row.number}" if await _may_open(request, row) else "",
    }


def _same(row: Printed, said: str) -> bool | None:
    """Whether the digest of the sheet is that of what was issued; None = none was sent."""
    plain = said.replace(" ", "").lower()
    return hmac.compare_digest(plain.encode(), digest(row.content).replace(" ", "").encode()) if plain else None


async def _may_open(request: Request, row: Printed) -> bool:
    actor = actor_of(request)
    may = actor.may(f"{row.print_name}.print") or row.by_id == actor.id
    return may and await reaches(request, row)
