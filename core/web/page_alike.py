"""Customers that may be one and the same: likely pairs, each leading to both pages and to the act that merges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from core.i18n import _
from core.services.alike import CUSTOMER, REASONS, Pair, pairs
from core.web.answers import json_answer
from core.web.page_lookup import personal
from core.web.page_parts import actor_of, subject_href
from core.web.security import wants_json
from core.web.templating import render

SHOWN = 50


async def alike(request: Request) -> Response:
    """At most SHOWN pairs within the reader's scope, strongest first; as JSON [{"reasons", "kept", "gone"}] with numbers."""
    actor = actor_of(request)
    found = await pairs(actor, SHOWN)
    if wants_json(request):
        rows = [{"reasons": p.reasons, "kept": p.kept["number"], "gone": p.gone["number"]} for p in found]
        return json_answer({"pairs": rows})
    lines = [_line(pair, actor) for pair in found]
    return await render(
        request, "core/alike.html", pairs=lines, count=f"{SHOWN}+" if len(lines) == SHOWN else len(lines)
    )


def _line(pair: Pair, actor: Any) -> dict[str, Any]:
    merge = f"{subject_href(CUSTOMER, pair.gone['number'])}/acts/merge?" + urlencode({"into": pair.kept["number"]})
    return {
        "reasons": [_(REASONS[name]) for name in pair.reasons],
        "sides": [_side(pair.kept, actor), _side(pair.gone, actor)],
        "merge_href": merge if actor.may(f"{CUSTOMER}.merge") else "",
    }


def _side(row: Mapping[str, Any], actor: Any) -> dict[str, str]:
    shown = {name: personal(actor, CUSTOMER, name, row[name]) for name in ("name", "phone", "address", "tax_id")}
    return {**shown, "number": row["number"], "href": subject_href(CUSTOMER, row["number"])}
