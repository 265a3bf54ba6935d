"""Complaints and opinions on paper: the record of eight steps, the letter to the customer, the penalty notice, the opinion card, the
satisfaction book. Values are written out here, frozen at issue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.api import N_, Print, clock, day, host, instant, midnight, yuan
from plugins.service_quality import names as n
from plugins.service_quality.models import Complaint, Improvement, Opinion, Penalty, Responsible, Stay
from plugins.service_quality.rules.opinions import CARD

_ENTRIES = 300  # lines of one satisfaction book
_LEARNERS = (*n.LEARNERS, "agent")


def _who(user_id: int | None) -> str:
    return host().directory.user(user_id)


def _unit(department_id: int | None) -> str:
    return host().directory.department(department_id)


def _yes_no(value: bool | None) -> str:
    return "" if value is None else N_("Yes") if value else N_("No")


async def _record(subject_id: int) -> Mapping[str, Any]:
    """Four statements. Penalties stand on their own notices."""
    row = await Complaint.get(id=subject_id).select_related("customer", "asset", "cause", "about")
    stays = await Stay.filter(complaint_id=subject_id).order_by("id").values()
    persons = await Responsible.filter(complaint_id=subject_id).order_by("id").values()
    actions = (
        await Improvement.filter(complaint_id=subject_id)
        .order_by("id")
        .values("number", "plan", "kind", "due_on", "owner_id")
    )
    return {
        **_head(row),
        **_steps_one_to_four(row),
        "stays": [_stay(s) for s in stays],
        "persons": [
            {"who": _who(p["user_id"]), "fault": n.FAULTS[p["fault"]], "part": n.PARTS[p["part"]]} for p in persons
        ],
        **_steps_five_to_eight(row),
        "actions": [_action(a) for a in actions],
    }


def _steps_one_to_four(row: Complaint) -> dict[str, Any]:
    """What was recorded, judged, assigned and found (ES-1.3.1 to 1.3.4)."""
    return {
        "content": row.content,
        "channel": row.channel,
        "kind": n.COMPLAINT_KINDS.get(row.kind, ""),
        "subkind": n.SUBKINDS.get(row.subkind, ""),
        "sufficient": _yes_no(row.sufficient),
        "reasonable": _yes_no(row.reasonable),
        "ground": row.ground,
        "reply": row.reply or row.unfounded_reason,
        "promised": day(row.promised_on),
        "authority": row.authority,
        "cause": row.cause.name if row.cause else "",
        "finding": row.finding,
        "nobody": row.nobody,
    }


def _steps_five_to_eight(row: Complaint) -> dict[str, Any]:
    """What was proposed, told, decided and learned (ES-1.3.5 to 1.3.8)."""
    return {
        "solution": row.solution,
        "regard": row.regard,
        "compensation": yuan(row.compensation),
        "approved": f"{_who(row.approved_by_id)} {instant(row.approved_at)}".strip(),
        "told": f"{row.told_person} {instant(row.told_at)}".strip(),
        "redress": row.redress,
        "reaction": row.reaction,
        "loss": "" if row.loss is None else yuan(row.loss),
        "no_penalty": row.no_penalty,
        "review": row.review,
        "lessons": row.lessons,
    }


def _stay(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "unit": _unit(row["department_id"]),
        "who": _who(row["person_id"]),
        "since": instant(row["since"]),
        "until": instant(row["until"]),
        "reason": row["reason"],
    }


def _action(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": row["number"],
        "plan": row["plan"],
        "kind": n.MEASURES.get(row["kind"], ""),
        "due": day(row["due_on"]),
        "who": _who(row["owner_id"]),
    }


async def _letter(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    row = await Complaint.get(id=subject_id).select_related("customer", "asset", "about")
    return {
        **_head(row),
        "founded": row.founded,
        "reason": row.unfounded_reason,
        "answer": row.reply,
        "solution": row.solution if row.approved_at else "",
        "promised": day(row.promised_on),
    }


def _head(row: Complaint) -> dict[str, Any]:
    return {
        "number": row.number,
        "customer": row.customer.name,
        "complainant": row.complainant,
        "phone": row.complainant_phone or row.customer.phone,
        "product": row.asset.name if row.asset else "",
        "about": row.about.number if row.about else "",
        "complained": instant(row.complained_at),
        "object": row.object,
        "demand": row.demand,
    }


async def _penalty(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    row = await Penalty.get(id=subject_id).select_related("complaint")
    return {
        "person": _who(row.owner_id),
        "department": _unit(row.department_id),
        "complaint": row.complaint.number,
        "object": row.complaint.object,
        "finding": row.complaint.finding,
        "fault": n.FAULTS[row.fault],
        "part": n.PARTS[row.part],
        "loss": yuan(row.loss),
        "bonus": yuan(row.bonus),
        "share": row.share,
        "wage": yuan(row.wage),
        "wage_share": row.wage_share,
        "amount": yuan(row.amount),
        "amount_fen": row.amount,
        "decided_by": _who(row.decided_by_id),
        "decided": instant(row.decided_at),
        "revoked": row.revoked,
    }


async def _card(subject_id: int) -> Mapping[str, Any]:
    """One statement; an unanswered card is a blank to be filled in by hand."""
    row = await Opinion.get(id=subject_id).select_related("customer", "asset", "about")
    given = (row.answers or {}).get("answers", {})
    edition = host().edition(CARD, row, clock.now())
    return {
        "customer": row.customer.name,
        "product": row.asset.name if row.asset else "",
        "about": row.about.number if row.about else "",
        "survey": row.survey,
        "questions": [
            {"text": i.text, "choices": list(i.choices), "value": str(given.get(i.key, {}).get("value") or "")}
            for i in edition.items
        ],
        "person": row.person,
        "answered": instant(row.answered_at),
    }


async def _book(subject_id: int) -> Mapping[str, Any]:
    """One statement; `subject_id` is the department's. The entries of this quarter and the one before it."""
    today = clock.today()
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    since = (first - timedelta(days=1)).replace(day=1)
    since = since.replace(month=(since.month - 1) // 3 * 3 + 1)
    below = sorted(host().directory.below(subject_id))
    rows = Opinion.filter(department_id__in=below, answered_at__gte=midnight(since)).order_by("answered_at", "id")
    entries = await rows.limit(_ENTRIES).values(
        "number", "customer__name", "mark", "remark", "answered_at", "complaint__number"
    )
    marks = [e["mark"] for e in entries if e["mark"] is not None]
    return {
        "department": _unit(subject_id),
        "since": day(since),
        "until": day(today),
        "count": len(entries),
        "mean": f"{sum(marks) / len(marks):.2f}" if marks else "",
        "entries": [
            {
                "number": e["number"],
                "on": instant(e["answered_at"]),
                "customer": e["customer__name"],
                "mark": e["mark"],
                "remark": e["remark"],
                "complaint": e["complaint__number"] or "",
            }
            for e in entries
        ],
    }


def _print(name: str, on: str, label: str, load: Any, roles: tuple[str, ...], copies: int, clause: str) -> Print:
    return Print(name, on, label, f"service_quality/print_{name}.html", load, roles, copies, clause)


PRINTS = (
    _print("complaint_record", n.COMPLAINT, N_("Complaint record"), _record, n.INTAKE, 1, "ES-1.2.4"),
    _print("reply_letter", n.COMPLAINT, N_("Letter to the customer"), _letter, n.INTAKE, 1, "ES-1.3.6"),
    _print("penalty_notice", n.PENALTY, N_("Penalty notice"), _penalty, ("manager", n.SENIOR), 2, "ES-1.3.7"),
    _print("opinion_card", n.OPINION, N_("Opinion card"), _card, n.INTAKE, 1, "ES-3.1"),
    _print("satisfaction_book", "core.department", N_("Satisfaction book"), _book, _LEARNERS, 1, "ES-2.2"),
)
