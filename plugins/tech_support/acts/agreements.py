"""Supplementary agreements: nothing is paid for without one that both sides have signed (TS-3.3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.api import N_, Act, Ctx, View
from plugins.tech_support import names as n
from plugins.tech_support.forms import warranty as forms
from plugins.tech_support.forms.common import SignForm
from plugins.tech_support.roles import CARERS, MANAGERS, USER
from plugins.tech_support.rules.warranty_facts import LAST, SIGNED, SYSTEM, SystemSeen


async def _draft(ctx: Ctx) -> None:
    system: SystemSeen = ctx.facts[SYSTEM.name]
    ctx.set(system_id=ctx.data.system, customer_id=system.customer_id, owner_id=ctx.actor.id, price=ctx.data.price or 0)


def _signed(last: Callable[[View], bool]) -> Callable[[Ctx], Awaitable[None]]:
    async def run(ctx: Ctx) -> None:
        if last(ctx):
            ctx.set(signed_at=ctx.now)

    return run


def _state(last: Callable[[View], bool]) -> Callable[[View], str | None]:
    return lambda view: "signed" if last(view) else None


def _sign(side: str, name: str, label: str, roles: tuple[str, ...]) -> Act:
    return Act(
        name,
        n.AGREEMENT,
        label,
        roles,
        SignForm,
        "TS-3.3",
        source=("drafted",),
        to=_state(LAST[side]),
        run=_signed(LAST[side]),
        signs=f"agreement:{side}",
        facts=(SIGNED.name,),
        icon="pen",
    )


ACTS = (
    Act(
        "draft",
        n.AGREEMENT,
        N_("Draft a supplementary agreement"),
        CARERS,
        forms.AgreementForm,
        "TS-3.3",
        writes=("reason", "content"),
        run=_draft,
        creates=True,
        facts=(SYSTEM.name,),
        icon="pen",
    ),
    Act(
        "change",
        n.AGREEMENT,
        N_("Change text and price"),
        CARERS,
        forms.AgreementText,
        "TS-3.3",
        source=("drafted",),
        writes=("content", "price"),
        icon="pen",
    ),
    _sign("user_rep", "sign_user", N_("User signs the agreement"), (*CARERS, USER)),
    _sign("service_manager", "sign_company", N_("Company signs the agreement"), MANAGERS),
)
