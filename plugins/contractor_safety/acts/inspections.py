"""Inspections of all three groups, and the supervision of a stay by the department it serves."""

from __future__ import annotations

from core.api import N_, Act, Ctx, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import inspections as forms
from plugins.contractor_safety.roles import SAFETY, SERVED
from plugins.contractor_safety.rules.site_facts import ENGAGED, Engaged


def _state(view: View) -> str:
    return "open" if view.data.defects else "done"


async def _record(ctx: Ctx) -> None:
    engaged: Engaged = ctx.facts[ENGAGED.name]
    kind = "supervision" if ctx.act_name.endswith("supervise") else "inspection"
    ctx.set(
        engagement_id=ctx.data.engagement,
        kind=kind,
        inspected_at=ctx.at,
        department_id=engaged.responsible,
        owner_id=ctx.actor.id,
    )


async def _remedy(ctx: Ctx) -> None:
    ctx.set(remedied_at=ctx.at)


ACTS = (
    Act(
        "record",
        n.INSPECTION,
        N_("Record an inspection"),
        SAFETY,
        forms.InspectForm,
        "CS-3.2.1.3",
        to=_state,
        writes=("place", "agreement_kept", "findings", "defects"),
        run=_record,
        creates=True,
        occurred="inspected_at",
        facts=(ENGAGED.name,),
        icon="eye",
    ),
    Act(
        "supervise",
        n.INSPECTION,
        N_("Record the supervision of a stay"),
        (SERVED, *SAFETY),
        forms.SuperviseForm,
        "CS-3.4.3a",
        to=_state,
        writes=("place", "findings", "defects"),
        run=_record,
        creates=True,
        occurred="inspected_at",
        facts=(ENGAGED.name,),
        icon="eye",
    ),
    Act(
        "remedy",
        n.INSPECTION,
        N_("Record the remedy"),
        (SERVED, *SAFETY),
        forms.RemedyForm,
        "CS-3.2.1.3",
        source=("open",),
        to="done",
        writes=("remedy",),
        run=_remedy,
        icon="check",
    ),
)
