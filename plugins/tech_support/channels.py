"""How users reach us and how they are answered. A list of its own: an answer counts only through a channel that leaves a record (TS-5.1)."""

from __future__ import annotations

from core.api import N_

ANSWERED_BY = {
    "phone": N_("Hotline"),
    "mobile": N_("Mobile telephone"),
    "email": N_("E-mail"),
    "message": N_("Instant message"),
    "visit": N_("In person"),
}
ASKED_BY = {**ANSWERED_BY, "web": N_("Web page")}

# the core's ticket knows fewer channels
ON_TICKET = {
    "phone": "phone",
    "mobile": "phone",
    "email": "online",
    "message": "online",
    "web": "online",
    "visit": "field",
}
