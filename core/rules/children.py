"""Nothing is closed over something still open: children and followers, also those the reader may not see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from tortoise.functions import Count

from core.declare import N_, Facts, Gate, Missing, Subject
from core.models import Link
from core.rules.view import View

Load = Callable[[Sequence[Any]], Awaitable[Mapping[Any, int]]]


def children_done(act: str, clause: str, child: Subject) -> tuple[Facts, Gate]:
    """`act` (full name, on the parent of `child`) is refused while a child is not in a stage of category "done"."""
    done = [name for name, stage in child.states.items() if stage.category == "done"]
    link = child.parent_field or ""

    async def load(ids: Sequence[Any]) -> Mapping[Any, int]:
        rows = child.model.filter(**{f"{link}__in": ids}).exclude(state__in=done)
        counted = await rows.annotate(n=Count("id")).group_by(link).values(link, "n")
        return {row[link]: row["n"] for row in counted}

    return _gate(act, clause, f"{act}.open_{child.name}", load, child.label, lambda view: view.subject.id)


def followers_done(act: str, clause: str) -> tuple[Facts, Gate]:
    """`act` on a case is refused while a ticket that follows its ticket is not completed."""

    async def load(ids: Sequence[Any]) -> Mapping[Any, int]:
        rows = Link.filter(other_id__in=ids, kind="follows").exclude(ticket__category="done")
        counted = await rows.annotate(n=Count("id")).group_by("other_id").values("other_id", "n")
        return {row["other_id"]: row["n"] for row in counted}

    return _gate(act, clause, f"{act}.open_followers", load, N_("Ticket"), lambda view: view.subject.ticket_id)


def _gate(
    act: str, clause: str, name: str, load: Load, label: str, key: Callable[[View], int | None]
) -> tuple[Facts, Gate]:
    def check(view: View) -> Iterable[Missing]:
        left = view.facts.get(name)
        if left:
            yield Missing("children", N_("the end of what still runs ({what}: {n})"), args={"what": label, "n": left})

    return Facts(name, load, key), Gate(act, clause, check, facts=(name,))
