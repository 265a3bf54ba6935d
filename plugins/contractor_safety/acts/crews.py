"""Crews: an engagement is worked by its own company; letting it on is refused and reported (CS-3.5.7)."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import crews as forms
from plugins.contractor_safety.models import Engagement, ExternalOrg
from plugins.contractor_safety.roles import RESPONSIBLE, SAFETY


async def _sublet(ctx: Ctx) -> None:
    """Opened against the company that let the work on, not against the one that was to do it."""
    row: Any = await Engagement.get(id=ctx.data.refused_subject)
    other = await ExternalOrg.get(id=ctx.data.org)
    ctx.set(
        kind="sublet",
        description=f"{row.number}: {other.number} {other.name}",
        engagement_id=row.id,
        org_id=row.org_id,
        department_id=row.letting_dept_id or row.department_id,
        found_at=ctx.at,
        clause="CS-3.5.7",
    )


ACTS = (
    Act(
        "add_crew",
        n.ENGAGEMENT,
        N_("Add a crew"),
        (*RESPONSIBLE, *SAFETY),
        forms.CrewForm,
        "CS-3.5.7",
        source=("approved",),
        icon="user",
    ),
    Act(
        "open_sublet",
        n.VIOLATION,
        N_("Report sub-letting"),
        (),
        forms.SubletForm,
        "CS-3.5.7",
        run=_sublet,
        creates=True,
        by="system",
    ),
)
