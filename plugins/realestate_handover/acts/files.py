"""A sale file: signed, handed to after-sales staff who register it, classed by payment method, closed (RE-1.1, RE-2.1, RE-2.2)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx, View, day_of
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import files as forms
from plugins.realestate_handover.forms.common import AssignForm, ReasonForm
from plugins.realestate_handover.forms.payments import NoteReceipt
from plugins.realestate_handover.models import FileBuyer, FilePaper
from plugins.realestate_handover.roles import AFTER_SALES, CLERKS, MANAGER, SIGNERS
from plugins.realestate_handover.rules.files import BUILDING, BUYERS, INTENT, OPEN, UNIT, UnitSeen

LIVE = ("signed", "registered", "classified")
_SIGNED = ("contract_no", "price", "purchase_kind", "sale_mode")


async def _sign(ctx: Ctx) -> None:
    """A salesperson is named on the file, so that he reaches his own and no other (RE-2.12)."""
    d, unit = ctx.data, ctx.facts[UNIT.name]
    assert isinstance(unit, UnitSeen)
    seller = d.salesperson or ctx.actor.id
    ctx.set(
        customer_id=d.customer, party_id=d.customer, prospect_id=d.prospect, intent=ctx.facts.get(INTENT.name) or "none"
    )
    ctx.set(unit_id=d.unit, live_unit_id=d.unit, building_id=unit.building, development_id=unit.development)
    ctx.set(unit_code=unit.code, unit_type=unit.unit_type, buyers=ctx.facts[BUYERS.name][:300])
    ctx.set(salesperson_id=seller, owner_id=seller, people=f",{seller},", signed_at=ctx.at)
    ctx.set(payment_method=d.payment_method or "")
    ctx.child(FileBuyer, "file_id", [{"customer_id": row["customer"]} for row in d.buyers or []])
    if d.prospect:
        await ctx.act(f"{n.PROSPECT}.close_deal", d.prospect)


def _method(view: View) -> str:
    return view.data.payment_method or view.subject.payment_method or ""


async def _register(ctx: Ctx) -> None:
    """Whoever receives it owns it from now on, and with it begin the tracks that run beside each other."""
    file = ctx.subject
    ctx.set(received_by_id=ctx.actor.id, received_at=ctx.now, owner_id=ctx.actor.id, payment_method=_method(ctx))
    ctx.child(FilePaper, "file_id", ctx.data.papers or [])
    track: dict[str, Any] = {"file": ctx.id, "unit_code": file.unit_code}
    accepted = ctx.facts[BUILDING.name]
    kind = {"building": file.building_id, "purchase_kind": file.purchase_kind, "accepted": accepted}
    await ctx.act(f"{n.MOVEIN}.open", **track, **kind)
    await ctx.act_many(f"{n.TITLE}.open", [{**track, "kind": kind} for kind in n.CERTIFICATES])


async def _note(ctx: Ctx) -> None:
    """Collection is complete by itself when the receipts reach the price (RE-2.6)."""
    received = ctx.subject.received + ctx.data.amount
    ctx.set(received=received)
    if received == ctx.subject.price:
        ctx.set(collection_complete_on=ctx.data.received_on)


async def _assign(ctx: Ctx) -> None:
    ctx.set(owner_id=ctx.data.owner)


async def _close(ctx: Ctx) -> None:
    ctx.set(closed_on=day_of(ctx.now))


async def _cancel(ctx: Ctx) -> None:
    """A contract called off: the home is free again, and nothing more is owed on any track."""
    ctx.set(live_unit_id=None, closed_on=day_of(ctx.now), closed_because=ctx.data.reason)
    for name, ids in ctx.facts[OPEN.name].tracks.items():
        await ctx.act_many(f"{name}.end", [{"subject": i} for i in ids])


def assign(on: str) -> Act:
    """Each stage of a file has its own owner (RE-1.1)."""
    return Act(
        "assign",
        on,
        N_("Change the owner"),
        CLERKS,
        AssignForm,
        "RE-1.1",
        run=_assign,
        icon="user",
    )


def end(on: str) -> Act:
    return Act("end", on, N_("End with the contract"), (), None, "RE-1.1", to="ended", by="system")


ACTS = (
    Act(
        "sign",
        n.FILE,
        N_("Enter a signed contract"),
        SIGNERS,
        forms.SignContract,
        "RE-1.1",
        writes=_SIGNED,
        run=_sign,
        creates=True,
        occurred="signed_at",
        natural=lambda data: str(data["contract_no"]),
        facts=(UNIT.name, BUYERS.name, INTENT.name),
        icon="plus",
    ),
    Act(
        "register",
        n.FILE,
        N_("Receive, register and archive"),
        (AFTER_SALES,),
        forms.RegisterForm,
        "RE-2.1",
        source=("signed",),
        to=lambda view: "classified" if _method(view) else "registered",
        writes=("archive_no",),
        run=_register,
        facts=(BUILDING.name,),
        icon="book",
    ),
    Act(
        "classify",
        n.FILE,
        N_("Set the payment method"),
        CLERKS,
        forms.ClassifyForm,
        "RE-2.2",
        source=LIVE,
        to="classified",
        writes=("payment_method",),
        icon="swap",
    ),
    Act(
        "notarize",
        n.FILE,
        N_("Record the notarization"),
        CLERKS,
        forms.NotaryForm,
        "RE-1.1",
        source=LIVE,
        writes=("notary_office", "notary_no", "notarized_on"),
        icon="seal",
    ),
    Act(
        "note_receipt",
        n.FILE,
        N_("Note a receipt"),
        (),
        NoteReceipt,
        "RE-2.3",
        source=("registered", "classified"),
        run=_note,
        by="system",
    ),
    assign(n.FILE),
    Act(
        "close",
        n.FILE,
        N_("Close the file"),
        CLERKS,
        None,
        "RE-1.1",
        source=LIVE,
        to="closed",
        run=_close,
        facts=(OPEN.name,),
        icon="check",
    ),
    Act(
        "cancel",
        n.FILE,
        N_("Call the contract off"),
        (MANAGER,),
        ReasonForm,
        "RE-1.1",
        source=LIVE,
        to="cancelled",
        run=_cancel,
        facts=(OPEN.name,),
        icon="cross",
        danger=True,
        confirm=N_("Nothing more is owed on this contract, and the home may be sold again."),
    ),
)
