"""The fee of a form is the sum of the lines of its last charge (ES-4.2.8)."""

from __future__ import annotations

from core.api import Total
from plugins.service_quality import names as n
from plugins.service_quality.models import ChargeLine


def _of(column: str, **where: str) -> Total:
    return Total(n.REQUEST, ChargeLine, "request_id", "amount", column, same={"charge_no": "charge_no"}, where=where)


TOTALS = (_of("total"), _of("parts", kind="part"), _of("labour", kind="labour"))
