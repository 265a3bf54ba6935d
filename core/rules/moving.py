"""A running duty under a corrected calendar: the same start, the same values, new days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.declare import Deadline
from core.host.host import Host
from core.rules.reckoning import reckon


def move(duty: Any, now: datetime, house: Host) -> bool:
    """Write new instants onto `duty` (the columns of core_duty); whether they differ. A late one is never moved."""
    deadline = house.registry.deadlines.get(f"{duty.subject_type}:{duty.code}")
    if not duty.calendar or now >= duty.late_from or not isinstance(deadline, Deadline) or not deadline.length:
        return False

    def read(key: str) -> Any:
        return duty.policies[key] if key in duty.policies else house.policy(key, duty.start_at)

    found = reckon(deadline, duty.start_at, read, None, house)
    if found is None or found.due.late_from == duty.late_from:
        return False
    told = {name: value for name, value in duty.computed.items() if name in ("start", "chain", "corrects")}
    duty.computed = {**told, **found.computed, "moved_from": duty.due_at.isoformat()}
    duty.due_at, duty.late_from, duty.warn_at = found.due.due_at, found.due.late_from, found.due.warn_at
    return True
