"""Tickets that hang together: one follows, duplicates or concerns another. Shown by number only: a title is read with its ticket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Act, Choice, Column, Ctx, Facts, Form, Gate, Lookup, Missing, Related, View
from core.models import Link
from core.own.words import STAFF

KINDS = {"follows": N_("Follows from"), "duplicates": N_("Duplicates"), "concerns": N_("Concerns")}
_FACTS = "core.ticket_links"


class LinkForm(Form):
    kind = Choice(N_("How they hang together"), choices=KINDS, required=True)
    other = Lookup(N_("Other ticket"), subject="core.ticket", required=True)


async def _link(ctx: Ctx) -> None:
    await ctx.add(Link, ticket_id=ctx.id, other_id=ctx.data.other, kind=ctx.data.kind, at=ctx.now, by_id=ctx.actor.id)
    ctx.answer(kind=ctx.data.kind, other=ctx.data.other)


async def _unlink(ctx: Ctx) -> None:
    await ctx.remove(Link, ticket_id=ctx.id, other_id=ctx.data.other, kind=ctx.data.kind)
    ctx.answer(kind=ctx.data.kind, other=ctx.data.other)


async def _load(ids: Sequence[int]) -> Mapping[int, set[tuple[int, str]]]:
    found: dict[int, set[tuple[int, str]]] = {i: set() for i in ids}
    for row in await Link.filter(ticket_id__in=ids).values("ticket_id", "other_id", "kind"):
        found[row["ticket_id"]].add((row["other_id"], row["kind"]))
    return found


def _new(view: View) -> Iterable[Missing]:
    if view.data.other == view.subject.id:
        yield Missing("other", N_("another ticket"))
    elif (view.data.other, view.data.kind) in view.facts[_FACTS]:
        yield Missing("new", N_("a link that is not there yet"))


def _there(view: View) -> Iterable[Missing]:
    if (view.data.other, view.data.kind) not in view.facts[_FACTS]:
        yield Missing("held", N_("a link that is there"))


ACTS = (
    Act("link", "core.ticket", N_("Link to a ticket"), STAFF, LinkForm, run=_link, by="either", icon="link"),
    Act("unlink", "core.ticket", N_("Remove a link"), STAFF, LinkForm, run=_unlink, by="either", icon="undo"),
)
RULES = (
    Facts(_FACTS, _load),
    Gate("core.ticket.link", None, _new, facts=(_FACTS,)),
    Gate("core.ticket.unlink", None, _there, facts=(_FACTS,)),
)
RELATED = (
    Related(
        N_("Linked to"),
        Link,
        "ticket_id",
        (Column("other__number", N_("Number"), "code"), Column("kind", N_("Kind"), "choice", KINDS)),
    ),
    Related(
        N_("Linked from"),
        Link,
        "other_id",
        (Column("ticket__number", N_("Number"), "code"), Column("kind", N_("Kind"), "choice", KINDS)),
    ),
)
