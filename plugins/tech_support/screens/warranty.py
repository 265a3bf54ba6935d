"""Sold systems, enquiries, visits, exchanges, agreements."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.models import AnnualVisit, ExchangeLine, PartExchange, SystemEnquiry, Upgrade
from plugins.tech_support.roles import ALL
from plugins.tech_support.screens import releases
from plugins.tech_support.screens.common import (
    CUSTOMER,
    DEPARTMENT,
    LATE,
    MINE,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    STATES,
    USUAL,
    day,
    due,
    instant,
)

_SERIAL = Column("system__serial", N_("Serial number"), "code")
_PRODUCT = Column("system__product", N_("Product"))
_CONTENT = Column("content", N_("What the user said"), clause="TS-3.0")

SYSTEMS = Screen(
    n.SYSTEM,
    (
        NUMBER,
        Column("serial", N_("Serial number")),
        Column("product", N_("Product")),
        Column("product_version", N_("Software version"), "code"),
        CUSTOMER,
        day("warranty_to", N_("Warranty until"), "TS-3.1"),
        instant("last_asked_at", N_("Last asked"), "TS-3.0"),
        STATE,
        due("TS-3.0"),
        OWNER,
        DEPARTMENT,
    ),
    ALL,
    menu=N_("Sold systems"),
    group=n.CARE,
    filters=(
        STATES,
        LATE,
        MINE,
        Filter("department_id", N_("Department"), "department"),
        Filter("warranty_to", N_("Warranty until"), "day"),
    ),
    sorts=(*SORTS, "serial", "warranty_to"),
    facts=(
        CUSTOMER,
        Column("serial", N_("Serial number"), "code"),
        Column("product", N_("Product")),
        Column("product_version", N_("Software version"), "code", clause="TS-3.2"),
        Column("site", N_("Site")),
        day("warranty_from", N_("Warranty from"), "TS-3.1"),
        day("warranty_to", N_("Warranty until"), "TS-3.1"),
        Column("department_id", N_("Office in charge"), "department", clause="TS-5.4"),
        instant("last_asked_at", N_("Last asked"), "TS-3.0"),
        Column("retired_because", N_("Why it is out of use"), clause="TS-0"),
        Column("retired_said_by", N_("Who of the user said so"), clause="TS-0"),
    ),
    related=(
        Related(
            N_("Enquiries"),
            SystemEnquiry,
            "system_id",
            (NUMBER, instant("asked_at", N_("Asked at"), "TS-3.0"), _CONTENT),
            n.ENQUIRY,
            "-id",
        ),
        Related(
            N_("Yearly visits"),
            AnnualVisit,
            "system_id",
            (NUMBER, instant("visited_at", N_("Visited at"), "TS-3.1"), STATE),
            n.ANNUAL,
            "-id",
        ),
        Related(
            N_("Exchanges"),
            PartExchange,
            "system_id",
            (NUMBER, Column("part", N_("Part")), Column("free", N_("Free of charge"), "bool"), STATE),
            n.EXCHANGE,
            "-id",
        ),
        Related(
            N_("Upgrades"),
            Upgrade,
            "system_id",
            (NUMBER, Column("release__product_version", N_("Version"), "code"), STATE),
            n.UPGRADE,
            "-id",
        ),
    ),
    phone=True,
    hint=N_("Every system sold, with its warranty and version. It comes here when it is accepted."),
)

ENQUIRIES = Screen(
    n.ENQUIRY,
    (
        NUMBER,
        CUSTOMER,
        _SERIAL,
        instant("asked_at", N_("Asked at"), "TS-3.0"),
        Column("channel", N_("Asked through"), "choice", n.TOLD_BY),
        _CONTENT,
        OWNER,
    ),
    ALL,
    menu=N_("Monthly enquiries"),
    group=n.CARE,
    filters=(MINE, Filter("asked_at", N_("Asked at"), "day")),
    sorts=("-id", "asked_at"),
    facts=(
        CUSTOMER,
        _SERIAL,
        _PRODUCT,
        instant("asked_at", N_("Asked at"), "TS-3.0"),
        Column("channel", N_("Asked through"), "choice", n.TOLD_BY, clause="TS-3.0"),
        Column("person", N_("Spoken with"), clause="TS-3.0"),
        _CONTENT,
    ),
    phone=True,
    hint=N_("What users said when we asked. During the warranty one is owed in each month, for all systems of a user."),
)

VISITS = Screen(
    n.ANNUAL,
    (
        NUMBER,
        CUSTOMER,
        _SERIAL,
        instant("visited_at", N_("Visited at"), "TS-3.1"),
        STATE,
        OWNER,
    ),
    ALL,
    menu=N_("Yearly visits"),
    group=n.CARE,
    filters=(STATES, MINE, Filter("visited_at", N_("Visited at"), "day")),
    sorts=("-id", "visited_at"),
    facts=(
        CUSTOMER,
        _SERIAL,
        _PRODUCT,
        instant("visited_at", N_("Visited at"), "TS-3.1"),
        Column("content", N_("What was done"), clause="TS-3.1"),
        Column("findings", N_("What was found")),
    ),
    phone=True,
    hint=N_("The visit of each warranty year. It counts when the user has confirmed it."),
)

EXCHANGES = Screen(
    n.EXCHANGE,
    (
        NUMBER,
        Column("part", N_("Part")),
        CUSTOMER,
        _SERIAL,
        Column("cause", N_("Cause"), "choice", n.CAUSES, clause="TS-3.1"),
        Column("free", N_("Free of charge"), "bool", clause="TS-3.1"),
        Column("user_pays", N_("The user pays"), "yuan", clause="TS-3.3"),
        Column("company_pays", N_("The company pays"), "yuan", clause="TS-3.1"),
        STATE,
        OWNER,
    ),
    ALL,
    menu=N_("Exchanges of parts"),
    group=n.CARE,
    filters=(
        STATES,
        MINE,
        Filter("free", N_("Free of charge"), "bool"),
        Filter("cause", N_("Cause"), "choice", n.CAUSES),
    ),
    sorts=("-id", "reported_at"),
    facts=(
        CUSTOMER,
        _SERIAL,
        _PRODUCT,
        Column("part", N_("Part")),
        instant("reported_at", N_("Reported at")),
        Column("in_warranty", N_("Within the warranty"), "bool", clause="TS-3.1"),
        Column("cause", N_("Cause"), "choice", n.CAUSES, clause="TS-3.1"),
        Column("finding", N_("Finding")),
        Column("free", N_("Free of charge"), "bool", clause="TS-3.3"),
        Column("cost", N_("Cost"), "yuan"),
        Column("company_pays", N_("The company pays"), "yuan", clause="TS-3.1"),
        Column("user_pays", N_("The user pays"), "yuan", clause="TS-3.3"),
        instant("exchanged_at", N_("Begun at")),
        Column("restored", N_("Original performance restored"), "bool", clause="TS-3.1"),
        instant("closed_at", N_("Closed at")),
    ),
    related=(
        Related(
            N_("Parts and labour"),
            ExchangeLine,
            "exchange_id",
            (
                Column("name", N_("Item")),
                Column("qty", N_("Quantity")),
                Column("price", N_("Unit price"), "yuan"),
                Column("amount", N_("Amount"), "yuan", clause="TS-3.3"),
                Column("charge_no", N_("Charge no.")),
            ),
        ),
    ),
    phone=True,
    hint=N_("Parts exchanged: free for normal wear within the warranty, else by a supplementary agreement."),
)

AGREEMENTS = Screen(
    n.AGREEMENT,
    (
        NUMBER,
        CUSTOMER,
        _SERIAL,
        Column("reason", N_("Why it is paid"), "choice", n.REASONS, clause="TS-3.3"),
        Column("price", N_("Price"), "yuan", clause="TS-3.3"),
        STATE,
        OWNER,
    ),
    ALL,
    menu=N_("Supplementary agreements"),
    group=n.CARE,
    filters=(*USUAL, Filter("reason", N_("Why it is paid"), "choice", n.REASONS)),
    facts=(
        CUSTOMER,
        _SERIAL,
        _PRODUCT,
        Column("reason", N_("Why it is paid"), "choice", n.REASONS, clause="TS-3.3"),
        Column("content", N_("What is agreed"), clause="TS-3.3"),
        Column("price", N_("Price"), "yuan", clause="TS-3.3"),
        instant("signed_at", N_("Signed at"), "TS-3.3"),
    ),
    hint=N_("What users pay for beyond the warranty. Work begins when both sides have signed."),
)

DECLARED = (SYSTEMS, ENQUIRIES, VISITS, EXCHANGES, AGREEMENTS, *releases.DECLARED)
