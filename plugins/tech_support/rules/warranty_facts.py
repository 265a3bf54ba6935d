"""What the gates and acts around a sold system know of other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.api import Facts, View
from plugins.tech_support import names as n
from plugins.tech_support.models import Release, SupplementaryAgreement, System
from plugins.tech_support.rules.common import completes, key_of, signed, taken

SIDES = ("user_rep", "service_manager")
LAST = {side: completes("agreement", side, SIDES) for side in SIDES}


@dataclass(frozen=True)
class SystemSeen:
    """`warranty_from` and `warranty_to` are both days of the warranty."""

    customer_id: int
    state: str
    product_version: str
    warranty_from: date | None
    warranty_to: date | None

    def covers(self, day: date) -> bool:
        return self.warranty_to is not None and (self.warranty_from or day) <= day <= self.warranty_to


@dataclass(frozen=True)
class AgreementSeen:
    number: str
    state: str
    price: int


async def _systems(ids: Sequence[int]) -> Mapping[int, SystemSeen]:
    columns = ("customer_id", "state", "product_version", "warranty_from", "warranty_to")
    rows = await System.filter(id__in=ids).values("id", *columns)
    return {r["id"]: SystemSeen(**{name: r[name] for name in columns}) for r in rows}


async def _agreements(ids: Sequence[int]) -> Mapping[int, AgreementSeen]:
    rows = await SupplementaryAgreement.filter(id__in=ids).values("id", "number", "state", "price")
    return {r["id"]: AgreementSeen(r["number"], r["state"], r["price"]) for r in rows}


def _agreement_of(view: View) -> int | None:
    return None if view.subject is None else view.subject.agreement_id


async def _releases(keys: Sequence[str]) -> Mapping[str, str]:
    """By product and version in one text, as they are said."""
    rows = await Release.all().values("product", "product_version", "number")
    known = {f"{r['product']}\n{r['product_version']}": r["number"] for r in rows}
    return {key: known[key] for key in keys if key in known}


SYSTEM = Facts("tech_support.system_of", _systems, key_of("system"))
AGREEMENT = Facts("tech_support.agreement_of", _agreements, _agreement_of)
RELEASES = Facts(
    "tech_support.release_named", _releases, lambda view: f"{view.data.product}\n{view.data.product_version}"
)
SERIALS = taken("tech_support.system_serial", System, "serial", lambda view: view.data.serial)
SIGNED = signed(n.AGREEMENT)
FACTS = (SYSTEM, AGREEMENT, RELEASES, SERIALS, SIGNED)
