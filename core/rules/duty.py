"""A duty as a reader sees it. Its state is computed from the instants each time: late is late at the second it is late."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from core.host.registry import Registry

DutyState = Literal["running", "warned", "late", "met", "met_late", "missed", "cancelled", "suspended"]


@dataclass(frozen=True)
class DutyView:
    """`percent` of the time used (0..100), `left` until (or, negative, since) the first late instant. `act` is the full name that ends it."""

    id: int
    state: DutyState
    label: str
    code: str
    clause_id: str
    subject_type: str
    subject_id: int
    number: str
    ticket_id: int | None
    owner_id: int | None
    department_id: int | None
    role: str
    start_at: datetime
    due_at: datetime
    stop_at: datetime | None
    percent: int
    left: timedelta
    act: str | None
    policies: dict[str, Any]
    computed: dict[str, Any]
    reason: str
    window: dict[str, Any] | None = None


def duty_state(row: Any, now: datetime, enabled: Container[str]) -> DutyState:
    """`row` carries the columns of core_duty."""
    if row.cancelled_at is not None:
        return "missed" if row.cancelled_at >= row.late_from else "cancelled"
    if row.stop_at is not None:
        return "met" if row.stop_at < row.late_from else "met_late"
    if row.plugin not in enabled:
        return "suspended"
    if now >= row.late_from:
        return "late" if row.window_no is None else "missed"  # a window that is over cannot be kept any more
    return "warned" if now >= row.warn_at else "running"


def duty_view(row: Any, now: datetime, registry: Registry, enabled: Container[str]) -> DutyView:
    deadline = registry.deadlines.get(f"{row.subject_type}:{row.code}")
    whole = max((row.late_from - row.start_at).total_seconds(), 1e-6)
    until = row.stop_at or row.cancelled_at or now
    used = (until - row.start_at).total_seconds() / whole
    return DutyView(
        id=row.id,
        state=duty_state(row, now, enabled),
        label=deadline.label if deadline else row.code,
        code=row.code,
        clause_id=row.clause,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        number=row.number,
        ticket_id=row.ticket_id,
        owner_id=row.owner_id,
        department_id=row.department_id,
        role=row.role,
        start_at=row.start_at,
        due_at=row.due_at,
        stop_at=row.stop_at,
        percent=max(0, min(100, int(used * 100))),
        left=row.due_at - until,
        act=deadline.act if deadline else None,
        policies=row.policies,
        computed=row.computed,
        reason=row.reason,
        window=_window(row),
    )


def _window(row: Any) -> dict[str, Any] | None:
    """The window of a periodic duty: number, first and last day, how many acts it requires and has."""
    if row.window_no is None:
        return None
    days = {"no": row.window_no, "from": row.window_from, "to": row.window_to}
    return {**days, "required": row.required, "counted": row.counted}
