"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role

SUPPORT = "support"
OFFICE_STAFF = "office"
SERVICE_MANAGER = "service_manager"

OWN = (SUPPORT, OFFICE_STAFF, SERVICE_MANAGER)
# a routing may name any department and its manager: whoever owes an answer must be able to give it
STAFF = (*OWN, "technician", "manager")
INTAKE = (*STAFF, "agent")
MANAGERS = (SERVICE_MANAGER, "manager")
READERS = (*INTAKE, "auditor")

DECLARED = (
    Role(SUPPORT, N_("Technical support")),
    Role(OFFICE_STAFF, N_("Office staff")),
    Role(SERVICE_MANAGER, N_("After-sales service manager")),
)
