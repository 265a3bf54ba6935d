"""A building is accepted: all its owners are to be told, the property company is told and sends the move-in notices (RE-2.4, RE-2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.api import N_, Act, Ctx, day_of, fetch
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import acceptance as forms
from plugins.realestate_handover.models.notices import OwnerNotice
from plugins.realestate_handover.models.tracks import MoveIn
from plugins.realestate_handover.roles import CLERKS, MANAGER, PROPERTY
from plugins.realestate_handover.rules.acceptance import BUYER, Buyer

# sale files of the building whose owner has no line yet; a contract that was called off is left out
_OWNERS = """
SELECT f.id, f.unit_id, f.purchase_kind FROM realestate_handover_sale_file f
WHERE f.building_id = ? AND f.state <> 'cancelled'
AND NOT EXISTS (SELECT 1 FROM realestate_handover_owner_notice o WHERE o.file_id = f.id)
ORDER BY f.id
"""
# off-plan files without a move-in notice, with whom it goes to
_UNSENT = """
SELECT f.id, f.unit_id, u.room_no, c.name, c.address, m.id AS movein FROM realestate_handover_sale_file f
JOIN realestate_handover_unit u ON u.id = f.unit_id JOIN core_customer c ON c.id = f.customer_id
LEFT JOIN realestate_handover_movein m ON m.file_id = f.id AND m.state IN ('waiting', 'notice_due')
WHERE f.building_id = ? AND f.purchase_kind = 'off_plan' AND f.state <> 'cancelled'
AND NOT EXISTS (SELECT 1 FROM realestate_handover_movein_notice o WHERE o.file_id = f.id)
ORDER BY u.room_no, f.id
"""


async def _accept(ctx: Ctx) -> None:
    """One line for every contract of the building, each with its duty; the milestone is reached with it."""
    ctx.set(accepted_on=day_of(ctx.at), accepted_at=ctx.at)
    waiting = await MoveIn.filter(building_id=ctx.id, state="waiting").order_by("id").values_list("id", flat=True)
    await ctx.act_many(f"{n.MOVEIN}.call", [{"subject": i, "called_at": ctx.at} for i in waiting])
    ctx.answer(owners=await _open_owners(ctx, ctx.at))


async def _open_owners(ctx: Ctx, accepted_at: Any) -> int:
    rows = await fetch(_OWNERS, ctx.id)
    await ctx.act_many(
        f"{n.OWNER_NOTICE}.open",
        [
            {
                "file": row["id"],
                "building": ctx.id,
                "unit": row["unit_id"],
                "accepted_at": accepted_at,
                "off_plan": row["purchase_kind"] == "off_plan",
            }
            for row in rows
        ],
    )
    return len(rows)


async def _tell_company(ctx: Ctx) -> None:
    ctx.set(property_told_at=ctx.at)


async def _tell_owners(ctx: Ctx) -> None:
    """Owners of contracts signed since the acceptance get their line first."""
    since = await _open_owners(ctx, ctx.at)
    ids = await OwnerNotice.filter(building_id=ctx.id, state="due").order_by("id").values_list("id", flat=True)
    said = {"channel": ctx.data.channel, "content": ctx.data.content or "", "told_to": "", "told_at": ctx.data.told_at}
    told = await ctx.act_many(f"{n.OWNER_NOTICE}.tell", [{"subject": i, **said} for i in ids])
    ctx.answer(told=len(told), opened=since)


def single_numbers(text: str | None) -> dict[str, str]:
    """Room -> number, of lines "room number"."""
    pairs = (line.split(None, 1) for line in (text or "").splitlines() if line.strip())
    return {pair[0]: pair[1].strip()[:60] for pair in pairs if len(pair) > 1}


async def _dispatch(ctx: Ctx) -> None:
    """One notice for every off-plan buyer that has none; a second run finds none left."""
    numbers = single_numbers(ctx.data.numbers)
    rows = await fetch(_UNSENT, ctx.id)
    sent = await ctx.act_many(f"{n.NOTICE}.issue", [_notice(ctx, row, numbers) for row in rows])
    await _noticed(ctx, [row["movein"] for row in rows if row["movein"]])
    ctx.set(notices_sent_at=ctx.subject.notices_sent_at or ctx.at)
    ctx.answer(sent=len(sent))


async def _noticed(ctx: Ctx, ids: Sequence[int]) -> None:
    await ctx.act_many(f"{n.MOVEIN}.note_notice", [{"subject": i, "notice_at": ctx.at} for i in ids])


def _notice(ctx: Ctx, row: dict[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    d = ctx.data
    return {
        "file": row["id"],
        "unit": row["unit_id"],
        "building": ctx.id,
        "addressee": row["name"],
        "address": row["address"],
        "channel": d.channel,
        "tracking_no": numbers.get(row["room_no"], d.tracking_no),
        "sender": d.sender,
        "sent_at": ctx.at,
    }


async def _open_owner(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(file_id=d.file, building_id=d.building, unit_id=d.unit, accepted_at=d.accepted_at, off_plan=d.off_plan)


async def _told(ctx: Ctx) -> None:
    ctx.set(told_at=ctx.at)


async def _issue(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(file_id=d.file, unit_id=d.unit, building_id=d.building, addressee=d.addressee, address=d.address or "")
    ctx.set(sent_at=ctx.at)


async def _send(ctx: Ctx) -> None:
    """One home, as a property company enters or imports it."""
    buyer: Buyer = ctx.facts[BUYER.name]
    ctx.set(file_id=buyer.file, unit_id=ctx.data.unit, building_id=buyer.building, sent_at=ctx.at)
    ctx.set(addressee=buyer.name, address=buyer.address)
    await _noticed(ctx, [buyer.movein] if buyer.movein else [])


async def _resend(ctx: Ctx) -> None:
    ctx.set(sent_at=ctx.at, times=ctx.subject.times + 1)


async def _call(ctx: Ctx) -> None:
    ctx.set(called_at=ctx.data.called_at)


async def _note_notice(ctx: Ctx) -> None:
    ctx.set(notice_at=ctx.data.notice_at)


_SENT = ("channel", "tracking_no", "sender")
ACTS = (
    Act(
        "accept",
        n.BUILDING,
        N_("Record the completion acceptance"),
        (MANAGER,),
        forms.AcceptForm,
        "RE-2.4",
        source=("building",),
        to="accepted",
        writes=("acceptance_no",),
        run=_accept,
        occurred="accepted_at",
        icon="check",
    ),
    Act(
        "tell_company",
        n.BUILDING,
        N_("Tell the property company"),
        CLERKS,
        forms.TellCompany,
        "RE-2.9",
        source=("accepted",),
        writes=("property_told_through", "property_told_to"),
        run=_tell_company,
        occurred="told_at",
        icon="chat",
    ),
    Act(
        "tell_owners",
        n.BUILDING,
        N_("Record that all owners were told"),
        CLERKS,
        forms.TellOwners,
        "RE-2.4",
        source=("accepted",),
        run=_tell_owners,
        occurred="told_at",
        icon="bell",
    ),
    Act(
        "dispatch",
        n.BUILDING,
        N_("Send the move-in notices"),
        (PROPERTY,),
        forms.DispatchForm,
        "RE-2.9",
        source=("accepted",),
        run=_dispatch,
        occurred="sent_at",
        batch=False,
        icon="file",
    ),
    Act(
        "call",
        n.MOVEIN,
        N_("Home may be handed over"),
        (),
        forms.CallForm,
        "RE-2.4",
        source=("waiting",),
        to="notice_due",
        run=_call,
        by="system",
    ),
    Act(
        "note_notice",
        n.MOVEIN,
        N_("Move-in notice was sent"),
        (),
        forms.NoticedForm,
        "RE-2.9",
        source=("waiting", "notice_due"),
        to="noticed",
        run=_note_notice,
        by="system",
    ),
    Act(
        "open",
        n.OWNER_NOTICE,
        N_("Open the duty to tell the owner"),
        (),
        forms.OpenOwner,
        "RE-2.4",
        run=_open_owner,
        creates=True,
        by="system",
    ),
    Act(
        "tell",
        n.OWNER_NOTICE,
        N_("Record that the owner was told"),
        CLERKS,
        forms.TellOwner,
        "RE-2.4",
        source=("due",),
        to="told",
        writes=("channel", "told_to", "content"),
        run=_told,
        occurred="told_at",
        icon="chat",
    ),
    Act(
        "issue",
        n.NOTICE,
        N_("Move-in notice of a home"),
        (),
        forms.SendNotice,
        "RE-2.9",
        run=_issue,
        creates=True,
        by="system",
        writes=_SENT,
        occurred="sent_at",
    ),
    Act(
        "send",
        n.NOTICE,
        N_("Send one move-in notice"),
        (PROPERTY,),
        forms.SendNotice,
        "RE-2.9",
        run=_send,
        creates=True,
        writes=_SENT,
        facts=(BUYER.name,),
        occurred="sent_at",
        natural=lambda d: f"unit:{d['unit']}",
        icon="plus",
    ),
    Act(
        "came_back",
        n.NOTICE,
        N_("Record that it came back"),
        (PROPERTY, *CLERKS),
        forms.ReturnedForm,
        "RE-2.9",
        source=("sent",),
        to="returned",
        writes=("returned_on", "return_reason"),
        icon="undo",
    ),
    Act(
        "resend",
        n.NOTICE,
        N_("Send the notice again"),
        (PROPERTY,),
        forms.ResendNotice,
        "RE-2.9",
        source=("returned",),
        to="sent",
        writes=_SENT,
        run=_resend,
        occurred="sent_at",
        icon="file",
    ),
)
