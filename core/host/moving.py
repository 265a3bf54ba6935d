"""A corrected calendar moves deadlines that run by it: the system's act that says so in each case's journal, one for each kind of subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.declare import N_, Act, Deadline, Periodic, Policy

NAME = "move_deadlines"


def by_calendar(policy: Policy) -> bool:
    """Whether a time of this policy is counted by a calendar, or may be."""
    return policy.unit in ("wh", "wd") or bool(policy.roll_to_workday)


def moving_acts(duties: Iterable[Deadline | Periodic], policies: Mapping[str, Policy]) -> dict[str, Act]:
    """Full act name -> act, for every subject with a deadline by a calendar."""
    subjects = {
        d.on
        for d in duties
        if isinstance(d, Deadline) and d.length and d.length in policies and by_calendar(policies[d.length])
    }
    acts = [
        Act(NAME, on, N_("Deadlines moved with the calendar"), by="system", icon="clock") for on in sorted(subjects)
    ]
    return {act.full: act for act in acts}
