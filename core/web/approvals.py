"""Approvals where people meet them: what waits for the reader, and, on a case, who has decided what and when."""

from __future__ import annotations

from typing import Any

from core import i18n
from core.db import sql
from core.declare import Subject
from core.declare.approvals import ROLE
from core.host.approvals import SUBJECT
from core.host.host import host
from core.i18n import _
from core.models import ApprovalRequest, ApprovalStep
from core.models.access import Actor, Granted
from core.web.page_parts import clause_view, subject_href

SHOWN = 20
_CASE = 5
Part = tuple[str, list[Any]]


def waiting_for(actor: Actor) -> Part | None:
    """FROM and WHERE of the open steps (s) of requests (a) that the actor, or one he stands for, may decide; None if none can be."""
    if not host().registry.approvals or actor.id is None:
        return None
    ids = list(actor.ids)
    parts: list[Part] = [(f"s.user_id IN ({sql.marks(len(ids))})", ids)]
    roles = {role for a in host().registry.approvals.values() for role in a.step_roles}
    for person in (actor, *actor.stands_for):
        for granted in person.grants:
            if granted.role in roles:
                text, values = _within(person, granted)
                parts.append((f"(s.user_id IS NULL AND s.need = ? AND {text})", [ROLE + granted.role, *values]))
    either = " OR ".join(text for text, _values in parts)
    text = (
        "FROM core_approval_step s JOIN core_approval a ON a.id = s.approval_id "
        f"WHERE s.state = 'open' AND a.state = 'waiting' AND a.asker_id <> ? AND ({either})"
    )
    return text, [actor.id, *(value for _text, values in parts for value in values)]


def _within(person: Actor, granted: Granted) -> Part:
    match granted.scope:
        case "all":
            return "1 = 1", []
        case "depts" | "below" | "own":
            chosen = {"depts": granted.departments, "below": tuple(person.below), "own": (person.department_id or 0,)}
            ids = list(chosen[granted.scope]) or [0]
            return f"a.department_id IN ({sql.marks(len(ids))})", ids
        case "party":
            return "a.party_id = ?", [person.party_id or 0]
    return "a.owner_id = ?", [person.id]


async def waiting(actor: Actor) -> list[dict[str, Any]]:
    """What waits for the actor's decision, oldest first; one statement, none where nothing can wait."""
    part = waiting_for(actor)
    if part is None:
        return []
    rows = await sql.fetch(
        "SELECT DISTINCT a.id, a.number, a.approval, a.subject_type, a.subject_number, a.asker_id, a.created_at, a.urged "
        f"{part[0]} ORDER BY a.id LIMIT {SHOWN}",
        *part[1],
    )
    return [_line(row) for row in rows]


def _line(row: dict[str, Any]) -> dict[str, Any]:
    registry = host().registry
    approval, subject = registry.approvals.get(row["approval"]), registry.subjects.get(row["subject_type"])
    return {
        "number": row["number"],
        "href": subject_href(SUBJECT, row["number"]),
        "label": _(approval.label or subject.label) if approval and subject else row["approval"],
        "about": row["subject_number"],
        "about_href": subject_href(row["subject_type"], row["subject_number"])
        if row["subject_type"] in registry.screens
        else "",
        "asker": host().directory.user(row["asker_id"]),
        "at": sql.instant(row["created_at"]),
        "urged": row["urged"],
        "clause": clause_view(approval.clause) if approval else None,
    }


async def of_case(subject: Subject, row: Any) -> list[dict[str, Any]]:
    """The last approvals of a case with their steps; two statements, none for a subject without approvals."""
    if subject.name not in host().registry.approvals_on:
        return []
    mine = ApprovalRequest.filter(subject_type=subject.name, subject_id=row.id)
    requests = await mine.order_by("-id").limit(_CASE)
    if not requests:
        return []
    steps = await ApprovalStep.filter(approval_id__in=[r.id for r in requests]).order_by("position", "id")
    return [_shown(r, [s for s in steps if s.approval_id == r.id]) for r in requests]  # type: ignore[attr-defined]


def _shown(request: ApprovalRequest, steps: list[ApprovalStep]) -> dict[str, Any]:
    registry = host().registry
    approval, stage = registry.approvals.get(request.approval), registry.stage(f"{SUBJECT}.{request.state}")
    over = request.state != "waiting"
    return {
        "number": request.number,
        "href": subject_href(SUBJECT, request.number),
        "label": _(approval.label) if approval and approval.label else _("Approval"),
        "stage": {"label": _(stage.label) if stage else request.state, "category": stage.category if stage else "open"},
        "clause": clause_view(approval.clause) if approval else None,
        "asked": _("%(who)s, %(at)s")
        % {"who": host().directory.user(request.asker_id), "at": i18n.instant_text(request.created_at)},
        "steps": [_step(s, over) for s in steps],
    }


def _step(step: ApprovalStep, over: bool) -> dict[str, Any]:
    undecided = step.state in ("open", "waiting")
    who = host().directory.user(step.decided_by_id or step.user_id) or _role(step.need)
    if step.deputy_of_id:
        who = _("%(who)s for %(absent)s") % {"who": who, "absent": host().directory.user(step.deputy_of_id)}
    state = "skipped" if undecided and over else step.state
    return {
        "position": step.position,
        "who": who,
        "state": state,
        "label": _WORDS[state](),
        "at": i18n.instant_text(step.decided_at) if step.decided_at else "",
        "note": step.note,
    }


_WORDS = {
    "waiting": lambda: _("Not yet its turn"),
    "open": lambda: _("Waiting for a decision"),
    "approved": lambda: _("Approved"),
    "rejected": lambda: _("Rejected"),
    "returned": lambda: _("Sent back"),
    "handed_on": lambda: _("Handed on"),
    "skipped": lambda: _("Not needed"),
}


def _role(need: str) -> str:
    role = host().registry.roles.get(need.removeprefix(ROLE))
    return _(role.label) if role else need
