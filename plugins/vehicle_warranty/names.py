"""Full names of calls and faults said once, and the words of their choices."""

from __future__ import annotations

from collections.abc import Mapping

from core.api import N_

CALL = "vehicle_warranty.call"
FAULT = "vehicle_warranty.fault"
CONTACT = "vehicle_warranty.supplier_contact"

CHANNELS: Mapping[str, str] = {
    "phone": N_("Telephone"),
    "letter": N_("Letter"),
    "fax": N_("Fax"),
    "email": N_("E-mail"),
    "message": N_("Instant message"),
}
# the core's ticket knows fewer channels
ON_TICKET: Mapping[str, str] = {
    "phone": "phone",
    "letter": "online",
    "fax": "online",
    "email": "online",
    "message": "online",
}
# VW-3.2.3: a call with a note is not in writing
MEDIA: Mapping[str, str] = {name: CHANNELS[name] for name in ("letter", "fax", "email", "message")}
GROUPS: Mapping[str, str] = {
    "body": N_("Body"),
    "chassis": N_("Chassis"),
    "engine": N_("Engine"),
    "other": N_("Other"),
}
DRIVE = ("chassis", "engine")
# from where the service radius is measured, and by what
SOURCES: Mapping[str, str] = {
    "map": N_("Map"),
    "user": N_("Told by the user"),
    "station": N_("Told by the station"),
}
