"""Sold systems, the monthly enquiry and the yearly visit (TS-3.0, TS-3.1)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support.acts.questions import office_of
from plugins.tech_support.forms import warranty as forms
from plugins.tech_support.forms.common import SignForm
from plugins.tech_support.models import System
from plugins.tech_support.regions import REGION
from plugins.tech_support.roles import CARERS, SALES, USER, WORKERS
from plugins.tech_support.rules.warranty_facts import SYSTEM, SystemSeen

_CARD = ("product", "product_version", "site", "warranty_from", "warranty_to")
_KEEPERS = tuple(dict.fromkeys((*SALES, *WORKERS)))


async def _register(ctx: Ctx) -> None:
    """The office of the user's region looks after the system (TS-5.4), else the department of whoever enters it."""
    office = office_of(ctx, ctx.facts.get(REGION) or "")
    department = office.department_id if office and office.department_id else ctx.actor.department_id
    owner = office.user_id if office and office.user_id else ctx.actor.id
    ctx.set(customer_id=ctx.data.customer, party_id=ctx.data.customer, department_id=department, owner_id=owner)
    ctx.set(works_id=ctx.data.works)


async def _record_enquiry(ctx: Ctx) -> None:
    """One talk with a user is about all he has under warranty: it counts for each of his systems."""
    system: SystemSeen = ctx.facts[SYSTEM.name]
    ctx.set(system_id=ctx.data.system, customer_id=system.customer_id, asked_at=ctx.at, owner_id=ctx.actor.id)
    own = System.filter(customer_id=system.customer_id, state="active").order_by("id")
    rows = [{"subject": i, "asked_at": ctx.at} for i in await own.values_list("id", flat=True)]
    await ctx.act_many(f"{n.SYSTEM}.note_enquiry", rows)


async def _note(ctx: Ctx) -> None:
    ctx.set(last_asked_at=ctx.data.asked_at)


async def _record_visit(ctx: Ctx) -> None:
    system: SystemSeen = ctx.facts[SYSTEM.name]
    ctx.set(system_id=ctx.data.system, customer_id=system.customer_id, visited_at=ctx.at, owner_id=ctx.actor.id)


def _natural(data: Any) -> str:
    return str(data["serial"])


ACTS = (
    Act(
        "register",
        n.SYSTEM,
        N_("Register a sold system"),
        _KEEPERS,
        forms.SystemForm,
        "TS-0",
        writes=("serial", *_CARD),
        run=_register,
        creates=True,
        by="either",
        natural=_natural,
        facts=(REGION,),
        icon="plus",
    ),
    Act(
        "install",
        n.SYSTEM,
        N_("Enter an accepted system"),
        (),
        forms.InstallForm,
        "TS-2.4",
        writes=("serial", *_CARD),
        run=_register,
        creates=True,
        by="system",
        facts=(REGION,),
    ),
    Act(
        "edit",
        n.SYSTEM,
        N_("Edit"),
        _KEEPERS,
        forms.SystemCard,
        "TS-0",
        source=("active",),
        writes=_CARD,
        icon="pen",
    ),
    Act(
        "note_enquiry",
        n.SYSTEM,
        N_("Note the enquiry"),
        (),
        forms.AskedForm,
        "TS-3.0",
        run=_note,
        by="system",
    ),
    Act(
        "set_version",
        n.SYSTEM,
        N_("Note the version"),
        (),
        forms.VersionForm,
        "TS-3.2",
        writes=("product_version",),
        by="system",
    ),
    Act(
        "retire",
        n.SYSTEM,
        N_("Take out of use"),
        _KEEPERS,
        forms.RetireForm,
        "TS-0",
        source=("active",),
        to="retired",
        writes=("retired_because", "retired_said_by"),
        icon="box",
        danger=True,
        confirm=N_("A system out of use is neither asked about nor upgraded."),
    ),
    Act(
        "record",
        n.ENQUIRY,
        N_("Record a monthly enquiry"),
        CARERS,
        forms.EnquiryForm,
        "TS-3.0",
        writes=("channel", "person", "content"),
        run=_record_enquiry,
        creates=True,
        occurred="asked_at",
        facts=(SYSTEM.name,),
        icon="phone",
    ),
    Act(
        "record",
        n.ANNUAL,
        N_("Record a yearly visit"),
        CARERS,
        forms.VisitForm,
        "TS-3.1",
        writes=("content", "findings"),
        run=_record_visit,
        creates=True,
        occurred="visited_at",
        facts=(SYSTEM.name,),
        icon="pin",
    ),
    Act(
        "confirm",
        n.ANNUAL,
        N_("User confirms the visit"),
        (*CARERS, USER),
        SignForm,
        "TS-3.1",
        source=("recorded",),
        to="confirmed",
        signs="visit:user_rep",
        icon="pen",
    ),
)
