"""Entries at the gate."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import Entry

DECLARED = (
    Subject(
        n.ENTRY,
        Entry,
        N_("Gate entry"),
        {
            "inside": Stage(N_("Inside")),
            "left": Stage(N_("Left"), "done"),
            "unseen": Stage(N_("Left unseen"), "done"),
            "turned_back": Stage(N_("Turned back by the guard"), "done"),
            "refused": Stage(N_("Refused"), "done"),
        },
        start="inside",
        prefix="JC",
        title="shown",
        icon="swap",
    ),
)
