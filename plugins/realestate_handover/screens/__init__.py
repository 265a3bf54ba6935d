"""What is seen of the subjects, and who may read what else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.realestate_handover import names as n
from plugins.realestate_handover.roles import FILE_READERS, OWN, PROPERTY
from plugins.realestate_handover.screens import building, cards, disputes, estate, files, tracks

DECLARED = (
    *files.DECLARED,
    *tracks.DECLARED,
    *estate.DECLARED,
    *building.DECLARED,
    *cards.DECLARED,
    *disputes.DECLARED,
)

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
    **{f"{subject}.unmask": FILE_READERS for subject in (n.FILE, n.MOVEIN, n.TITLE, n.CONTACT)},
    **building.PERMISSIONS,
    **cards.PERMISSIONS,
    **disputes.PERMISSIONS,
}
