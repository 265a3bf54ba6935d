"""Keeping the price list by which paid service is charged (ES-4.2.8)."""

from __future__ import annotations

from core.api import N_, Act, Choice, Form, Text, Yuan
from plugins.service_quality import names as n

_KEEPERS = ("manager", "admin")


class PriceForm(Form):
    code = Text(N_("Code"), required=True, max=40)
    name = Text(N_("Name"), required=True, max=120)
    kind = Choice(N_("Kind"), choices=list(n.KINDS.items()), required=True)
    unit = Text(N_("Unit"), max=20)
    price = Yuan(N_("Unit price"), required=True, clause="ES-4.2.8")


class PriceEditForm(Form):
    name = Text(N_("Name"), required=True, max=120)
    unit = Text(N_("Unit"), max=20)
    price = Yuan(N_("Unit price"), required=True, clause="ES-4.2.8")


ACTS = (
    Act(
        "add",
        n.PRICE,
        N_("Add to the price list"),
        _KEEPERS,
        PriceForm,
        "ES-4.2.8",
        writes=("code", "name", "kind", "unit", "price"),
        creates=True,
        by="either",
        natural=lambda d: f"{n.PRICE}:{d['code']}",
        icon="plus",
    ),
    Act(
        "change",
        n.PRICE,
        N_("Change the item"),
        _KEEPERS,
        PriceEditForm,
        "ES-4.2.8",
        source=("active",),
        writes=("name", "unit", "price"),
        by="either",
        icon="pen",
    ),
    Act(
        "withdraw",
        n.PRICE,
        N_("Take off the list"),
        _KEEPERS,
        None,
        "ES-4.2.8",
        source=("active",),
        to="withdrawn",
        danger=True,
        icon="box",
    ),
    Act(
        "restore",
        n.PRICE,
        N_("Put back on the list"),
        _KEEPERS,
        None,
        "ES-4.2.8",
        source=("withdrawn",),
        to="active",
        icon="undo",
    ),
)
