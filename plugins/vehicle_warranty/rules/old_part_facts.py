"""What old parts, write-offs and claims know of reports, of the book and of each other; one statement each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.api import Facts, View, fetch
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.parts import Part
from plugins.vehicle_warranty.models.requisitions import OldPart
from plugins.vehicle_warranty.rules.stock_common import given, marks, signed

SIGNED_STATES = ("signed", "submitted", "approved", "archived")


@dataclass(frozen=True)
class PartSeen:
    id: int
    part_no: str
    supplier: str
    months: int
    km: int


@dataclass(frozen=True)
class Grounds:
    """Of one write-off: the three grounds, and what is moved."""

    signed: bool
    approved: bool
    old_part: bool
    old_part_free: bool
    old_part_id: int | None
    kind: str
    holder: str
    part_no: str
    vehicle: str


@dataclass(frozen=True)
class OldSeen:
    state: str
    supplier: str
    lapses_on: date | None
    km: int | None
    lapse_km: int
    part_no: str
    report_id: int
    part_id: int
    open_claim: str


async def _parts(ids: Sequence[int]) -> Mapping[int, PartSeen]:
    rows = await Part.filter(id__in=ids).values("id", "part_no", "supplier", "supplier_months", "supplier_km")
    return {
        r["id"]: PartSeen(*(r[k] for k in ("id", "part_no", "supplier", "supplier_months", "supplier_km")))
        for r in rows
    }


_GROUNDS = """
SELECT w.id, w.approved_at, w.report_id, w.part_id, w.old_part_id, r.seals, a.kind, a.name, p.part_no,
o.received_at, o.report_id AS old_report, o.part_id AS old_of, o.vehicle,
(SELECT COUNT(*) FROM vehicle_warranty_write_off x WHERE x.old_part_id = w.old_part_id AND x.id <> w.id AND x.state = 'written_off') AS used
FROM vehicle_warranty_write_off w JOIN vehicle_warranty_requisition q ON q.id = w.requisition_id
JOIN vehicle_warranty_stock_account a ON a.id = q.account_id JOIN vehicle_warranty_part p ON p.id = w.part_id
LEFT JOIN vehicle_warranty_report r ON r.id = w.report_id LEFT JOIN vehicle_warranty_old_part o ON o.id = w.old_part_id
WHERE w.id IN ({marks})
"""


async def _grounds(ids: Sequence[int]) -> Mapping[int, Grounds]:
    found = {}
    for r in await fetch(_GROUNDS.format(marks=marks(ids)), *ids):
        fits = r["old_report"] == r["report_id"] and r["old_of"] == r["part_id"]
        found[r["id"]] = Grounds(
            signed=",report," in (r["seals"] or ""),
            approved=r["approved_at"] is not None,
            old_part=r["received_at"] is not None and fits,
            old_part_free=not r["used"],
            old_part_id=r["old_part_id"],
            kind=r["kind"],
            holder=r["name"],
            part_no=r["part_no"],
            vehicle=r["vehicle"] or "",
        )
    return found


_OLD = """
SELECT o.id, o.state, o.supplier, o.supplier_until, o.supplier_km, o.km, o.report_id, o.part_id, p.part_no,
(SELECT MIN(c.number) FROM vehicle_warranty_claim c WHERE c.old_part_id = o.id AND c.ended_at IS NULL) AS claim
FROM vehicle_warranty_old_part o JOIN vehicle_warranty_part p ON p.id = o.part_id WHERE o.id IN ({marks})
"""


async def _old(ids: Sequence[int]) -> Mapping[int, OldSeen]:
    found = {}
    for r in await fetch(_OLD.format(marks=marks(ids)), *ids):
        until = r["supplier_until"]
        lapses = date.fromisoformat(until[:10]) if isinstance(until, str) else until
        found[r["id"]] = OldSeen(
            r["state"],
            r["supplier"],
            lapses,
            r["km"],
            r["supplier_km"],
            r["part_no"],
            r["report_id"],
            r["part_id"],
            r["claim"] or "",
        )
    return found


async def _served(ids: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """Order -> its old parts."""
    rows = await OldPart.filter(order_id__in=ids, state__in=("removed", "packed", "brought_back")).values(
        "id", "order_id"
    )
    return {i: [r["id"] for r in rows if r["order_id"] == i] for i in ids}


def _of_claim(view: View) -> int | None:
    found: int | None = view.data.get("old_part") if view.subject is None else view.subject.old_part_id
    return found


def _own(view: View) -> int | None:
    return None if view.subject is None else int(view.subject.id)


PART = Facts("vehicle_warranty.part_seen", _parts, given("part"))
GROUNDS = Facts("vehicle_warranty.grounds", _grounds, _own)
OLD = Facts("vehicle_warranty.old_seen", _old, _own)
OLD_OF = Facts("vehicle_warranty.old_of", _old, _of_claim)
OLD_NAMED = Facts("vehicle_warranty.old_named", _old, given("old_part"))
FREIGHT_SIGNED = signed(n.FREIGHT)
FACTS = (PART, GROUNDS, OLD, OLD_OF, OLD_NAMED, FREIGHT_SIGNED)
parts_of_orders = _served
