"""Who works here, and what of the core's each must reach for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.api import N_, Role
from plugins.service_quality import assessing as a
from plugins.service_quality import names as n

ROLES = (
    Role(n.SERVICE_POINT, N_("Service point")),
    Role(n.SENIOR, N_("Senior management")),
    Role(n.QUALITY, N_("Quality control")),
    Role(n.FREIGHT, N_("Freight")),
    Role(n.MARKETING, N_("Marketing")),
    Role(a.HR, N_("Human resources")),
    Role(a.INSPECTOR, N_("Inspector")),
    Role(a.CORRESPONDENT, N_("Correspondent")),
    Role(a.WOODPECKER, N_("Woodpecker")),
)
_OWN = (n.SERVICE_POINT, n.SENIOR, n.QUALITY, n.FREIGHT, n.MARKETING, a.HR, a.INSPECTOR)
_READ = (
    "core.customer.read",
    "core.customer.unmask",
    "core.asset.read",
    "core.ticket.read",
    "core.user.read",
    "core.department.read",
    "core.page.workbench",
    "core.page.kpis",
    "core.page.clauses",
)
PERMISSIONS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(_READ, _OWN),
    # a service point enters its repairs on the warranty card
    "core.asset.card_line": (n.SERVICE_POINT,),
    **{f"{subject}.unmask": n.INTAKE for subject in (n.COMPLAINT, n.VISIT, n.OPINION)},
    "core.department.read": (*_OWN, a.CORRESPONDENT, a.WOODPECKER),
    "core.page.workbench": (*_OWN, a.CORRESPONDENT, a.WOODPECKER),
}
