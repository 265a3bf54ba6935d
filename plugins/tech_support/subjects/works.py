"""Works and what belongs to them."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.tech_support import names as n
from plugins.tech_support.models import Matter, Supervision, Works, WorkStage

DECLARED = (
    Subject(
        n.WORKS,
        Works,
        N_("Works"),
        {
            "drafted": Stage(N_("Plan drafted")),
            "told": Stage(N_("Plan told")),
            "confirmed": Stage(N_("Plan confirmed")),
            "started": Stage(N_("Works under way")),
            "commissioned": Stage(N_("System runs")),
            "asked": Stage(N_("Acceptance asked for")),
            "accepted": Stage(N_("Accepted")),
            "filed": Stage(N_("Papers filed"), "done"),
        },
        start="drafted",
        prefix="GC",
        parent=n.CONTRACT,
        parent_field="contract_id",
        title="title",
        search=("title", "serial"),
        personal=("contacted_with", "told_to", "confirmed_with"),
        icon="wrench",
    ),
    Subject(
        n.STAGE,
        WorkStage,
        N_("Stage of the works"),
        {
            "planned": Stage(N_("Stage planned")),
            "running": Stage(N_("Stage under way")),
            "done": Stage(N_("Stage done"), "done"),
        },
        start="planned",
        prefix="JD",
        parent=n.WORKS,
        parent_field="works_id",
        title="name",
        icon="check",
    ),
    Subject(
        n.MATTER,
        Matter,
        N_("Matter outside the plan"),
        {
            "open": Stage(N_("Matter open")),
            "discussed": Stage(N_("Discussed with the buyer")),
            "settled": Stage(N_("Matter settled"), "done"),
        },
        start="open",
        prefix="SX",
        parent=n.WORKS,
        parent_field="works_id",
        title="matter",
        personal=("discussed_with",),
        icon="alert",
    ),
    Subject(
        n.SUPERVISION,
        Supervision,
        N_("Supervision of works"),
        {
            "assigned": Stage(N_("Supervisor assigned")),
            "on_site": Stage(N_("Supervisor on site")),
            "absent": Stage(N_("Away with permission"), "paused"),
            "ended": Stage(N_("Supervision ended"), "done"),
        },
        start="assigned",
        prefix="DD",
        parent=n.WORKS,
        parent_field="works_id",
        personal=("accepted_buyer",),
        icon="eye",
    ),
)
