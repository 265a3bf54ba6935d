"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role

SUPPORT = "support"
OFFICE_STAFF = "office"
SERVICE_MANAGER = "service_manager"

# whoever may take a question in: also the core's call desk
INTAKE = (SUPPORT, OFFICE_STAFF, SERVICE_MANAGER, "agent")
STAFF = (SUPPORT, OFFICE_STAFF, SERVICE_MANAGER)
FIELD = (*STAFF, "technician")
MANAGERS = (SERVICE_MANAGER,)
READERS = (*FIELD, "agent", "manager", "auditor")
UNMASKED = (*FIELD, "agent", "manager")

DECLARED = (
    Role(SUPPORT, N_("Technical support")),
    Role(OFFICE_STAFF, N_("Office staff")),
    Role(SERVICE_MANAGER, N_("After-sales service manager")),
)
