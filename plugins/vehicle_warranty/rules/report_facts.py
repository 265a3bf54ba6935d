"""What of a service report, its order and its vehicle the parts need; one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.api import Facts
from plugins.vehicle_warranty.models.trips import ServiceReport
from plugins.vehicle_warranty.rules.stock_common import given


@dataclass(frozen=True)
class ReportSeen:
    order_id: int
    vehicle: str
    purchased_on: date | None
    km: int | None


async def _reports(ids: Sequence[int]) -> Mapping[int, ReportSeen]:
    rows = await ServiceReport.filter(id__in=ids).values(
        "id", "order_id", "order__vehicle", "order__purchased_on", "order__km"
    )
    return {
        r["id"]: ReportSeen(r["order_id"], r["order__vehicle"], r["order__purchased_on"], r["order__km"]) for r in rows
    }


REPORT_SEEN = Facts("vehicle_warranty.report_seen", _reports, given("report"))
