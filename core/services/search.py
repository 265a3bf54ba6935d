"""Finding subjects by a part of a name, phone or number, through one token table on both databases."""

from __future__ import annotations

from collections.abc import Sequence

from core.db import sql
from core.models.access import Actor
from core.rules.tokens import tokens

MOST = 200
LEAST_DIGITS = 4  # fewer digits of a phone would turn the search into an oracle on masked data


async def ids(subject: str, text: str, actor: Actor, limit: int = MOST) -> list[int]:
    """Ids of `subject` that hold every token of `text`, newest first; one statement. Scope is the caller's own filter.

    Tokens of personal fields count only for a reader who may see them unmasked.
    """
    wanted = _wanted(text)
    if not wanted:
        return []
    personal = actor.may(f"{subject}.unmask")
    if not personal and text.strip().isdigit() and len(text.strip()) < LEAST_DIGITS:
        return []
    hidden = "" if personal else " AND s0.personal = ?"
    joins = "".join(
        f" JOIN core_search s{n} ON s{n}.subject_type = s0.subject_type AND s{n}.subject_id = s0.subject_id AND s{n}.token = ?"
        + ("" if personal else f" AND s{n}.personal = ?")
        for n in range(1, len(wanted))
    )
    params: list[object] = []
    for token in wanted[1:]:
        params += [token] if personal else [token, False]
    params += [subject, wanted[0]] if personal else [subject, wanted[0], False]
    rows = await sql.fetch(
        f"SELECT DISTINCT s0.subject_id AS id FROM core_search s0{joins} WHERE s0.subject_type = ? AND s0.token = ?{hidden} "
        f"ORDER BY s0.subject_id DESC LIMIT {int(limit)}",
        *params,
    )
    return [int(row["id"]) for row in rows]


def _wanted(text: str) -> Sequence[str]:
    """The longest tokens first: they are the rarest."""
    found = sorted(dict.fromkeys(tokens(text)), key=len, reverse=True)
    return found[:8]
