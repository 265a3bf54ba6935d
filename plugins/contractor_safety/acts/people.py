"""Companies, people, engagements and permits come into being."""

from __future__ import annotations

from typing import Any

from core.api import N_, Act, Ctx
from plugins.contractor_safety import names as n
from plugins.contractor_safety.forms import people as forms
from plugins.contractor_safety.models import Engagement
from plugins.contractor_safety.roles import RESPONSIBLE, SAFETY

_MANAGERS = (*RESPONSIBLE, *SAFETY)


def _words(rows: Any, name: str) -> list[str]:
    return [row[name].strip() for row in rows or []]


async def _person(ctx: Ctx) -> None:
    ctx.set(org_id=ctx.data.org, owner_id=ctx.actor.id)


async def _engage(ctx: Ctx) -> None:
    named = {f"{name}_id": ctx.data.get(name) for name in ("using_dept", "letting_dept", "served_dept")}
    host = named["served_dept_id"] or named["using_dept_id"] or named["letting_dept_id"]
    ctx.set(
        org_id=ctx.data.org,
        areas=_words(ctx.data.areas, "area"),
        department_id=host or ctx.actor.department_id,
        owner_id=ctx.actor.id,
        **named,
    )


async def _issue(ctx: Ctx) -> None:
    engagement = await Engagement.get(id=ctx.data.engagement)
    ctx.set(
        person_id=ctx.data.person,
        engagement_id=engagement.id,
        department_id=engagement.department_id,
        owner_id=ctx.actor.id,
        areas=_words(ctx.data.areas, "area") or list(engagement.areas),
        trades=_words(ctx.data.trades, "trade"),
    )


_ORG = tuple(name for name in vars(forms.OrgForm) if not name.startswith("_"))

ACTS = (
    Act("register", n.ORG, N_("Register a company"), _MANAGERS, forms.OrgForm, "CS-3.1.2", writes=_ORG, creates=True),
    Act(
        "propose",
        n.PERSON,
        N_("Register a person"),
        _MANAGERS,
        forms.PersonForm,
        "CS-2",
        writes=("name", "id_no", "group", "kind"),
        run=_person,
        creates=True,
    ),
    Act(
        "open",
        n.ENGAGEMENT,
        N_("Open an engagement"),
        _MANAGERS,
        forms.EngagementForm,
        "CS-3.3",
        writes=("kind", "task", "contractor_lead", "starts_on", "ends_on"),
        run=_engage,
        creates=True,
    ),
    Act("approve", n.ENGAGEMENT, N_("Approve"), SAFETY, None, "CS-3.4.2", source=("draft",), to="approved"),
    Act("close", n.ENGAGEMENT, N_("Close"), _MANAGERS, None, "CS-3.3", source=("approved",), to="closed"),
    Act(
        "issue",
        n.PERMIT,
        N_("Issue a permit"),
        _MANAGERS,
        forms.PermitForm,
        "CS-3.4.2",
        writes=("valid_from", "valid_to"),
        run=_issue,
        creates=True,
    ),
    Act("close", n.ORG, N_("Close"), SAFETY, None, "CS-3.1.2", source=("active",), to="closed"),
    Act("leave", n.PERSON, N_("Record that he left"), _MANAGERS, None, "CS-2", source=("active",), to="left"),
    Act(
        "suspend", n.PERMIT, N_("Suspend"), SAFETY, None, "CS-3.4.2", source=("permitted",), to="suspended", by="either"
    ),
    Act(
        "renew",
        n.PERMIT,
        N_("Renew"),
        _MANAGERS,
        forms.RenewForm,
        "CS-3.4.2",
        source=("permitted", "suspended"),
        to="permitted",
        writes=("valid_to",),
    ),
    Act("end", n.PERMIT, N_("End"), _MANAGERS, None, "CS-3.4.2", source=("permitted", "suspended"), to="ended"),
)
