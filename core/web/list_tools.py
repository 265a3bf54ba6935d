"""What stands around a list's rows: files, acts for many, columns to choose, the sums of all rows, the cross-tab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tortoise.queryset import QuerySet

from core import db
from core.db import compiled
from core.declare import Act, Column, Filter, Screen, Subject
from core.host.host import host
from core.i18n import _, yuan
from core.models.access import Actor
from core.services.batch import fits
from core.web.asking import Asked
from core.web.rows import hidden
from core.web.views import Shelf

_FEW = frozenset({"choice", "bool", "stage", "user", "department", "day", "text"})
# what an address says about the page and not about which rows are meant
_ABOUT_PAGE = ("cols", "totals", "after", "done")


def tools(
    subject: Subject, screen: Screen, asked: Asked, kept: Mapping[str, str], shelf: Shelf, actor: Actor
) -> dict[str, Any]:
    """Parts of the list page's context; `kept` = the address without what is passing."""
    here = f"/s/{subject.name.replace('.', '/')}"
    shown = [c.field for c in asked.columns]
    cols = {} if asked.columns == screen.columns else {"cols": ",".join(shown)}
    rows = {k: v for k, v in kept.items() if k not in _ABOUT_PAGE}
    query = urlencode({**rows, **cols})
    asked_sums = "totals" in kept
    sums = summable(subject, asked.columns, actor)
    return {
        "here": here,
        "batch": _batch(subject, here, urlencode(rows or {"view": "all"}), actor),
        "exports": _exports(here, query),
        "choice": [{"field": c.field, "label": _(c.label), "on": c.field in shown} for c in screen.columns],
        "may_save": actor.may("core.view.save"),
        "view_key": str(uuid4()),
        "address": urlencode({**kept, **cols}),
        "saved": shelf.shown(kept, here),
        "totals_href": f"{here}?{urlencode({**kept, 'totals': '1'})}" if sums and not asked_sums else "",
        "cross_href": f"{here}/cross?{urlencode(rows)}" if len(dims(subject, screen)) > 1 else "",
    }


def dims(subject: Subject, screen: Screen) -> list[Filter]:
    """What can stand along a side: the list's own filters with few values, days by month."""
    return [f for f in screen.filters if f.kind in _FEW and ("__" not in f.field or f.kind == "text")]


def can_batch(subject: Subject, actor: Actor) -> bool:
    """Whether there is an act that the actor may do to many rows."""
    return any(True for _act in _batchable(subject, actor))


def _batchable(subject: Subject, actor: Actor) -> Iterator[Act]:
    if host().is_on(subject.plugin):
        registry = host().registry
        printing = [registry.acts[full] for full, document in registry.printing.items() if document.on == subject.name]
        acts = (*registry.acts_of(subject.name), *printing)
        yield from (a for a in acts if fits(a, subject) and actor.may(a.full))


def _batch(subject: Subject, here: str, query: str, actor: Actor) -> list[dict[str, str]]:
    """The acts that can be done to many rows: `href` for those chosen, `all` for all of this filter."""
    found = [(_(a.label), f"{here}/batch/{a.name}", a.icon) for a in _batchable(subject, actor)]
    return [{"label": label, "href": href, "all": f"{href}?{query}", "icon": icon} for label, href, icon in found]


def _exports(here: str, query: str) -> list[dict[str, str]]:
    """The same rows as files."""
    tail = f"?{query}" if query else ""
    return [
        {"label": _("Excel workbook (.xlsx)"), "href": f"{here}.xlsx{tail}"},
        {"label": _("Text file (.csv)"), "href": f"{here}.csv{tail}"},
    ]


def summable(subject: Subject, columns: tuple[Column, ...], actor: Actor) -> list[Column]:
    """The columns whose sum says something and may be seen: amounts, and numbers declared with `total`."""
    return [c for c in columns if (c.kind == "yuan" or c.total) and not hidden(subject.model, c.field, actor)]


async def totals(rows: QuerySet[Any], subject: Subject, asked: Asked, actor: Actor) -> dict[str, int]:
    """The sum of each summable column over all rows asked for; one statement, none without such a column."""
    columns = summable(subject, asked.columns, actor)
    if not columns:
        return {}
    text, values = compiled.text(rows.values(*(c.field for c in columns)))
    sums = ", ".join(f'SUM(taken."{c.field}") AS sum_{n}' for n, c in enumerate(columns))
    (row,) = await db.connection().execute_query_dict(f"SELECT {sums} FROM ({text}) AS taken", values)
    return {c.field: int(row[f"sum_{n}"] or 0) for n, c in enumerate(columns)}


def totals_line(asked: Asked, sums: Mapping[str, int]) -> list[str]:
    """The words under each column."""
    kinds = {c.field: c.kind for c in asked.columns}
    return [
        ("" if name not in sums else yuan(sums[name]) if kind == "yuan" else f"{sums[name]:,}")
        for name, kind in kinds.items()
    ]
