"""The header of whatever a customer brings. Kinds and cases are the plugins'; opening and moving are the core's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.api import (
    N_,
    Act,
    Asset,
    Choice,
    Column,
    Ctx,
    Customer,
    Facts,
    Filter,
    Form,
    Gate,
    LongText,
    Lookup,
    Missing,
    Moment,
    Region,
    Screen,
    Stage,
    Subject,
    Text,
    Ticket,
    View,
    Whole,
    host,
)
from core.own import links
from core.own.mentions import tell_mentioned
from core.own.places import serving
from core.own.words import CATEGORIES, CHANNELS, READERS, STAFF

SUBJECT = Subject(
    "core.ticket",
    Ticket,
    N_("Ticket"),
    {"open": Stage(N_("In progress"))},
    "open",
    "FW",
    title="title",
    search=("title",),
    icon="form",
)


def _kinds() -> list[tuple[str, str]]:
    return [(kind.name, kind.label) for kind in host().registry.ticket_kinds.values()]


class OpenForm(Form):
    kind = Choice(N_("Kind"), choices=_kinds, required=True)
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)
    asset = Lookup(N_("Asset"), subject="core.asset")
    title = Text(N_("Title"), required=True, max=200)
    channel = Choice(N_("Channel"), choices=list(CHANNELS.items()))
    region = Region(N_("Region"), max=40)
    reported_at = Moment(N_("Reported"))
    department = Whole(N_("Department"))
    owner = Whole(N_("Owner"))


class HandOverForm(Form):
    department = Lookup(N_("To department"), subject="core.department")
    owner = Lookup(N_("To person"), subject="core.user")
    reason = LongText(N_("Reason"), required=True)


class NoteForm(Form):
    text = LongText(N_("Note"), required=True, hint=N_("Colleagues called by @ and their login name are told."))


class TitleForm(Form):
    title = Text(N_("Title"), required=True, max=200)


async def _open(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(
        kind=d.kind,
        customer_id=d.customer,
        party_id=d.customer,
        asset_id=d.asset,
        title=d.title,
        channel=d.channel or "phone",
        region=d.region or "",
        reported_at=d.reported_at or ctx.at,
        taken_by_id=ctx.actor.id,
        owner_id=d.owner or ctx.actor.id,
        department_id=d.department or serving(d.region) or ctx.actor.department_id,
    )


async def _hand_over(ctx: Ctx) -> None:
    owner, department = ctx.data.owner, ctx.data.department
    department = department or host().directory.user_department.get(owner) or ctx.subject.department_id
    ctx.set(owner_id=owner, department_id=department, handovers=ctx.subject.handovers + 1)
    ctx.answer(reason=ctx.data.reason)


async def _note_hand_over(ctx: Ctx) -> None:
    """A case that moves itself says so here, so that the ticket's count is whole."""
    ctx.set(handovers=ctx.subject.handovers + 1)
    ctx.answer(reason=ctx.data.reason)


async def _note(ctx: Ctx) -> None:
    ctx.answer(note=ctx.data.text, told=await tell_mentioned(ctx, ctx.data.text))


ACTS = (
    Act("open", SUBJECT.name, N_("Open a ticket"), form=OpenForm, creates=True, run=_open, by="system"),
    Act("hand_over", SUBJECT.name, N_("Hand over"), STAFF, HandOverForm, run=_hand_over, by="either", icon="swap"),
    Act("note_hand_over", SUBJECT.name, N_("Handed over"), run=_note_hand_over, by="system", icon="swap"),
    Act("note", SUBJECT.name, N_("Add a note"), STAFF, NoteForm, run=_note, by="either", icon="chat"),
    Act("retitle", SUBJECT.name, N_("Change the title"), STAFF, TitleForm, writes=("title",), by="either", icon="pen"),
    *links.ACTS,
)


