"""Software releases, and the upgrades they opened."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.models import Upgrade
from plugins.tech_support.roles import ALL, READERS
from plugins.tech_support.screens.common import CUSTOMER, NUMBER, OWNER, SORTS, STATE, STATES, USUAL, day, due, instant

_SERIAL = Column("system__serial", N_("Serial number"), "code")
_VERSION = Column("release__product_version", N_("Version"), "code")
_FREE = Column("free", N_("Free of charge"), "bool", clause="TS-3.2")

RELEASES = Screen(
    n.RELEASE,
    (
        NUMBER,
        Column("product", N_("Product")),
        Column("product_version", N_("Version"), "code", clause="TS-3.2"),
        day("released_on", N_("Released on"), "TS-3.2"),
        Column("affected", N_("Systems affected"), clause="TS-3.2"),
        STATE,
    ),
    READERS,
    menu=N_("Software releases"),
    group=n.SOFTWARE,
    filters=(STATES, Filter("released_on", N_("Released on"), "day")),
    sorts=("-id", "-released_on"),
    facts=(
        Column("product", N_("Product")),
        Column("product_version", N_("Version"), "code", clause="TS-3.2"),
        day("released_on", N_("Released on"), "TS-3.2"),
        Column("notes", N_("What is new")),
        Column("affected", N_("Systems affected"), clause="TS-3.2"),
        instant("announced_at", N_("Duties opened at"), "TS-3.2"),
    ),
    related=(
        Related(
            N_("Upgrades"),
            Upgrade,
            "release_id",
            (
                NUMBER,
                _SERIAL,
                Column("customer__name", N_("Customer")),
                instant("told_at", N_("Told at"), "TS-3.2"),
                instant("upgraded_at", N_("Upgraded at"), "TS-3.2"),
                STATE,
            ),
            n.UPGRADE,
            tally=True,
        ),
    ),
    hint=N_("Versions of our software. Opening the duties makes an upgrade for every affected system."),
)

UPGRADES = Screen(
    n.UPGRADE,
    (
        NUMBER,
        Column("release__product", N_("Product")),
        _VERSION,
        _SERIAL,
        CUSTOMER,
        _FREE,
        STATE,
        due("TS-3.2"),
        OWNER,
    ),
    ALL,
    menu=N_("Upgrades"),
    group=n.SOFTWARE,
    filters=(*USUAL, Filter("free", N_("Free of charge"), "bool"), Filter("released_on", N_("Released on"), "day")),
    sorts=SORTS,
    facts=(
        CUSTOMER,
        Column("release__number", N_("Release"), "code"),
        Column("release__product", N_("Product")),
        _VERSION,
        _SERIAL,
        Column("from_version", N_("Version before"), "code"),
        day("released_on", N_("Released on"), "TS-3.2"),
        _FREE,
        instant("told_at", N_("Told at"), "TS-3.2"),
        Column("told_through", N_("Told through"), "choice", n.TOLD_BY, clause="TS-3.2"),
        Column("told_to", N_("Who was told")),
        Column("special_wish", N_("Special wish"), clause="TS-3.2"),
        instant("upgraded_at", N_("Upgraded at"), "TS-3.2"),
        Column("declined", N_("Why the user does not want it"), clause="TS-3.2"),
    ),
    hint=N_("Each affected system with each new version. Many are told or upgraded at once from this list."),
)

DECLARED = (RELEASES, UPGRADES)
