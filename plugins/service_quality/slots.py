"""What the plugin shows on the core's pages: a customer's latest request forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Actor, Slot, scope
from plugins.service_quality import names as n
from plugins.service_quality.models import Request
from plugins.service_quality.subjects import STATES

_SHOWN = 5


async def _recent(actor: Actor, customer: Any) -> Mapping[str, Any] | None:
    """One statement, within the reader's scope."""
    requests = Request.filter(scope(f"{n.REQUEST}.read", actor), customer_id=customer.id).order_by("-id").limit(_SHOWN)
    rows = await requests.values("number", "fault", "state", "reported_at", "free", "asset__name")
    return {"rows": [{**row, "stage": STATES[row["state"]]} for row in rows]} if rows else None


SLOTS = (
    Slot(
        "core.customer.detail",
        "recent_requests",
        N_("Recent request forms"),
        "service_quality/slot_requests.html",
        _recent,
        roles=n.READERS,
    ),
)
