"""What follows for those who were not asked: files move with their case, and whoever gets a case is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.acts.case import Case
from core.db import sql
from core.models import Attachment, Notice


async def move_files(where: Mapping[str, Any], moved: Mapping[str, Any]) -> None:
    """The files of a handed-over case are reached by whoever reaches the case."""
    await Attachment.filter(**where).update(**moved)


async def tell_owners(cases: Sequence[Case]) -> None:
    """Whoever a case, or a part of one, now belongs to; nobody is told of what he took himself."""
    await sql.insert(Notice, [row for case in cases if (row := _became_mine(case))])


def _became_mine(case: Case) -> dict[str, Any] | None:
    subject, owner = case.subject, case.new.get("owner_id")
    handed_over = subject.name == "core.ticket" and case.row is not None
    if not owner or owner in (_owner_before(case), case.actor.id):
        return None
    if not (handed_over or subject.ticket_kind or subject.parent):
        return None
    return {
        "user_id": owner,
        "kind": "assigned",
        "subject_type": subject.name,
        "subject_id": case.subject_id,
        "number": case.number or (case.row.number if case.row else ""),
        "by_id": case.actor.id,
        "at": case.now,
        "dedupe": f"assigned:{case.uid}",
    }


def _owner_before(case: Case) -> int | None:
    before = case.row or case.parent
    owner: int | None = getattr(before, "owner_id", None)
    return owner
