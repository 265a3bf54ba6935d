"""What is seen of the subjects, and who may read what else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.realestate_handover.roles import OWN, PROPERTY
from plugins.realestate_handover.screens import estate

DECLARED = (*estate.DECLARED,)

# whoever works here also reads whom a case is about, and reaches the core's pages; a property company reaches its own pages only
_READ = (
    "core.customer.read",
    "core.customer.unmask",
    "core.asset.read",
    "core.ticket.read",
    "core.user.read",
    "core.department.read",
    "core.page.kpis",
    "core.page.clauses",
)
PERMISSIONS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(_READ, OWN),
    "core.page.workbench": (*OWN, PROPERTY),
}
