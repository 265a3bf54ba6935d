"""Sold systems and what is owed for them."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.tech_support import names as n
from plugins.tech_support.models import (
    AnnualVisit,
    PartExchange,
    Release,
    SupplementaryAgreement,
    System,
    SystemEnquiry,
    Upgrade,
)


def _of_system(name: str, model: type, label: str, states: dict[str, Stage], prefix: str, icon: str) -> Subject:
    start = next(iter(states))
    return Subject(
        name, model, label, states, start, prefix, parent=n.SYSTEM, parent_field="system_id", icon=icon, personal=()
    )


DECLARED = (
    Subject(
        n.SYSTEM,
        System,
        N_("Sold system"),
        {"active": Stage(N_("In use")), "retired": Stage(N_("Out of use"), "done")},
        start="active",
        prefix="XT",
        parent="core.customer",
        parent_field="customer_id",
        title="serial",
        search=("serial", "product", "site"),
        personal=("retired_said_by",),
        icon="box",
    ),
    Subject(
        n.ENQUIRY,
        SystemEnquiry,
        N_("Monthly enquiry"),
        {"recorded": Stage(N_("Recorded"), "done")},
        start="recorded",
        prefix="XW",
        parent=n.SYSTEM,
        parent_field="system_id",
        personal=("person",),
        icon="phone",
    ),
    _of_system(
        n.ANNUAL,
        AnnualVisit,
        N_("Yearly visit"),
        {
            "recorded": Stage(N_("To be confirmed by the user")),
            "confirmed": Stage(N_("Confirmed by the user"), "done"),
        },
        "NF",
        "pin",
    ),
    _of_system(
        n.EXCHANGE,
        PartExchange,
        N_("Exchange of a part"),
        {
            "reported": Stage(N_("Exchange reported")),
            "working": Stage(N_("Part being exchanged")),
            "closed": Stage(N_("System restored"), "done"),
        },
        "HJ",
        "swap",
    ),
    _of_system(
        n.AGREEMENT,
        SupplementaryAgreement,
        N_("Supplementary agreement"),
        {
            "drafted": Stage(N_("To be signed")),
            "signed": Stage(N_("Signed by both"), "done"),
        },
        "XY",
        "pen",
    ),
    Subject(
        n.RELEASE,
        Release,
        N_("Software release"),
        {
            "registered": Stage(N_("Release registered")),
            "announced": Stage(N_("Duties opened")),
            "completed": Stage(N_("Upgrades completed"), "done"),
        },
        start="registered",
        prefix="RB",
        title="product",
        search=("product", "product_version"),
        icon="up",
        shared=True,
    ),
    _of_system(
        n.UPGRADE,
        Upgrade,
        N_("Upgrade of a system"),
        {
            "open": Stage(N_("User to be told")),
            "told": Stage(N_("User told")),
            "upgraded": Stage(N_("Upgraded"), "done"),
            "declined": Stage(N_("Not wanted"), "done"),
        },
        "SJ",
        "up",
    ),
)
