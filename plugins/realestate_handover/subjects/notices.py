"""What owners and buyers are told after the completion acceptance of a building."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models.notices import MoveInNotice, OwnerNotice

DECLARED = (
    Subject(
        n.OWNER_NOTICE,
        OwnerNotice,
        N_("Owner to be told"),
        {"due": Stage(N_("To be told")), "told": Stage(N_("Owner told"), "done")},
        start="due",
        prefix="YT",
        parent=n.FILE,
        parent_field="file_id",
        personal=("told_to",),
        icon="bell",
    ),
    Subject(
        n.NOTICE,
        MoveInNotice,
        N_("Move-in notice"),
        {"sent": Stage(N_("Notice sent"), "done"), "returned": Stage(N_("Notice came back"))},
        start="sent",
        prefix="RN",
        parent=n.BUILDING,
        parent_field="building_id",
        search=("tracking_no",),
        personal=("addressee", "address"),
        icon="file",
    ),
)
