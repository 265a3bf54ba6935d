"""What customers bring: taken, at the call desk or from a card or dispute, classed and handled (RE-1.2, RS-1)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import cards as forms
from plugins.realestate_handover.roles import AFTER_SALES, MANAGER, SALES
from plugins.realestate_handover.rules.crosstab import FEATURES, Features

INTAKE = (AFTER_SALES, SALES, MANAGER, "agent")
# the core's words for how a customer came
_ON_TICKET = {"letter": "letter", "fax": "letter", "phone": "phone", "other": "counter"}


async def _take(ctx: Ctx) -> None:
    d, found = ctx.data, ctx.facts[FEATURES.name]
    ticket = await ctx.act(
        "core.ticket.open",
        kind="re_feedback",
        customer=d.customer,
        title=(d.content or "")[:80],
        channel=_ON_TICKET.get(d.channel, "phone"),
        reported_at=ctx.at,
        department=found.department_id,
        owner=found.owner_id or ctx.actor.id,
    )
    ctx.set(ticket_id=ticket.id)
    _classed(ctx, found)


def _classed(ctx: Ctx, found: Features) -> None:
    d = ctx.data
    ctx.set(customer_id=found.customer_id, file_id=d.file, prospect_id=d.prospect, taken_at=ctx.at, **found.columns)
    ctx.set(owner_id=found.owner_id or ctx.actor.id, department_id=found.department_id or ctx.actor.department_id)


async def _open(ctx: Ctx) -> None:
    """From a card or a dispute."""
    _classed(ctx, ctx.facts[FEATURES.name])
    ctx.set(source_subject=ctx.data.source_subject or "", source_number=ctx.data.source_number or "")


async def _handle(ctx: Ctx) -> None:
    """A complaint or dispute that was handled is an occasion for a card (RS-2)."""
    row = ctx.subject
    ctx.set(handled_at=ctx.at)
    if row.kind in ("complaint", "dispute"):
        made = await ctx.act(
            f"{n.CARD}.open", occasion="complaint", milestone=row.number, file=row.file_id, prospect=row.prospect_id
        )
        ctx.answer(card=made.number)


_KEPT = ("kind", "channel", "content")
ACTS = (
    Act(
        "take",
        n.FEEDBACK,
        N_("Take feedback"),
        INTAKE,
        forms.TakeFeedback,
        "RE-1.2",
        creates=True,
        by="either",
        run=_take,
        writes=_KEPT,
        facts=(FEATURES.name,),
        occurred="taken_at",
        icon="chat",
    ),
    Act(
        "open",
        n.FEEDBACK,
        N_("Open an after-sales case"),
        (),
        forms.TakeFeedback,
        "RS-1",
        creates=True,
        by="system",
        run=_open,
        writes=_KEPT,
        facts=(FEATURES.name,),
        occurred="taken_at",
    ),
    Act(
        "handle",
        n.FEEDBACK,
        N_("Record what was done"),
        (AFTER_SALES, SALES, MANAGER),
        forms.HandleFeedback,
        "RE-1.2",
        source=("taken",),
        to="handled",
        run=_handle,
        writes=("outcome",),
        icon="check",
    ),
    Act(
        "settle",
        n.FEEDBACK,
        N_("Handled with the dispute"),
        (),
        forms.HandleFeedback,
        "RE-1.2",
        source=("taken",),
        to="handled",
        by="system",
        run=_handle,
        writes=("outcome",),
    ),
)
