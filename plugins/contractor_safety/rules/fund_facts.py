"""The account and the method that a department's money moves by (CS-3.5.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import N_, Book, Facts, View, gettext
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import FundMethod
from plugins.contractor_safety.roles import FINANCE, SAFETY_COMPANY

BOOK = Book(
    "contractor_safety.fund",
    "fen",
    {
        "payer": N_("Depositors and offenders"),
        "deposit": N_("Deposits"),
        "penalty": N_("Penalties"),
        "used": N_("Used as permitted"),
    },
    negative=("payer",),
    label=N_("Safety fund"),
    clause="CS-3.5.4",
    roles=(FINANCE, SAFETY_COMPANY, "auditor"),
)


@dataclass(frozen=True)
class Method:
    id: int
    uses: tuple[str, ...]


def use_of(text: str | None) -> str | None:
    """The key of a use named by its key or by its label in the reader's language or in English."""
    said = (text or "").strip()
    return next((key for key, label in n.USES.items() if said in (key, label, gettext(label))), None)


def account_of(view: View) -> str:
    return str(view.data.account or ("deposit" if view.data.org else "penalty"))


def department_of(view: View) -> int | None:
    return view.data.department or view.actor.department_id


async def _methods(ids: Sequence[int]) -> Mapping[int, Method]:
    rows = await FundMethod.filter(department_id__in=ids, state="in_force").values("id", "department_id", "uses")
    return {r["department_id"]: Method(r["id"], tuple(r["uses"])) for r in rows}


async def _in_force(ids: Sequence[int]) -> Mapping[int, int]:
    """Department -> its method in force."""
    rows = await FundMethod.filter(department_id__in=ids, state="in_force").values("id", "department_id")
    return {r["department_id"]: r["id"] for r in rows}


def _own(view: View) -> Any:
    return view.subject.department_id


METHOD = Facts("contractor_safety.fund_method_of", _methods, department_of)
IN_FORCE = Facts("contractor_safety.fund_method_before", _in_force, _own)
