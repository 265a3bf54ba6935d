"""Calls and letters, faults, and letters to makers."""

from __future__ import annotations

from core.api import N_, Act, Ctx, View
from plugins.vehicle_warranty import names as n
from plugins.vehicle_warranty.forms import faults as forms
from plugins.vehicle_warranty.roles_stock import TAKERS

DESK = ("agent", "manager")
GOERS = (*TAKERS, "manager")
ANSWERERS = tuple(dict.fromkeys((*DESK, *TAKERS)))


async def _log(ctx: Ctx) -> None:
    ctx.set(received_at=ctx.at, is_clear=bool(ctx.data.is_clear), owner_id=ctx.actor.id)


def _clear(view: View) -> str:
    return "logged" if view.data.is_clear else "unclear"


async def _clarify(ctx: Ctx) -> None:
    ctx.set(clarified_at=ctx.now)


async def _answer_call(ctx: Ctx) -> None:
    ctx.set(answered_at=ctx.now)


async def _archive(ctx: Ctx) -> None:
    ctx.set(archived_at=ctx.now)


async def _report(ctx: Ctx) -> None:
    d = ctx.data
    ticket = await ctx.act(
        "core.ticket.open",
        kind="vehicle_fault",
        customer=d.customer,
        title=d.fault[:200],
        channel=n.ON_TICKET[d.channel],
        reported_at=ctx.at,
        owner=ctx.actor.id,
    )
    ctx.set(ticket_id=ticket.id, customer_id=d.customer, reported_at=ctx.at, owner_id=ctx.actor.id)
    ctx.set(department_id=ctx.actor.department_id)


async def _find_supplier(ctx: Ctx) -> None:
    ctx.set(supplier_found_at=ctx.at)


async def _answer(ctx: Ctx) -> None:
    ctx.set(answered_at=ctx.at)


async def _arrive(ctx: Ctx) -> None:
    ctx.set(arrived_at=ctx.at)


async def _close(ctx: Ctx) -> None:
    ctx.set(closed_at=ctx.now)


async def _write(ctx: Ctx) -> None:
    ctx.set(fault_id=ctx.data.fault, sent_at=ctx.at, owner_id=ctx.actor.id)


async def _outcome(ctx: Ctx) -> None:
    ctx.set(outcome_at=ctx.now)


async def _feed_back(ctx: Ctx) -> None:
    ctx.set(fed_back_at=ctx.now)


CALLS = (
    Act(
        "log",
        n.CALL,
        N_("Log a call or letter"),
        DESK,
        forms.LogForm,
        "VW-3.5.1",
        to=_clear,
        writes=("sender", "channel", "content"),
        run=_log,
        creates=True,
        occurred="received_at",
        icon="plus",
    ),
    Act(
        "clarify",
        n.CALL,
        N_("Clarify"),
        DESK,
        forms.ClarifyForm,
        "VW-3.5.3",
        source=("unclear",),
        to="clarified",
        writes=("clarification",),
        run=_clarify,
        icon="chat",
    ),
    Act(
        "answer",
        n.CALL,
        N_("Answer the call or letter"),
        DESK,
        forms.AnswerCallForm,
        "VW-3.5.3",
        source=("logged", "clarified"),
        to="answered",
        writes=("answer",),
        run=_answer_call,
        icon="chat",
    ),
    Act(
        "archive",
        n.CALL,
        N_("Archive the reply"),
        DESK,
        forms.ArchiveForm,
        "VW-3.5.4",
        source=("answered",),
        to="archived",
        writes=("archive_no",),
        run=_archive,
        icon="box",
    ),
)
FAULTS = (
    Act(
        "report",
        n.FAULT,
        N_("Report a vehicle fault"),
        DESK,
        forms.FaultForm,
        "VW-3.2.2",
        writes=(
            *("vehicle", "fault", "fault_group", "channel", "to_marketing"),
            *("service_point", "distance_m", "distance_source", "supplier_needed"),
        ),
        run=_report,
        creates=True,
        occurred="reported_at",
        icon="plus",
    ),
    Act(
        "find_supplier",
        n.FAULT,
        N_("Note that a supplier is needed"),
        ANSWERERS,
        forms.FindSupplierForm,
        "VW-3.2.2",
        source=("reported",),
        run=_find_supplier,
        occurred="found_at",
        icon="building",
    ),
    Act(
        "answer",
        n.FAULT,
        N_("Answer the user"),
        ANSWERERS,
        forms.AnswerFaultForm,
        "VW-3.2.2",
        source=("reported",),
        writes=("answer",),
        run=_answer,
        occurred="answered_at",
        icon="chat",
    ),
    Act(
        "arrive",
        n.FAULT,
        N_("Arrive on site"),
        GOERS,
        forms.ArriveForm,
        "VW-3.2.2",
        source=("reported",),
        run=_arrive,
        occurred="arrived_at",
        icon="pin",
    ),
    Act(
        "close",
        n.FAULT,
        N_("Settle the fault"),
        ANSWERERS,
        forms.CloseFaultForm,
        "VW-3.2.2",
        source=("reported",),
        to="closed",
        writes=("result",),
        run=_close,
        icon="check",
    ),
)
CONTACTS = (
    Act(
        "send",
        n.CONTACT,
        N_("Write to the maker"),
        DESK,
        forms.WriteForm,
        "VW-3.2.3",
        writes=("addressee", "medium", "text"),
        run=_write,
        creates=True,
        occurred="sent_at",
        icon="plus",
    ),
    Act(
        "record_outcome",
        n.CONTACT,
        N_("Record the outcome"),
        DESK,
        forms.OutcomeForm,
        "VW-3.2.3",
        source=("sent",),
        to="outcome",
        writes=("outcome",),
        run=_outcome,
        icon="pen",
    ),
    Act(
        "archive",
        n.CONTACT,
        N_("Archive the outcome"),
        DESK,
        forms.ArchiveForm,
        "VW-3.2.3",
        source=("outcome",),
        to="archived",
        writes=("archive_no",),
        run=_archive,
        icon="box",
    ),
    Act(
        "feed_back",
        n.CONTACT,
        N_("Tell the user the outcome"),
        DESK,
        forms.FeedBackForm,
        "VW-3.2.3",
        source=("archived",),
        to="fed_back",
        writes=("fed_back_to",),
        run=_feed_back,
        icon="chat",
    ),
)
ACTS = (*CALLS, *FAULTS, *CONTACTS)
