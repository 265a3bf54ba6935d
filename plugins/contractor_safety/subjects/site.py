"""What happens inside: inspections, stops, violations, injuries."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Injury, Inspection, StopWork, Violation

DECLARED = (
    Subject(
        n.INSPECTION,
        Inspection,
        N_("Inspection"),
        {"open": Stage(N_("Defects open")), "done": Stage(N_("Done"), "done")},
        start="open",
        prefix="JX",
        title="place",
        search=("place",),
        icon="eye",
    ),
    Subject(
        n.STOP_WORK,
        StopWork,
        N_("Stop-work order"),
        {"in_force": Stage(N_("In force")), "lifted": Stage(N_("Lifted"), "done")},
        start="in_force",
        prefix="TG",
        title="reason",
        icon="alert",
    ),
    Subject(
        n.VIOLATION,
        Violation,
        N_("Violation"),
        {
            "found": Stage(N_("Found")),
            "decided": Stage(N_("Decided")),
            "executed": Stage(N_("Executed"), "done"),
            "dismissed": Stage(N_("Dismissed"), "done"),
        },
        start="found",
        prefix="WZ",
        title="description",
        search=("description",),
        icon="alert",
    ),
    Subject(
        n.INJURY,
        Injury,
        N_("Injury"),
        {
            "occurred": Stage(N_("Occurred")),
            "facts_reported": Stage(N_("Facts reported")),
            "investigating": Stage(N_("Under investigation")),
            "result_reported": Stage(N_("Result reported")),
            "closed": Stage(N_("Closed"), "done"),
        },
        start="occurred",
        prefix="GS",
        title="event",
        search=("event",),
        icon="shield",
    ),
)
