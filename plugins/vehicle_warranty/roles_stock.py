"""Who works with parts, claims and the money of a trip."""

from __future__ import annotations

from core.api import N_, Role

KEEPER = "keeper"
CLAIMS = "claims_clerk"
STATION_STAFF = "station"
FINANCE = "finance"

MANAGERS = ("manager",)
KEEPERS = (KEEPER,)
TAKERS = ("technician", STATION_STAFF)
MASTERS = (KEEPER, *MANAGERS)
CLERKS = (CLAIMS, *MANAGERS)
OFFICE = (*MASTERS, CLAIMS, FINANCE, "auditor")
ALL = (*TAKERS, *OFFICE)
PRINTERS = tuple(role for role in ALL if role != "auditor")  # an auditor changes nothing, and a print is an act
# see every account; the others only those in their data scope
WHOLE_BOOK = OFFICE

OWN_ROLES = (
    Role(KEEPER, N_("Storekeeper")),
    Role(CLAIMS, N_("Claims clerk")),
    Role(STATION_STAFF, N_("Service station")),
)
