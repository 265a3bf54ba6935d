"""Outside companies and people, engagements and permits."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Engagement, EntryPermit, ExternalOrg, ExternalPerson

DECLARED = (
    Subject(
        n.ORG,
        ExternalOrg,
        N_("Outside company"),
        {"active": Stage(N_("Active"), "done"), "closed": Stage(N_("Closed"), "done")},
        start="active",
        prefix="WD",
        title="name",
        search=("name",),
        pinyin=("name",),
        icon="building",
        shared=True,
    ),
    Subject(
        n.PERSON,
        ExternalPerson,
        N_("External person"),
        {"active": Stage(N_("Active"), "done"), "left": Stage(N_("Left"), "done")},
        start="active",
        prefix="WR",
        title="name",
        search=("name",),
        pinyin=("name",),
        personal=("id_no",),
        icon="user",
    ),
    Subject(
        n.ENGAGEMENT,
        Engagement,
        N_("Engagement"),
        {
            "draft": Stage(N_("Draft")),
            "approved": Stage(N_("Approved")),
            "closed": Stage(N_("Closed"), "done"),
        },
        start="draft",
        prefix="YC",
        title="task",
        search=("task",),
        icon="clip",
    ),
    Subject(
        n.PERMIT,
        EntryPermit,
        N_("Entry permit"),
        {
            "permitted": Stage(N_("Permitted")),
            "suspended": Stage(N_("Suspended"), "paused"),
            "ended": Stage(N_("Ended"), "done"),
        },
        start="permitted",
        prefix="RC",
        icon="key",
    ),
)
