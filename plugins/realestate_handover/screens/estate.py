"""Developments, buildings, milestones and homes."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Building, Milestone, Unit
from plugins.realestate_handover.roles import ESTATE_READERS, PROPERTY
from plugins.realestate_handover.screens.common import MILESTONE_KIND, NUMBER, STATE, STATES, day, instant

READERS = (*ESTATE_READERS, PROPERTY)
_DEVELOPMENT = Column("development__name", N_("Development"))
_CODE = Column("code", N_("Building"), "code")
_UNIT = Column("code", N_("Home"), "code")
_TYPE = Column("unit_type", N_("Unit type"))
_AREA = Column("area", N_("Area, square metres"), "share")
_CALLED = Column("name", N_("Called"))
_PLANNED = day("planned_on", N_("Planned for"))
_REACHED = day("reached_on", N_("Reached on"), "RS-2")

DEVELOPMENTS = Screen(
    n.DEVELOPMENT,
    (
        NUMBER,
        Column("name", N_("Development")),
        Column("developer", N_("Developer")),
    ),
    ESTATE_READERS,
    menu=N_("Developments"),
    facts=(
        Column("name", N_("Development")),
        Column("developer", N_("Developer")),
    ),
    related=(
        Related(
            N_("Buildings"),
            Building,
            "development_id",
            (NUMBER, _CODE, day("accepted_on", N_("Accepted on"), "RE-2.4"), STATE),
            n.BUILDING,
            tally=True,
        ),
    ),
    hint=N_("Each development with its buildings and homes."),
)
BUILDINGS = Screen(
    n.BUILDING,
    (NUMBER, _DEVELOPMENT, _CODE, STATE, day("accepted_on", N_("Accepted on"), "RE-2.4")),
    READERS,
    menu=N_("Buildings"),
    filters=(STATES, Filter("accepted_on", N_("Accepted on"), "day")),
    facts=(
        _DEVELOPMENT,
        _CODE,
        Column("acceptance_no", N_("Acceptance number"), clause="RE-2.4"),
        day("accepted_on", N_("Accepted on"), "RE-2.4"),
        instant("property_told_at", N_("Property company told at"), "RE-2.9"),
    ),
    related=(
        Related(
            N_("Milestones"),
            Milestone,
            "building_id",
            (MILESTONE_KIND, _CALLED, _PLANNED, _REACHED, STATE),
            n.MILESTONE,
        ),
        Related(N_("Homes"), Unit, "building_id", (_UNIT, _TYPE, _AREA), n.UNIT),
    ),
    hint=N_("A building, how far it is built, and the homes in it."),
    tabbed=True,
)
MILESTONES = Screen(
    n.MILESTONE,
    (NUMBER, Column("building__code", N_("Building"), "code"), MILESTONE_KIND, _CALLED, _PLANNED, _REACHED, STATE),
    READERS,
    filters=(STATES, Filter("kind", N_("Milestone"), "choice", n.MILESTONES)),
    facts=(Column("building__code", N_("Building"), "code"), MILESTONE_KIND, _CALLED, _PLANNED, _REACHED),
)
UNITS = Screen(
    n.UNIT,
    (NUMBER, _UNIT, _TYPE, _AREA, Column("building__code", N_("Building"), "code")),
    READERS,
    menu=N_("Homes"),
    facts=(
        Column("building__development__name", N_("Development")),
        Column("building__code", N_("Building"), "code"),
        _UNIT,
        _TYPE,
        _AREA,
    ),
    hint=N_("The homes of all buildings; a list of them may be imported."),
)

DECLARED = (DEVELOPMENTS, BUILDINGS, MILESTONES, UNITS)
