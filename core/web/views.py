"""A list as its reader likes it: his columns, the views he saved and those shared with him. Read with the list's count."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import db
from core.acts.perform import perform
from core.declare import Screen, Subject
from core.errors import FieldError, InvalidInput
from core.host.host import host
from core.i18n import _
from core.models import ListColumns
from core.models.access import Actor
from core.web.asking import read
from core.web.session import actor as actor_of

MOST = 30
_PASSING = ("after", "done")


@dataclass(frozen=True)
class Saved:
    number: str
    name: str
    query: Mapping[str, str]
    own: bool


@dataclass
class Shelf:
    """What a reader keeps about one list; empty until `count` has read it."""

    subject: Subject
    actor: Actor
    views: list[Saved] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    @property
    def key(self) -> Hashable:
        """All that it holds."""
        return (tuple(self.columns), tuple([(v.number, v.name, tuple(v.query.items()), v.own) for v in self.views]))

    async def count(self, text: str, values: Sequence[Any]) -> int:
        """The number of rows of the query `text`, and the shelf with it: one statement."""
        mine, params = _shelf(self.subject, self.actor)
        numbered = _placed(mine, len(values))
        rows = await db.connection().execute_query_dict(
            f"SELECT '' AS number, '' AS name, NULL AS query, COUNT(*) AS n FROM ({text}) AS capped UNION ALL {numbered}",
            [*values, *params],
        )
        for row in sorted(rows, key=lambda r: r["name"]):
            if row["number"] == "columns":
                self.columns = [str(name) for name in _json(row["query"])]
            elif row["number"]:
                self.views.append(Saved(row["number"], row["name"], _json(row["query"]), row["n"] == self.actor.id))
        return next(int(row["n"]) for row in rows if not row["number"])

    def shown(self, kept: Mapping[str, str], here: str) -> list[dict[str, Any]]:
        """The views as tabs, own ones first; `current` if the address asks for just that."""
        ordered = sorted(self.views, key=lambda v: not v.own)
        return [
            {
                "label": v.name,
                "href": f"{here}?{urlencode(v.query)}",
                "current": bool(kept) and dict(v.query) == dict(kept),
            }
            for v in ordered
        ]


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def _shelf(subject: Subject, actor: Actor) -> tuple[str, list[Any]]:
    """SELECT of the saved views and of the chosen columns (their number reads "columns")."""
    above = [d.id for d in host().directory.departments.values() if actor.department_id in host().directory.below(d.id)]
    roles = sorted(actor.roles)
    conditions, params = ["owner_id = ?"], [subject.name, actor.id]
    for column, wanted in (("shared_department_id", above), ("shared_role", roles)):
        if wanted:
            conditions.append(f"{column} IN ({db.sql.marks(len(wanted))})")
            params += wanted
    views = (
        "SELECT number, name, query, owner_id FROM (SELECT number, name, query, owner_id FROM core_view "
        f"WHERE \"on\" = ? AND state = 'kept' AND ({' OR '.join(conditions)}) ORDER BY id LIMIT {MOST}) AS views"
    )
    columns = "SELECT 'columns', '', columns, 0 FROM core_list_columns WHERE user_id = ? AND \"on\" = ?"
    return f"{views} UNION ALL {columns}", [*params, actor.id, subject.name]


def _placed(text: str, before: int) -> str:
    """The places of values as the database numbers them, after `before` others."""
    if db.dialect() != "postgres":
        return text
    parts = text.split("?")
    return "".join(f"{part}${before + n + 1}" for n, part in enumerate(parts[:-1])) + parts[-1]


async def choose_columns(request: Request, subject: Subject, screen: Screen) -> Response:
    """POST: keep the columns ticked as this user's own for this list; none ticked: all again."""
    form = await request.form(max_files=0)
    chosen = [v for v in form.getlist("col") if isinstance(v, str)]
    known = {c.field for c in screen.columns}
    if unknown := [name for name in chosen if name not in known]:
        said = _("cols: this list has no column %(names)s.") % {"names": ", ".join(unknown)[:100]}
        raise InvalidInput([FieldError("cols", said)])
    actor = actor_of(request)
    if not chosen or len(set(chosen)) == len(known):
        await ListColumns.filter(user_id=actor.id, on=subject.name).delete()
    else:
        await ListColumns.update_or_create(
            defaults={"columns": list(dict.fromkeys(chosen))}, user_id=actor.id, on=subject.name
        )
    kept = _address(form.get("query"))
    kept.pop("cols", None)
    return _back(subject, screen, kept, actor)


async def save_view(request: Request, subject: Subject, screen: Screen) -> Response:
    """POST: keep what the list shows now under a name."""
    form, actor = await request.form(max_files=0), actor_of(request)
    kept = _address(form.get("query"))
    data = {"on": subject.name, "name": form.get("name"), "query": urlencode(kept)}
    key = form.get("key")
    await perform("core.view.save", actor, data, key=key if isinstance(key, str) and key else None)
    return _back(subject, screen, kept, actor)


def _address(query: Any) -> dict[str, str]:
    return {k: v for k, v in parse_qsl(query if isinstance(query, str) else "") if k not in _PASSING}


def _back(subject: Subject, screen: Screen, kept: Mapping[str, str], actor: Actor) -> Response:
    """To the list with this address; InvalidInput for one that the list does not take."""
    read(kept, subject, screen, actor)
    here = f"/s/{subject.name.replace('.', '/')}"
    return RedirectResponse(f"{here}?{urlencode(kept)}" if kept else here, 303)
