"""Who works here. Names are short: the core's roles stand beside them in the same list."""

from __future__ import annotations

from core.api import N_, Role
from plugins.vehicle_warranty.roles_stock import FINANCE, OWN_ROLES

DECLARED = (*OWN_ROLES, Role(FINANCE, N_("Finance")))
