"""Opinion cards, after-sales cases with their cross-tab, inspections."""

from __future__ import annotations

from core.api import N_, Column, Filter, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.roles import AFTER_SALES, AUDITOR, MANAGER, SALES, SENIOR
from plugins.realestate_handover.screens.common import (
    CUSTOMER,
    FILE_NO,
    NUMBER,
    OWNER,
    STATE,
    STATES,
    day,
    instant,
)

READERS = (AFTER_SALES, SALES, MANAGER, SENIOR, AUDITOR)
_OCCASION = Column("occasion", N_("Occasion"), "choice", n.OCCASIONS, clause="RS-2")
# the kind of a usual milestone, the name of another
_MILESTONE = Column("milestone", N_("Which milestone"), "choice", n.MILESTONES)
CARDS = Screen(
    n.CARD,
    (
        NUMBER,
        _OCCASION,
        _MILESTONE,
        CUSTOMER,
        instant("issued_at", N_("Given out at"), "RS-2"),
        Column("lowest", N_("Lowest score"), clause="RS-2"),
        STATE,
    ),
    READERS,
    menu=N_("Opinion cards"),
    filters=(
        STATES,
        Filter("occasion", N_("Occasion"), "choice", n.OCCASIONS),
        Filter("complained", N_("With a complaint"), "bool"),
        Filter("issued_at", N_("Given out at"), "day"),
        Filter("returned_at", N_("Came back at"), "day"),
    ),
    sorts=("-id", "lowest"),
    facts=(
        _OCCASION,
        _MILESTONE,
        CUSTOMER,
        FILE_NO,
        Column("prospect__number", N_("Prospect"), "code"),
        instant("issued_at", N_("Given out at"), "RS-2"),
        instant("link_until", N_("Link ends at")),
        instant("returned_at", N_("Came back at"), "RS-2"),
        Column("person", N_("Who filled it in")),
        Column("points", N_("Points"), clause="RS-2"),
        Column("judged", N_("Answers scored"), clause="RS-2"),
        Column("remark", N_("Remark")),
        Column("complaint__number", N_("Complaint"), "code", clause="RS-2"),
    ),
    hint=N_("Given out on six occasions; at a milestone every buyer of the building gets one."),
)
_FEATURES = (
    Column("salesperson_id", N_("Salesperson"), "user", clause="RS-1"),
    Column("unit_type", N_("Unit type"), clause="RS-1"),
    Column("development__name", N_("Development"), clause="RS-1"),
    Column("deal_closed", N_("Deal closed"), "bool", clause="RS-1"),
    Column("intent", N_("Intent"), "choice", n.INTENTS, clause="RS-1"),
)
_KIND = Column("kind", N_("What it is"), "choice", n.FEEDBACK_KINDS, clause="RS-1")
CASES = Screen(
    n.FEEDBACK,
    (NUMBER, _KIND, instant("taken_at", N_("Taken at"), "RE-1.2"), CUSTOMER, *_FEATURES, STATE),
    (*READERS, "agent"),
    menu=N_("After-sales cases"),
    filters=(
        Filter("taken_at", N_("Taken at"), "day"),
        Filter("salesperson_id", N_("Salesperson"), "user"),
        Filter("unit_type", N_("Unit type"), "text"),
        Filter("development__name", N_("Development"), "text"),
        Filter("deal_closed", N_("Deal closed"), "bool"),
        Filter("intent", N_("Intent"), "choice", n.INTENTS),
        Filter("kind", N_("What it is"), "choice", n.FEEDBACK_KINDS),
        STATES,
    ),
    sorts=("-id", "-taken_at"),
    facts=(
        _KIND,
        instant("taken_at", N_("Taken at"), "RE-1.2"),
        Column("channel", N_("Channel"), "choice", n.CHANNELS, clause="RE-2.7"),
        CUSTOMER,
        FILE_NO,
        *_FEATURES,
        Column("content", N_("What the customer says"), clause="RE-1.2"),
        Column("source_number", N_("Came from"), "code"),
        instant("handled_at", N_("Handled at"), "RE-1.2"),
        Column("outcome", N_("What was done"), clause="RE-1.2"),
    ),
    hint=N_("What customers bring, by time, salesperson, unit type, development, deal and intent."),
)
_MODE = Column("sale_mode", N_("Sale mode"), "choice", n.SALE_MODES, clause="RS-3")
_PART = Column("part", N_("What is inspected"), "choice", n.PARTS, clause="RS-3")
INSPECTIONS = Screen(
    n.INSPECTION,
    (
        NUMBER,
        day("held_on", N_("Inspected on"), "RS-3"),
        _MODE,
        _PART,
        Column("inspected", N_("Place or persons inspected")),
        Column("kept", N_("Found good"), clause="RS-3"),
        Column("judged", N_("Items judged"), clause="RS-3"),
        STATE,
    ),
    READERS,
    menu=N_("Quality inspections"),
    filters=(
        STATES,
        Filter("part", N_("What is inspected"), "choice", n.PARTS),
        Filter("sale_mode", N_("Sale mode"), "text"),
        Filter("held_on", N_("Inspected on"), "day"),
    ),
    sorts=("-id", "-held_on"),
    facts=(
        day("held_on", N_("Inspected on"), "RS-3"),
        _MODE,
        _PART,
        Column("development__name", N_("Development")),
        Column("inspected", N_("Place or persons inspected")),
        Column("kept", N_("Found good"), clause="RS-3"),
        Column("judged", N_("Items judged"), clause="RS-3"),
        Column("remark", N_("Remark")),
        Column("measures", N_("What is to be done")),
        OWNER,
    ),
    hint=N_("By sale mode; the lists asked are written on the page Checklists."),
)
DECLARED = (CARDS, CASES, INSPECTIONS)
PERMISSIONS = {f"{n.CARD}.unmask": (AFTER_SALES, SALES, MANAGER)}
