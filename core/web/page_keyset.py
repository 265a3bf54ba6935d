"""Paging by keys instead of offsets: a page costs the same at the end of a table as at its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from tortoise.expressions import Q
from tortoise.models import Model
from tortoise.queryset import QuerySet

from core.i18n import _

PAGE = 50


def query(request: Request, **changes: str | None) -> str:
    """The address of this page with some query values set or (None) taken away; paging always starts anew."""
    kept = {name: value for name, value in request.query_params.items() if name not in ("after", "before") and value}
    kept = {name: value for name, value in {**kept, **changes}.items() if value}
    return request.url.path + ("?" + urlencode(kept) if kept else "")


@dataclass(frozen=True)
class Paged:
    """One page of rows and the addresses of its neighbours ("" at the ends); `count_text` never needs a COUNT."""

    rows: list[Any]
    prev_href: str
    next_href: str
    count_text: str


async def keyset(
    request: Request, rows: QuerySet[Any], column: str, *, descending: bool = False, size: int = PAGE
) -> Paged:
    """A page of `rows` by `column` and id, after or before the row whose id the query names; two statements at most."""
    after, before = _id(request.query_params.get("after")), _id(request.query_params.get("before"))
    back = before is not None and after is None
    anchor = await _anchor(rows.model, column, before if back else after)
    forward = descending if back else not descending
    if anchor is not None:
        rows = rows.filter(_beyond(column, anchor, forward))
    sign = "" if forward else "-"
    found = await rows.order_by(*dict.fromkeys((f"{sign}{column}", f"{sign}id"))).limit(size + 1)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    return _paged(request, found, has_prev=more if back else anchor is not None, has_next=True if back else more)


def _paged(request: Request, found: list[Any], *, has_prev: bool, has_next: bool) -> Paged:
    return Paged(
        rows=found,
        prev_href=query(request, before=str(found[0].id)) if has_prev and found else "",
        next_href=query(request, after=str(found[-1].id)) if has_next and found else "",
        count_text=_("%(count)s rows on this page", count=len(found)),
    )


def _id(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


async def _anchor(model: type[Model], column: str, row_id: int | None) -> tuple[Any, int] | None:
    if row_id is None:
        return None
    if column == "id":
        return row_id, row_id
    values = await model.filter(id=row_id).values_list(column, "id")
    return (values[0][0], values[0][1]) if values else None


def _beyond(column: str, anchor: tuple[Any, int], forward: bool) -> Q:
    way = "gt" if forward else "lt"
    after_id: dict[str, Any] = {f"id__{way}": anchor[1]}
    if column == "id":
        return Q(**after_id)
    return Q(**{f"{column}__{way}": anchor[0]}) | Q(**{column: anchor[0], f"id__{way}": anchor[1]})
