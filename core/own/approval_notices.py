"""Whoever may decide is told that it waits, or of a reminder; whoever asked is told of the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import Ctx, User, host
from core.declare.approvals import ROLE
from core.models import Grant, Notice
from core.own.grants import load_grants

MOST = 20


async def approvers(steps: Iterable[Mapping[str, Any]], row: Any, but: Iterable[int | None]) -> list[int]:
    """At most MOST people who may decide these steps of a request with the scope of `row`, and their deputies; three statements."""
    named = {s["user_id"] for s in steps if s["user_id"]}
    roles = {s["need"].removeprefix(ROLE) for s in steps if not s["user_id"]}
    found = set(named)
    if roles:
        holders = await Grant.filter(role__in=sorted(roles)).limit(10 * MOST).values_list("user_id", flat=True)
        users = await User.filter(id__in=sorted(set(holders)), state="active").order_by("id")
        grants = await load_grants([u.id for u in users])
        actors = [host().make_actor(u, grants[u.id]) for u in users]
        found |= {a.id for a in actors if a.id and any(a.holds(role, row) for role in roles)}
    found |= {d for person in found for d in host().deputies_of(person)}
    return sorted(i for i in found if i not in set(but))[:MOST]


async def tell(ctx: Ctx, kind: str, people: Sequence[int], request: Any) -> None:
    """One line in the inbox of each; `request` needs id and number."""
    common = {"kind": kind, "subject_type": "core.approval", "subject_id": request.id, "number": request.number}
    more = {"by_id": ctx.actor.id, "at": ctx.now, "dedupe": f"{kind}:{ctx.uid}"}
    await ctx.add_rows(Notice, [{**common, **more, "user_id": person} for person in people])
