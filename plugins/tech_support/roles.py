"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role

SUPPORT = "support"
OFFICE_STAFF = "office"
SERVICE_MANAGER = "service_manager"
ACCOUNT = "account_manager"
WORKS_MANAGER = "works_manager"
SUPERVISOR = "supervisor"
TRAINER = "trainer"
TRAINING_SUPERVISOR = "training_supervisor"
WAREHOUSE = "warehouse"
USER = "user_rep"

OWN = (SUPPORT, OFFICE_STAFF, SERVICE_MANAGER)
# a routing may name any department and its manager: whoever owes an answer must be able to give it
STAFF = (*OWN, "technician", "manager")
INTAKE = (*STAFF, "agent")
MANAGERS = (SERVICE_MANAGER, "manager")
READERS = (*INTAKE, "auditor")

SALES = (ACCOUNT, *MANAGERS)
SHIPPING = (WAREHOUSE, *SALES)
WORKERS = (WORKS_MANAGER, *MANAGERS)
WATCHERS = (SUPERVISOR, *WORKERS)
CARERS = (ACCOUNT, *STAFF)
TRAINERS = (TRAINER, WORKS_MANAGER, *MANAGERS)
PROJECT = (ACCOUNT, WORKS_MANAGER, SUPERVISOR, TRAINER, TRAINING_SUPERVISOR, WAREHOUSE)
# reads everything of a project, the user only what is his (data scope "party")
ALL = tuple(dict.fromkeys((*READERS, *PROJECT, USER)))
COLLEAGUES = (*OWN, *PROJECT)

DECLARED = (
    Role(SUPPORT, N_("Technical support")),
    Role(OFFICE_STAFF, N_("Office staff")),
    Role(SERVICE_MANAGER, N_("After-sales service manager")),
    Role(ACCOUNT, N_("Account manager")),
    Role(WORKS_MANAGER, N_("Works manager")),
    Role(SUPERVISOR, N_("Works supervisor")),
    Role(TRAINER, N_("Trainer")),
    Role(TRAINING_SUPERVISOR, N_("Training supervisor")),
    Role(WAREHOUSE, N_("Warehouse")),
    Role(USER, N_("User")),
)
