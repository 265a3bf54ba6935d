"""Those who may buy: intent, sale mode, deal closed or not (RS-1)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import files as forms
from plugins.realestate_handover.forms.common import ReasonForm
from plugins.realestate_handover.roles import SIGNERS


async def _register(ctx: Ctx) -> None:
    seller = ctx.data.salesperson or ctx.actor.id
    ctx.set(customer_id=ctx.data.customer, development_id=ctx.data.development, salesperson_id=seller, owner_id=seller)


async def _close(ctx: Ctx) -> None:
    ctx.set(deal_closed=True)


ACTS = (
    Act(
        "register",
        n.PROSPECT,
        N_("Register a prospect"),
        SIGNERS,
        forms.ProspectForm,
        "RS-1",
        writes=("sale_mode", "intent", "unit_type"),
        run=_register,
        creates=True,
        icon="plus",
    ),
    Act(
        "rate",
        n.PROSPECT,
        N_("Change the intent"),
        SIGNERS,
        forms.IntentForm,
        "RS-1",
        source=("open", "lost"),
        to="open",
        writes=("intent", "unit_type"),
        icon="pen",
    ),
    Act(
        "close_deal",
        n.PROSPECT,
        N_("Note the deal"),
        (),
        None,
        "RS-1",
        to="closed",
        run=_close,
        by="system",
    ),
    Act(
        "lose",
        n.PROSPECT,
        N_("No deal"),
        SIGNERS,
        ReasonForm,
        "RS-1",
        source=("open",),
        to="lost",
        icon="cross",
    ),
)
