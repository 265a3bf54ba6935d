"""Finding subjects by what people type: two characters of a name, its pinyin, the beginning of a word, a part of a number.

What is found is always asked of the subject's own table under the reader's own filter; the index alone answers nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q, Subquery

from core import db
from core.db import sql
from core.declare import Subject
from core.models import Search
from core.models.access import Actor, scope
from core.rules.tokens import Term, terms

LONGEST = 60
_NEVER = Q(id__in=[])
_PLACE = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class Hit:
    """A subject found; `title` as stored, not yet masked."""

    id: int
    number: str
    state: str
    title: str


def cleaned(text: str) -> str:
    """As much of what was typed as is looked for."""
    return text.strip()[:LONGEST].replace("\0", "")


def matching(subject: str, text: str, actor: Actor) -> Q:
    """The rows of `subject` that hold every word of `text`, as a filter beside the caller's scope.

    Personal values count only for a reader who may see them unmasked.
    """
    wanted = terms(cleaned(text))
    if not wanted:
        return _NEVER
    open_only = {} if actor.may(f"{subject}.unmask") else {"personal": False}
    found: Any = None
    for term in reversed(wanted):  # the rarest is asked first, so it is built last
        rows = Search.filter(subject_type=subject, **_where(term), **open_only)
        found = (rows if found is None else rows.filter(subject_id__in=Subquery(found))).values("subject_id")
    return Q(id__in=Subquery(found))


def _where(term: Term) -> dict[str, str]:
    return {"token__gte": term.first, "token__lt": term.below} if term.below else {"token": term.first}


async def everywhere(text: str, actor: Actor, subjects: Sequence[Subject], limit: int) -> dict[str, list[Hit]]:
    """Of each subject that the actor may read the newest `limit` that hold every word of `text`; two statements for all.

    The first tells only in which tables it is worth looking.
    """
    wanted = terms(cleaned(text))
    readable = [s for s in subjects if actor.may(f"{s.name}.read")]
    if not wanted or not readable:
        return {}
    names = await _kinds(wanted, readable, actor)
    asked = [s for s in readable if s.name in names]
    found: dict[str, list[Hit]] = {s.name: [] for s in asked}
    for row in await _rows(asked, text, actor, limit):
        found[row["subject"]].append(Hit(row["id"], row["number"], row["state"], row["title"] or row["number"]))
    return {name: hits for name, hits in found.items() if hits}


async def _kinds(wanted: Sequence[Term], readable: Sequence[Subject], actor: Actor) -> set[str]:
    """Names of the subjects with a row that holds the rarest word, in anybody's scope: never shown to anybody."""
    first = wanted[0]
    range_ = "s.token >= ? AND s.token < ?" if first.below else "s.token = ?"
    values = [first.first, first.below] if first.below else [first.first]
    parts, params = [], []
    for subject in readable:
        hidden = "" if actor.may(f"{subject.name}.unmask") else " AND s.personal = ?"
        parts.append(
            "SELECT CAST(? AS varchar) AS name WHERE EXISTS "
            f"(SELECT 1 FROM core_search s WHERE s.subject_type = ? AND {range_}{hidden})"
        )
        params += [subject.name, subject.name, *values, *([False] if hidden else [])]
    return {row["name"] for row in await sql.fetch(" UNION ALL ".join(parts), *params)}


async def _rows(asked: Iterable[Subject], text: str, actor: Actor, limit: int) -> list[dict[str, Any]]:
    """The newest of each as {"subject", "id", "number", "state", "title"}, in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for subject in asked:
        rows = subject.model.filter(scope(f"{subject.name}.read", actor)).filter(matching(subject.name, text, actor))
        state = "stage" if "stage" in subject.model._meta.fields_map else "state"  # a ticket's is its case's
        rows = rows.order_by("-id").limit(limit).values("id", "number", state=state, title=subject.title)
        rows.sql()
        inner, inner_values = rows.query.get_parameterized_sql()
        # the name of a subject is declared, never typed
        parts.append(
            f"SELECT '{subject.name}' AS subject, r.id, r.number, r.state, CAST(r.title AS varchar) AS title "
            f"FROM ({_renumbered(inner, len(values))}) r"
        )
        values += inner_values
    if not parts:
        return []
    found: list[dict[str, Any]] = await db.connection().execute_query_dict(" UNION ALL ".join(parts), values)
    return found


def _renumbered(text: str, by: int) -> str:
    """PostgreSQL counts its places through the whole statement."""
    return _PLACE.sub(lambda place: f"${int(place[1]) + by}", text)
