"""What people see, one file per part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.contractor_safety import names as n
from plugins.contractor_safety.roles import COLLEAGUES, GUARDS, READERS, SAFETY
from plugins.contractor_safety.screens import gate, people, site

DECLARED = (*gate.DECLARED, *people.DECLARED, *site.DECLARED)
_PAGES = ("core.page.workbench", "core.page.clauses", "core.page.kpis")
PERMISSIONS: Mapping[str, Sequence[str]] = {
    f"{n.PERSON}.unmask": SAFETY,
    n.GATE_PAGE: GUARDS,
    n.BOARD_PAGE: READERS,
    "core.department.read": COLLEAGUES,
    "core.user.read": COLLEAGUES,
    **dict.fromkeys(_PAGES, COLLEAGUES),
}
