"""What is seen of the subjects, and who may read what else."""

from __future__ import annotations

from plugins.vehicle_warranty.roles_stock import CLAIMS, FINANCE, KEEPER, STATION_STAFF
from plugins.vehicle_warranty.screens import faults, money, stock, trips

DECLARED = (*faults.DECLARED, *trips.DECLARED, *stock.DECLARED, *money.DECLARED)

_OWN = (KEEPER, CLAIMS, FINANCE, STATION_STAFF)
_CORE_READ = ("core.customer", "core.user", "core.department")
_PAGES = ("core.page.workbench", "core.page.clauses", "core.page.kpis")
PERMISSIONS = {
    **{f"{subject}.read": _OWN for subject in _CORE_READ},
    **dict.fromkeys(_PAGES, _OWN),
    **faults.UNMASK,
}
