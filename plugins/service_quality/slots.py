"""What the plugin shows on the core's pages: a customer's latest request forms, a product's latest enquiries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Actor, Slot, scope
from plugins.service_quality import names as n
from plugins.service_quality.models import Enquiry, Request
from plugins.service_quality.subjects import STATES

_SHOWN = 5


async def _recent(actor: Actor, customer: Any) -> Mapping[str, Any] | None:
    """One statement, within the reader's scope."""
    requests = Request.filter(scope(f"{n.REQUEST}.read", actor), customer_id=customer.id).order_by("-id").limit(_SHOWN)
    rows = await requests.values("number", "fault", "state", "reported_at", "free", "asset__name")
    return {"rows": [{**row, "stage": STATES[row["state"]]} for row in rows]} if rows else None


async def _enquiries(actor: Actor, asset: Any) -> Mapping[str, Any] | None:
    """One statement; nothing for a reader who neither sees one nor may record one."""
    found = Enquiry.filter(scope(f"{n.ENQUIRY}.read", actor), asset_id=asset.id).order_by("-id").limit(_SHOWN)
    rows = await found.values("number", "usage", "satisfaction", "asked_at")
    shown = [{**row, "satisfaction": n.SATISFACTION.get(row["satisfaction"], "")} for row in rows]
    new = f"/s/service_quality/enquiry/new/record?asset={asset.number}" if actor.may(n.ENQUIRE) else ""
    return {"rows": shown, "new": new} if shown or new else None


SLOTS = (
    Slot(
        "core.asset.detail",
        "enquiries",
        N_("Customer enquiries"),
        "service_quality/slot_enquiries.html",
        _enquiries,
        roles=n.READERS,
    ),
    Slot(
        "core.customer.detail",
        "recent_requests",
        N_("Recent request forms"),
        "service_quality/slot_requests.html",
        _recent,
        roles=n.READERS,
    ),
)
