"""Developments, buildings with their milestones, units."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Building, Development, Milestone, Unit

DECLARED = (
    Subject(
        n.DEVELOPMENT,
        Development,
        N_("Development"),
        {"active": Stage(N_("In the books"), "done")},
        start="active",
        prefix="HY",
        title="name",
        search=("name", "developer"),
        pinyin=("name",),
        icon="house",
        shared=True,
    ),
    Subject(
        n.BUILDING,
        Building,
        N_("Building"),
        {"building": Stage(N_("Not accepted yet")), "accepted": Stage(N_("Building accepted"), "done")},
        start="building",
        prefix="LD",
        title="code",
        search=("code",),
        icon="house",
    ),
    Subject(
        n.MILESTONE,
        Milestone,
        N_("Milestone"),
        {"planned": Stage(N_("Planned")), "reached": Stage(N_("Reached"), "done")},
        start="planned",
        prefix="JD",
        parent=n.BUILDING,
        parent_field="building_id",
        icon="check",
    ),
    Subject(
        n.UNIT,
        Unit,
        N_("Home"),
        {"listed": Stage(N_("In the books"), "done")},
        start="listed",
        prefix="FY",
        parent=n.BUILDING,
        parent_field="building_id",
        title="code",
        search=("code", "room_no"),
        icon="house",
    ),
)
