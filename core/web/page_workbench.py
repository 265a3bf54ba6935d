"""The page staff stare at first: what I owe, by due time, what has been escalated to me, what waits for my approval, and what I started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Q

from core import clock
from core.host.host import host
from core.i18n import _
from core.models import Duty, Ticket
from core.models.access import Actor, Granted
from core.web import approvals, slots
from core.web.page_parts import DutyLine, actor_of, duty_lines, grouped, midnight, subject_href, ticket_titles
from core.web.page_ruler import ruler
from core.web.templating import render

SHOWN = 100
STARTED = 20


async def workbench(request: Request) -> Response:
    """At most six statements for any number of duties: mine, my roles', escalated, started, the cases' titles, and what waits for my approval."""
    actor, now = actor_of(request), clock.now()
    mine = await duties_owed(actor)
    escalated = await _escalated(actor)
    started = await _started(actor)
    about = await ticket_titles([*mine, *escalated])
    lines = duty_lines(mine, now, about)
    return await render(
        request,
        "core/workbench.html",
        ruler=ruler(lines, now),
        groups=groups(lines, now),
        total=len(lines),
        capped=len(lines) >= SHOWN,
        escalated=duty_lines(escalated, now, about),
        started=[started_line(t) for t in started],
        approvals=await approvals.waiting(actor),
        kinds=openable(actor),
        slots=[(_(s.label), slots.href(plugin, s.name)) for plugin, s in slots.shown_at("core.workbench", actor)],
        today=clock.today(),
    )


async def duties_owed(actor: Actor, limit: int = SHOWN) -> list[Duty]:
    """Running duties that the actor owes, first due first; two statements, the second only for roles and managers."""
    enabled = sorted(host().enabled)
    running = Duty.filter(running=1, plugin__in=enabled)
    own = await running.filter(owner_id=actor.id).order_by("late_from", "id").limit(limit)
    shared = shared_duties(actor)
    if shared is None:
        return own
    rest = await running.filter(shared).order_by("late_from", "id").limit(limit)
    return sorted({d.id: d for d in [*own, *rest]}.values(), key=lambda d: (d.late_from, d.id))[:limit]


def shared_duties(actor: Actor) -> Q | None:
    """Duties owed by a role of the actor within its scope, or by a department he manages; None if there can be none."""
    owed = {d.owes.removeprefix("role:") for d in host().registry.deadlines.values() if d.owes.startswith("role:")}
    parts = [Q(role=g.role) & _within(actor, g) for g in actor.grants if g.role in owed]
    managed = [d.id for d in host().directory.departments.values() if d.manager_id == actor.id]
    if managed:
        parts.append(Q(role="", department_id__in=managed))
    # owned by nobody in person: said first, it makes one index range of them
    return Q(owner_id__isnull=True) & Q(*parts, join_type="OR") if parts else None


def _within(actor: Actor, granted: Granted) -> Q:
    match granted.scope:
        case "all":
            return Q()
        case "depts":
            return Q(department_id__in=list(granted.departments))
        case "below":
            return Q(department_id__in=sorted(actor.below))
        case "own":
            return Q(department_id=actor.department_id)
        case "party":
            return Q(party_id=actor.party_id)
    return Q(owner_id=actor.id)


async def _escalated(actor: Actor) -> list[Duty]:
    rows = Duty.filter(running=1, escalated_to=actor.id, plugin__in=sorted(host().enabled)).exclude(owner_id=actor.id)
    return await rows.order_by("late_from", "id").limit(STARTED)


async def _started(actor: Actor) -> list[Ticket]:
    return await Ticket.filter(taken_by_id=actor.id).exclude(category="done").order_by("-id").limit(STARTED)


def started_line(ticket: Ticket) -> dict[str, Any]:
    """A ticket as a short row: its case's page, stage and since when."""
    subject = ticket.case_subject or "core.ticket"
    return {
        "number": ticket.number,
        "title": ticket.title,
        "href": subject_href(subject, ticket.number),
        "stage": stage(ticket),
        "at": ticket.reported_at,
        "owner": host().directory.user(ticket.owner_id),
    }


def stage(ticket: Ticket) -> dict[str, str]:
    """Label and category of the ticket's stage, which its case projects."""
    declared = host().registry.stage(ticket.stage)
    return {"label": _(declared.label) if declared else ticket.stage, "category": ticket.category}


def openable(actor: Actor) -> list[dict[str, Any]]:
    """The kinds of tickets the actor may open now, with the address of their intake form."""
    registry = host().registry
    kinds = [(kind, registry.acts.get(kind.intake)) for kind in registry.ticket_kinds.values()]
    # a regulation's own form before the core's, which takes what no regulation covers
    kinds.sort(key=lambda pair: pair[1] is not None and pair[1].plugin == "core")
    return [
        {"name": kind.name, "label": _(kind.label), "icon": kind.icon, "href": intake_href(act)}
        for kind, act in kinds
        if act is not None and host().is_on(act.plugin) and actor.may(act.full)
    ]


def intake_href(act: Any) -> str:
    return f"/s/{act.on.replace('.', '/')}/new/{act.name}"


def groups(lines: Sequence[DutyLine], now: datetime) -> list[tuple[str, str, list[DutyLine]]]:
    """Duties as (css, heading, lines): overdue, due today, within seven days, later; empty groups are left out."""
    today = midnight(now.astimezone(clock.SHANGHAI).date())
    headings = (("late", _("Overdue")), ("", _("Due today")), ("", _("Within seven days")), ("", _("Later")))
    bounds = (now, today + timedelta(days=1), today + timedelta(days=8))
    found = grouped(lines, lambda d: sum(_beyond(d, until) for until in bounds))
    return [(*headings[at], found[at]) for at in sorted(found)]


def _beyond(duty: DutyLine, until: datetime) -> bool:
    """Whether the duty is still in time at `until`; a day clock's midnight belongs to the day before."""
    return duty.late_from > until
