"""Role names and choices that several of the core's subjects share."""

from __future__ import annotations

from core.api import N_, Role

ADMIN, AUDITOR = "admin", "auditor"
STAFF = ("agent", "technician", "manager")
READERS = (*STAFF, AUDITOR)
EVERYBODY = (ADMIN, *READERS)

ROLES = (
    Role(ADMIN, N_("Administrator")),
    Role(AUDITOR, N_("Auditor")),
    Role("agent", N_("Service agent")),
    Role("technician", N_("Technician")),
    Role("manager", N_("Manager")),
)

CHANNELS = {
    "phone": N_("Phone"),
    "counter": N_("Counter"),
    "online": N_("Online"),
    "letter": N_("Letter"),
    "field": N_("On site"),
}

CATEGORIES = {"open": N_("In progress"), "paused": N_("On hold"), "done": N_("Completed")}

LANGUAGES = {"zh_CN": N_("Chinese"), "en": N_("English")}
