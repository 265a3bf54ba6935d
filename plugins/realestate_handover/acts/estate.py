"""What is built: developments, buildings, their milestones and homes (RE-2.4, RS-2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Act, Ctx
from plugins.realestate_handover import names as n
from plugins.realestate_handover.forms import estate as forms
from plugins.realestate_handover.roles import CLERKS
from plugins.realestate_handover.rules.estate import CODE, PLACE


async def _development(ctx: Ctx) -> None:
    ctx.set(property_company_id=ctx.data.property_company)


async def _building(ctx: Ctx) -> None:
    """Its party is the property company: outside logins reach their own buildings and no others."""
    ctx.set(development_id=ctx.data.development, party_id=ctx.facts[PLACE.name])


async def _plan(ctx: Ctx) -> None:
    await ctx.act_many(f"{n.MILESTONE}.add", [{"building": ctx.id, **row} for row in ctx.data.milestones])


async def _milestone(ctx: Ctx) -> None:
    ctx.set(building_id=ctx.data.building, name=ctx.data.name or "")


async def _unit(ctx: Ctx) -> None:
    """`code` is what people say: building and room."""
    code = ctx.facts[CODE.name]
    ctx.set(building_id=ctx.data.building, code=f"{code}-{ctx.data.room_no}", area=ctx.data.area or 0)


async def _edit_unit(ctx: Ctx) -> None:
    ctx.set(area=ctx.data.area or 0)


def _by_building(field: str) -> Any:
    def natural(data: Mapping[str, Any]) -> str:
        return f"{data['building']}:{data[field]}"

    return natural


ACTS = (
    Act(
        "register",
        n.DEVELOPMENT,
        N_("Register a development"),
        CLERKS,
        forms.DevelopmentForm,
        "RE-1.1",
        writes=("name", "developer"),
        run=_development,
        creates=True,
        natural=lambda data: str(data["name"]),
        icon="plus",
    ),
    Act(
        "register",
        n.BUILDING,
        N_("Register a building"),
        CLERKS,
        forms.BuildingForm,
        "RE-2.4",
        writes=("code",),
        run=_building,
        creates=True,
        natural=lambda data: f"{data['development']}:{data['code']}",
        facts=(PLACE.name,),
        icon="plus",
    ),
    Act(
        "plan",
        n.BUILDING,
        N_("Plan milestones"),
        CLERKS,
        forms.MilestonesForm,
        "RS-2",
        run=_plan,
        icon="plus",
    ),
    Act(
        "add",
        n.MILESTONE,
        N_("Add a milestone"),
        CLERKS,
        forms.MilestoneForm,
        "RS-2",
        writes=("kind", "planned_on"),
        run=_milestone,
        creates=True,
        natural=lambda data: f"{data['building']}:{data['kind']}:{data.get('name') or ''}",
        icon="plus",
    ),
    Act(
        "replan",
        n.MILESTONE,
        N_("Change the planned day"),
        CLERKS,
        forms.PlanForm,
        "RS-2",
        source=("planned",),
        writes=("planned_on",),
        icon="pen",
    ),
    Act(
        "register",
        n.UNIT,
        N_("Register a home"),
        CLERKS,
        forms.UnitForm,
        "RE-1.1",
        writes=("room_no", "unit_type"),
        run=_unit,
        creates=True,
        natural=_by_building("room_no"),
        facts=(CODE.name,),
        icon="plus",
    ),
    Act(
        "edit",
        n.UNIT,
        N_("Edit"),
        CLERKS,
        forms.UnitCard,
        "RE-1.1",
        writes=("unit_type",),
        run=_edit_unit,
        icon="pen",
    ),
)
