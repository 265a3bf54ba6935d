"""Customers and the people to reach there."""

from __future__ import annotations

from uuid import uuid4

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Contact,
    Ctx,
    Customer,
    Filter,
    Form,
    LongText,
    Phone,
    Region,
    Related,
    Screen,
    Stage,
    Subject,
    Text,
)
from core.own import alike, contacts, merging
from core.own.archiving import archiving
from core.own.places import serving
from core.own.related import ASSETS, tickets_by
from core.own.unique import unique
from core.own.words import READERS, STAFF

KINDS = {"person": N_("Individual"), "company": N_("Company")}


class CustomerForm(Form):
    name = Text(N_("Name"), required=True, max=120)
    code = Text(N_("Customer code"), max=40, hint=N_("The company's own key; left empty it is made up."))
    kind = Choice(N_("Kind"), choices=list(KINDS.items()))
    phone = Phone(N_("Phone"))
    address = Text(N_("Address"), max=200)
    region = Region(N_("Region"), max=40)
    tax_id = Text(N_("Tax number"), max=40)
    note = LongText(N_("Note"))


SUBJECT = Subject(
    "core.customer",
    Customer,
    N_("Customer"),
    {"active": Stage(N_("Active")), "archived": Stage(N_("Archived"), "done"), "merged": Stage(N_("Merged"), "done")},
    "active",
    "KH",
    personal=("phone", "address"),
    title="name",
    search=("name", "phone", "code", "tax_id"),
    pinyin=("name",),
    icon="user",
)
_WRITES = ("name", "phone", "address", "region", "note", "tax_id")


async def _register(ctx: Ctx) -> None:
    department = serving(ctx.data.region) or ctx.actor.department_id
    # the act's own id is unique for ever: a code nobody had to think of
    code = ctx.data.code or f"C-{ctx.uid[-12:]}"
    ctx.set(code=code, kind=ctx.data.kind or "person", department_id=department, owner_id=ctx.actor.id)


async def _edit(ctx: Ctx) -> None:
    if ctx.data.code:
        ctx.set(code=ctx.data.code)
    if ctx.data.kind:
        ctx.set(kind=ctx.data.kind)
    if ctx.data.region != ctx.subject.region and (department := serving(ctx.data.region)):
        ctx.set(department_id=department)


ACTS = (
    Act(
        "register",
        SUBJECT.name,
        N_("Register a customer"),
        STAFF,
        CustomerForm,
        creates=True,
        writes=_WRITES,
        run=_register,
        by="either",
        natural=lambda d: d.get("code") or uuid4().hex,
        icon="plus",
    ),
    Act(
        "edit",
        SUBJECT.name,
        N_("Edit"),
        STAFF,
        CustomerForm,
        source=("active",),
        writes=_WRITES,
        run=_edit,
        by="either",
        icon="pen",
    ),
    Act(
        "add_contact",
        SUBJECT.name,
        N_("Add a contact"),
        STAFF,
        contacts.ContactForm,
        source=("active",),
        run=contacts.add,
        by="either",
        icon="plus",
    ),
    *archiving(SUBJECT.name, N_("An archived customer takes no new tickets."), "manager"),
    *merging.ACTS,
)

RULES = (
    *unique("core.customer", Customer, "code", N_("a customer code that is not in use yet"), "register", "edit"),
    *alike.RULES,
    *merging.RULES,
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("code", N_("Customer code"), "code"),
        Column("name", N_("Name")),
        Column("kind", N_("Kind"), "choice", KINDS),
        Column("phone", N_("Phone")),
        Column("region", N_("Region"), "region"),
        Column("department_id", N_("Department"), "department", optional=True),
        Column("state", N_("State"), "stage"),
    ),
    roles=READERS,
    menu=N_("Customers"),
    filters=(
        Filter("kind", N_("Kind"), "choice", KINDS),
        Filter("department_id", N_("Department"), "department"),
        Filter("state", N_("State"), "stage"),
        Filter("created_at", N_("Registered"), "day"),
    ),
    sorts=("-id", "name", "code"),
    facts=(
        Column("code", N_("Customer code"), "code"),
        Column("name", N_("Name")),
        Column("kind", N_("Kind"), "choice", KINDS),
        Column("phone", N_("Phone")),
        Column("address", N_("Address")),
        Column("region", N_("Region"), "region"),
        Column("tax_id", N_("Tax number"), "code"),
        Column("department_id", N_("Department"), "department"),
        Column("note", N_("Note")),
        Column("created_at", N_("Registered"), "instant"),
    ),
    related=(
        Related(
            N_("Contacts"),
            Contact,
            "customer_id",
            (
                Column("number", N_("Number"), "code"),
                Column("name", N_("Full name")),
                Column("phone", N_("Phone")),
                Column("duty", N_("Position")),
                Column("state", N_("State"), "stage"),
            ),
            subject="core.contact",
        ),
        ASSETS,
        tickets_by("customer_id"),
    ),
    tabbed=True,
    hint=N_("Everybody whose things are under care. Register the first one, or load them from a file."),
)
