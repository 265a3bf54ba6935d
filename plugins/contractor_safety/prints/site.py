"""Stop-work order and injury report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, gettext, host, instant
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Injury, InjuryLeader, StopWork
from plugins.contractor_safety.prints.common import SHEET, choice, fact, sheet, table
from plugins.contractor_safety.roles import FINDERS, SAFETY


def _department(department_id: int | None) -> str:
    return host().directory.department(department_id) or ""


async def _stop(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    row = await StopWork.get(id=subject_id).select_related("engagement", "engagement__org")
    org = row.engagement.org
    return sheet(
        row.number,
        [
            fact(N_("Company"), org.name if org else ""),
            fact(N_("Engagement"), row.engagement.number),
            fact(N_("Agreed works"), row.engagement.task),
            fact(N_("Responsible department"), _department(row.responsible_id)),
            choice(N_("Severity"), row.severity, n.SEVERITIES),
            fact(N_("Reason of the stop"), row.reason, wide=True),
            fact(N_("Ordered at"), instant(row.ordered_at)),
            fact(N_("Lifted at"), instant(row.lifted_at) if row.lifted_at else ""),
        ],
        signatures=(N_("Safety department (stamp)"), N_("Responsible department"), N_("Received by the company")),
        foot=N_("From this order on nobody of the engagement enters until the safety department lifts it in writing."),
    )


async def _injury(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    row = await Injury.get(id=subject_id).select_related("person", "person__org", "engagement")
    leaders = await InjuryLeader.filter(injury_id=subject_id).order_by("id")
    org = row.person.org
    return sheet(
        row.number,
        [
            fact(N_("Injured person"), row.person.name),
            choice(N_("Group"), row.group, n.GROUPS),
            fact(N_("Company"), org.name if org else ""),
            fact(N_("Engagement"), row.engagement.number if row.engagement else ""),
            fact(N_("Responsible department"), _department(row.department_id)),
            choice(N_("Investigation led by"), row.investigator_kind, n.INVESTIGATORS),
            fact(N_("Led by"), row.investigator),
            fact(N_("Happened at"), instant(row.happened_at)),
            fact(N_("Known at"), instant(row.known_at)),
            fact(N_("Place"), row.place),
            choice(N_("Severity of the injury"), row.severity, n.INJURY_SEVERITIES),
            fact(N_("What happened"), row.event, wide=True),
            fact(N_("Facts reported to the safety department"), row.facts, wide=True),
            fact(N_("Course of the investigation"), row.investigation, wide=True),
            fact(N_("Result of the investigation"), row.result, wide=True),
            fact(N_("Assessment"), row.assessment, wide=True),
        ],
        tables=[
            table(
                N_("Responsible leaders"),
                (N_("Full name"), N_("Post"), N_("Answers")),
                [(each.name, each.post, gettext(n.ANSWERS.get(each.answers, each.answers))) for each in leaders],
            )
        ]
        if leaders
        else (),
        signatures=(N_("Investigator"), N_("Responsible department"), N_("Safety department")),
    )


PRINTS = (
    Print(
        "stop_order",
        n.STOP_WORK,
        N_("Stop-work order"),
        SHEET,
        _stop,
        SAFETY,
        3,
        "CS-3.4.3",
        keepers=(
            N_("Kept by the safety department"),
            N_("Kept by the responsible department"),
            N_("Kept by the company outside"),
        ),
    ),
    Print("injury_report", n.INJURY, N_("Injury report"), SHEET, _injury, FINDERS, 1, "CS-3.5.2"),
)
