"""Secondary claims from the old part to the supplier's money (VW-3.8)."""

from __future__ import annotations

from core.api import N_, Act, Ctx, day_of
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.forms import money as forms
from plugins.vehicle_warranty.models.claims import ClaimStep
from plugins.vehicle_warranty.roles_stock import CLERKS, FINANCE, MANAGERS
from plugins.vehicle_warranty.rules import old_part_facts as o
from plugins.vehicle_warranty.rules.old_part_facts import OldSeen


async def _open(ctx: Ctx) -> None:
    """The old part is held for the claim from now on."""
    old: OldSeen = ctx.facts[o.OLD_OF.name]
    await ctx.act(f"{n.OLD}.hold", ctx.data.old_part)
    ctx.set(
        old_part_id=ctx.data.old_part,
        supplier=old.supplier,
        opened_on=day_of(ctx.now),
        lapses_on=old.lapses_on,
        lapse_km=old.lapse_km,
        owner_id=ctx.actor.id,
    )


async def _step(ctx: Ctx) -> None:
    ctx.child(ClaimStep, "claim_id", [{"at": ctx.now, "what": ctx.data.what, "by_id": ctx.actor.id}])


async def _send(ctx: Ctx) -> None:
    ctx.set(sent_at=ctx.now)
    await _step(ctx)


async def _accept(ctx: Ctx) -> None:
    ctx.set(result="accepted")
    await _step(ctx)


async def _reject(ctx: Ctx) -> None:
    ctx.set(result="rejected")
    await _step(ctx)


async def _settle(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.now, settled_on=ctx.data.settled_on or day_of(ctx.now))


async def _abandon(ctx: Ctx) -> None:
    ctx.set(ended_at=ctx.now)


def _act(name: str, label: str, form: type | None, **more: object) -> Act:
    roles = more.pop("roles", CLERKS)
    return Act(name, n.CLAIM, label, roles, form, "VW-3.8", **more)  # type: ignore[arg-type]


_OPEN = ("opened", "sent", "accepted", "rejected")
ACTS = (
    _act(
        "open",
        N_("Open a secondary claim"),
        forms.ClaimForm,
        writes=("amount",),
        run=_open,
        creates=True,
        facts=(o.OLD_OF.name,),
        icon="plus",
    ),
    _act("send", N_("Send to the supplier"), forms.StepForm, source=("opened",), to="sent", run=_send, icon="right"),
    _act("step", N_("Record a step"), forms.StepForm, source=_OPEN, run=_step, icon="chat"),
    _act(
        "accept",
        N_("Accepted by the supplier"),
        forms.StepForm,
        source=("sent", "rejected"),
        to="accepted",
        run=_accept,
        icon="check",
    ),
    _act(
        "reject",
        N_("Rejected by the supplier"),
        forms.StepForm,
        source=("sent",),
        to="rejected",
        run=_reject,
        icon="cross",
    ),
    _act(
        "settle",
        N_("Settle"),
        forms.SettleForm,
        roles=(*CLERKS, FINANCE),
        source=("accepted",),
        to="settled",
        writes=("settled",),
        run=_settle,
        icon="coin",
    ),
    _act(
        "abandon",
        N_("Abandon the claim"),
        forms.AbandonForm,
        roles=MANAGERS,
        source=_OPEN,
        to="abandoned",
        writes=("abandoned_because",),
        run=_abandon,
        unlike=("open",),
        danger=True,
        icon="cross",
    ),
)
