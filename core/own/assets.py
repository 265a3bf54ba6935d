"""The customer's things under care, and the lines of their warranty cards."""

from __future__ import annotations

from core.api import (
    N_,
    Act,
    Asset,
    CardLine,
    Column,
    Ctx,
    Day,
    Filter,
    Form,
    LongText,
    Lookup,
    Related,
    Screen,
    Stage,
    Subject,
    Text,
)
from core.own.archiving import archiving
from core.own.related import tickets_by
from core.own.unique import unique
from core.own.words import READERS, STAFF


class AssetEditForm(Form):
    identifier = Text(N_("Serial number"), required=True, max=60)
    name = Text(N_("Name"), required=True, max=120)
    product = Text(N_("Product"), max=60)
    acquired_on = Day(N_("Acquired on"))
    warranty_to = Day(N_("Warranty until"), hint=N_("The warranty ends at midnight of this day."))
    site = Text(N_("Site"), max=200)


class AssetForm(AssetEditForm):
    customer = Lookup(N_("Customer"), subject="core.customer", required=True)


class CardLineForm(Form):
    on = Day(N_("Date"), required=True)
    content = LongText(N_("Content"), required=True)
    ticket = Lookup(N_("Ticket"), subject="core.ticket")


SUBJECT = Subject(
    "core.asset",
    Asset,
    N_("Asset"),
    {"active": Stage(N_("Active")), "archived": Stage(N_("Archived"), "done")},
    "active",
    "ZC",
    parent="core.customer",
    parent_field="customer_id",
    title="name",
    search=("identifier", "name"),
    pinyin=("name",),
    icon="box",
)
_WRITES = ("identifier", "name", "product", "acquired_on", "warranty_to", "site")


async def _register(ctx: Ctx) -> None:
    ctx.set(customer_id=ctx.data.customer)


async def _card_line(ctx: Ctx) -> None:
    await ctx.add(
        CardLine,
        asset_id=ctx.id,
        ticket_id=ctx.data.ticket,
        on=ctx.data.on,
        content=ctx.data.content,
        by_id=ctx.actor.id,
        at=ctx.now,
    )


ACTS = (
    Act(
        "register",
        SUBJECT.name,
        N_("Register an asset"),
        STAFF,
        AssetForm,
        creates=True,
        writes=_WRITES,
        run=_register,
        by="either",
        natural=lambda d: str(d["identifier"]),
        icon="plus",
    ),
    Act(
        "edit",
        SUBJECT.name,
        N_("Edit"),
        STAFF,
        AssetEditForm,
        source=("active",),
        writes=_WRITES,
        by="either",
        icon="pen",
    ),
    Act(
        "card_line",
        SUBJECT.name,
        N_("Add a warranty card line"),
        STAFF,
        CardLineForm,
        source=("active",),
        run=_card_line,
        by="either",
        icon="book",
    ),
    *archiving(SUBJECT.name, N_("An archived asset takes no new tickets."), "manager"),
)

RULES = unique("core.asset", Asset, "identifier", N_("a serial number that is not in use yet"), "register", "edit")

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("identifier", N_("Serial number"), "code"),
        Column("name", N_("Name")),
        Column("product", N_("Product")),
        Column("customer__name", N_("Customer")),
        Column("acquired_on", N_("Acquired on"), "day", optional=True),
        Column("warranty_to", N_("Warranty until"), "day"),
        Column("state", N_("State"), "stage"),
    ),
    roles=READERS,
    menu=N_("Assets"),
    filters=(
        Filter("warranty_to", N_("Warranty until"), "day"),
        Filter("department_id", N_("Department"), "department"),
        Filter("state", N_("State"), "stage"),
    ),
    sorts=("-id", "identifier", "warranty_to"),
    facts=(
        Column("identifier", N_("Serial number"), "code"),
        Column("name", N_("Name")),
        Column("product", N_("Product")),
        Column("customer__name", N_("Customer")),
        Column("acquired_on", N_("Acquired on"), "day"),
        Column("warranty_to", N_("Warranty until"), "day"),
        Column("site", N_("Site")),
        Column("department_id", N_("Department"), "department"),
    ),
    related=(
        Related(
            N_("Warranty card"),
            CardLine,
            "asset_id",
            (
                Column("on", N_("Date"), "day"),
                Column("content", N_("Content")),
                Column("by_id", N_("Entered by"), "user"),
            ),
            order="-on",
        ),
        tickets_by("asset_id"),
    ),
    phone=True,
    tabbed=True,
    hint=N_("The customers' things under care, found by serial number. Register one, or load them from a file."),
)
