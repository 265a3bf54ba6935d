"""Issuing a printed document is an act like any other: each declared print gets its own, which freezes what was true then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

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


def _frozen(document: Print, content: dict[str, Any], ctx: Ctx) -> dict[str, Any]:
    """What was loaded, with letterhead and keepers as they are now; what the document says of them itself goes before."""
    head = ctx.letterhead()
    own = content.get("doc") if isinstance(content.get("doc"), dict) else {}
    frozen = {"company": head.company, "line": head.line, "keepers": list(document.keepers)}
    return {**content, "doc": {**frozen, **(own or {})}}


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
            content=_frozen(document, dict(await document.load(subject.id)), ctx),
            copies=len(document.keepers) or document.copies,
            at=ctx.now,
            by_id=ctx.actor.id,
        )
        if document.marks:
            ctx.set(**{document.marks: ctx.now})
        ctx.answer(printed=number)

    return issue