async def _holders(asset_ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Asset -> its customer, and whether he is in use: {"customer_id", "customer__state"}."""
    rows = await Asset.filter(id__in=asset_ids).values("id", "customer_id", "customer__state")
    return {row["id"]: row for row in rows}


async def _states(customer_ids: Sequence[int]) -> Mapping[int, str]:
    return {row["id"]: row["state"] for row in await Customer.filter(id__in=customer_ids).values("id", "state")}


def _without_asset(view: View) -> int | None:
    """The customer, if nothing else that is read tells about him."""
    customer: int | None = view.data.customer
    return None if view.data.asset else customer


def _customer_in_use(view: View) -> Iterable[Missing | None]:
    holder = view.facts.get("core.asset_holder") or {}
    state = holder.get("customer__state") if view.data.asset else view.facts["core.customer_state"]
    if view.data.customer and state not in ("active", None):
        yield Missing("customer", N_("a customer that is in use"))


def _asset_of_customer(view: View) -> Iterable[Missing | None]:
    holder = view.facts.get("core.asset_holder") or {}
    if view.data.asset and holder.get("customer_id") != view.data.customer:
        yield Missing("asset", N_("an asset of this customer"))


def _kind_open(view: View) -> Iterable[Missing | None]:
    kind = host().registry.ticket_kinds.get(view.data.kind)
    if kind is None or not host().is_on(kind.intake.split(".")[0]):
        yield Missing("kind", N_("a kind of ticket that is in use"))


def _receiver(view: View) -> Iterable[Missing | None]:
    to = (view.data.department, view.data.owner)
    unchanged = to in ((view.subject.department_id, view.subject.owner_id), (None, view.subject.owner_id))
    if not any(to) or unchanged:
        yield Missing("receiver", N_("another department or person to hand over to"))


RULES = (
    Facts("core.asset_holder", _holders, key=lambda view: view.data.asset),
    Gate("core.ticket.open", None, _asset_of_customer, facts=("core.asset_holder",)),
    Facts("core.customer_state", _states, key=_without_asset),
    Gate("core.ticket.open", None, _customer_in_use, facts=("core.customer_state", "core.asset_holder")),
    Gate("core.ticket.open", None, _kind_open),
    Gate("core.ticket.hand_over", None, _receiver),
    *links.RULES,
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("title", N_("Title")),
        Column("customer__name", N_("Customer")),
        Column("stage", N_("Stage"), "stage"),
        Column("category", N_("Category"), "choice", CATEGORIES, optional=True),
        Column("region", N_("Region"), "region", optional=True),
        Column("department_id", N_("Department"), "department"),
        Column("owner_id", N_("Owner"), "user"),
        Column("next_late", N_("Due"), "duty"),
        Column("reported_at", N_("Reported"), "instant"),
    ),
    roles=READERS,
    menu=N_("Tickets"),
    filters=(
        Filter("category", N_("Category"), "choice", CATEGORIES),
        Filter("channel", N_("Channel"), "choice", CHANNELS),
        Filter("owner_id", N_("Owner"), "user"),
        Filter("department_id", N_("Department"), "department"),
        Filter("next_late", N_("Due"), "late"),
        Filter("reported_at", N_("Reported"), "day"),
    ),
    sorts=("-id", "next_late", "-reported_at"),
    related=links.RELATED,
    facts=(
        Column("title", N_("Title")),
        Column("customer__name", N_("Customer")),
        Column("asset__name", N_("Asset")),
        Column("asset__identifier", N_("Serial number"), "code"),
        Column("stage", N_("Stage"), "stage"),
        Column("channel", N_("Channel"), "choice", CHANNELS),
        Column("region", N_("Region"), "region"),
        Column("reported_at", N_("Reported"), "instant"),
        Column("taken_by_id", N_("Taken by"), "user"),
        Column("department_id", N_("Department"), "department"),
        Column("owner_id", N_("Owner"), "user"),
        Column("handovers", N_("Hand-overs")),
    ),
    hint=N_("Whatever customers bring, one line each. Take the first call at the call desk."),
)
