"""The people to reach at a customer: each a subject of its own, so that a name or number that changes stands in the journal."""

from __future__ import annotations

from core.api import N_, Act, Column, Contact, Ctx, Form, Lookup, Phone, Screen, Stage, Subject, Text
from core.own.archiving import archiving
from core.own.words import READERS, STAFF


class ContactForm(Form):
    name = Text(N_("Full name"), required=True, max=60)
    phone = Phone(N_("Phone"))
    duty = Text(N_("Position"), max=60)


class RegisterForm(ContactForm):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)


SUBJECT = Subject(
    "core.contact",
    Contact,
    N_("Contact"),
    {"active": Stage(N_("Active")), "archived": Stage(N_("Archived"), "done")},
    "active",
    "LX",
    parent="core.customer",
    parent_field="customer_id",
    personal=("name", "phone"),
    title="name",
    search=("name", "phone"),
    pinyin=("name",),
    icon="phone",
)
_WRITES = ("name", "phone", "duty")


async def _register(ctx: Ctx) -> None:
    ctx.set(**{name: ctx.data[name] or "" for name in _WRITES}, customer_id=ctx.data.customer)


async def add(ctx: Ctx) -> None:
    """The run of the customer's own act: whoever stands before his page need not name him."""
    values = {name: ctx.data[name] for name in _WRITES}
    await ctx.act(f"{SUBJECT.name}.register", customer=ctx.id, **values)


ACTS = (
    Act(
        "register",
        SUBJECT.name,
        N_("Add a contact"),
        STAFF,
        RegisterForm,
        creates=True,
        run=_register,
        by="either",
        icon="plus",
    ),
    Act(
        "edit",
        SUBJECT.name,
        N_("Edit"),
        STAFF,
        ContactForm,
        source=("active",),
        writes=_WRITES,
        by="either",
        icon="pen",
    ),
    *archiving(SUBJECT.name, N_("An archived contact is no longer called."), *STAFF),
)

RULES = ()

_COLUMNS = (
    Column("name", N_("Full name")),
    Column("phone", N_("Phone")),
    Column("duty", N_("Position")),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        *_COLUMNS,
        Column("customer__name", N_("Customer")),
        Column("state", N_("State"), "stage"),
    ),
    roles=READERS,
    sorts=("-id",),
    facts=(*_COLUMNS, Column("customer__name", N_("Customer"))),
    hint=N_("The people to reach at the customers. They are added on a customer's page."),
)
