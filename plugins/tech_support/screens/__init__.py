"""What is seen of the subjects, one file for each part of the regulation, and who may read what else."""

from __future__ import annotations

from plugins.tech_support import names as n
from plugins.tech_support.roles import ACCOUNT, CARERS, COLLEAGUES, INTAKE, PROJECT, SHIPPING, TRAINERS, USER
from plugins.tech_support.screens import delivery, support, training, warranty, works

DECLARED = (
    *support.DECLARED,
    *delivery.DECLARED,
    *works.DECLARED,
    *warranty.DECLARED,
    *training.DECLARED,
)

# whoever works here also reads what a case is about, and reaches the core's pages; a user reaches his own pages only
_CORE_READ = ("core.customer", "core.asset", "core.ticket", "core.user", "core.department")
_PAGES = ("core.page.workbench", "core.page.clauses", "core.page.kpis")
_IN_PROJECT = tuple(dict.fromkeys((*PROJECT, *SHIPPING, *CARERS)))
PERMISSIONS = {
    **{f"{subject}.unmask": INTAKE for subject in (n.SESSION, n.VISIT)},
    **{f"{subject}.unmask": _IN_PROJECT for subject in (n.CONTRACT, n.CHANGE, n.PICKUP, n.SHIPMENT)},
    **{
        f"{subject}.unmask": _IN_PROJECT
        for subject in (n.WORKS, n.MATTER, n.SYSTEM, n.SUPERVISION, n.ENQUIRY, n.TRAINING)
    },
    f"{n.TRAINEE}.unmask": tuple(dict.fromkeys((*TRAINERS, *PROJECT))),
    **{f"{subject}.read": COLLEAGUES for subject in _CORE_READ},
    "core.customer.unmask": COLLEAGUES,
    **dict.fromkeys(_PAGES, COLLEAGUES),
    "core.page.workbench": (*COLLEAGUES, USER),
    "service_quality.price_item.read": (ACCOUNT, *CARERS),
}
