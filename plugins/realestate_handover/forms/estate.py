"""What is asked for at a development, a building, a milestone and a home."""

from __future__ import annotations

from core.api import N_, Choice, Day, Form, Lookup, Rows, Text, Yuan
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms.common import TODAY


class DevelopmentForm(Form):
    name = Text(N_("Development"), required=True, max=80)
    developer = Text(N_("Developer"), max=120)
    property_company = Lookup(N_("Property company"), subject="core.customer")


class BuildingForm(Form):
    development = Lookup(N_("Development"), subject=n.DEVELOPMENT, required=True)
    code = Text(N_("Building"), required=True, max=40)


class MilestoneRow(Form):
    kind = Choice(N_("Milestone"), n.MILESTONES, required=True)
    name = Text(N_("Called"), max=60)
    planned_on = Day(N_("Planned for"))


class MilestonesForm(Form):
    milestones = Rows(N_("Milestones"), MilestoneRow, min=1, max=40)


class MilestoneForm(MilestoneRow):
    building = Lookup(N_("Building"), subject=n.BUILDING, required=True)


class ReachForm(Form):
    reached_on = Day(N_("Reached on"), hint=TODAY)


class PlanForm(Form):
    planned_on = Day(N_("Planned for"), required=True)


class UnitCard(Form):
    unit_type = Text(N_("Unit type"), max=40)
    area = Yuan(N_("Area, square metres"), max=10_000_000)


class UnitForm(UnitCard):
    building = Lookup(N_("Building"), subject=n.BUILDING, required=True)
    room_no = Text(N_("Room"), required=True, max=20)
