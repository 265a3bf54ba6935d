"""Records of enquiry and visit, and the supplementary agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, capital_yuan, day, instant, yuan
from plugins.tech_support import names as n
from plugins.tech_support.models import AnnualVisit, SupplementaryAgreement, SystemEnquiry
from plugins.tech_support.prints.common import BOTH, SHEET, choice, fact, sheet, signatures
from plugins.tech_support.roles import CARERS


def _system(row: Any) -> list[dict[str, Any]]:
    system = row.system
    return [
        fact(N_("User"), row.customer.name),
        fact(N_("Serial number"), system.serial),
        fact(N_("Product"), system.product),
        fact(N_("Site"), system.site),
        fact(N_("Warranty until"), day(system.warranty_to)),
    ]


async def _enquiry(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    row = await SystemEnquiry.get(id=subject_id).select_related("system", "customer")
    return sheet(
        row.number,
        [
            *_system(row),
            fact(N_("Asked at"), instant(row.asked_at)),
            choice(N_("Asked through"), row.channel, n.TOLD_BY),
            fact(N_("Spoken with"), row.person),
            fact(N_("What the user said"), row.content, wide=True),
        ],
        signatures=[{"label": N_("Asked by")}],
    )


async def _visit(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    row = await AnnualVisit.get(id=subject_id).select_related("system", "customer")
    return sheet(
        row.number,
        [
            *_system(row),
            fact(N_("Visited at"), instant(row.visited_at)),
            fact(N_("What was done"), row.content, wide=True),
            fact(N_("What was found"), row.findings, wide=True),
        ],
        signatures=await signatures(n.ANNUAL, subject_id, "visit", {"user_rep": N_("User"), "": N_("Visited by")}),
    )


async def _agreement(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    row = await SupplementaryAgreement.get(id=subject_id).select_related("system", "customer")
    return sheet(
        row.number,
        [
            *_system(row),
            choice(N_("Why it is paid"), row.reason, n.REASONS),
            fact(N_("What is agreed"), row.content, wide=True),
            fact(N_("Price, yuan"), yuan(row.price)),
            fact(N_("In words"), capital_yuan(row.price)),
        ],
        signatures=await signatures(
            n.AGREEMENT, subject_id, "agreement", {"user_rep": N_("User"), "service_manager": N_("Company")}
        ),
    )


PRINTS = (
    Print("enquiry_record", n.ENQUIRY, N_("Enquiry record"), SHEET, _enquiry, CARERS, 1, "TS-3.0"),
    Print("visit_record", n.ANNUAL, N_("Visit record"), SHEET, _visit, CARERS, 2, "TS-3.1", keepers=BOTH),
    Print(
        "agreement", n.AGREEMENT, N_("Supplementary agreement"), SHEET, _agreement, CARERS, 2, "TS-3.3", keepers=BOTH
    ),
)
