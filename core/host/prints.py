"""Issuing a printed document is an act like any other: each declared print gets its own, which freezes what was true then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from core.declare import Act, Print
from core.models import Printed

if TYPE_CHECKING:
    from core.rules.view import Ctx


def act_name(document: Print) -> str:
    return f"print_{document.name}"


def print_acts(prints: Mapping[str, Print]) -> dict[str, Act]:
    """Full act name -> act, for prints by full name ("plugin.subject.print")."""
    acts = [_act(name, document) for name, document in prints.items()]
    return {act.full: act for act in acts}


def _act(name: str, document: Print) -> Act:
    return Act(
        act_name(document),
        document.on,
        document.label,
        document.roles,
        clause=document.clause,
        source=document.source,
        to=document.to,
        run=_issue(name, document),
        by="either",
        icon="print",
    )


def _issue(name: str, document: Print) -> Callable[[Ctx], Awaitable[None]]:
    """The number is the subject's with the document's initials and the version it was issued at, so it comes once."""
    mark = "".join(word[0] for word in document.name.split("_")).upper()

    async def issue(ctx: Ctx) -> None:
        subject = ctx.subject
        number = f"{subject.number}-{mark}{subject.version}"
        await ctx.add(
            Printed,
            number=number,
            print_name=name,
            subject_type=document.on,
            subject_id=subject.id,
            ticket_id=subject.ticket_id,
            content=dict(await document.load(subject.id)),
            copies=document.copies,
            at=ctx.now,
            by_id=ctx.actor.id,
        )
        if document.marks:
            ctx.set(**{document.marks: ctx.now})
        ctx.answer(printed=number)

    return issue
