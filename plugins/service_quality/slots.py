"""What the plugin shows on the core's pages: latest request forms and enquiries, complaints about a ticket, causes that recur."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.api import N_, Actor, Customer, Slot, clock, host, scope
from plugins.service_quality import names as n
from plugins.service_quality import policies
from plugins.service_quality.analysis import ranked
from plugins.service_quality.models import Complaint, Enquiry, Request
from plugins.service_quality.subjects import COMPLAINT, STATES

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


async def _complaints(actor: Actor, ticket: Any) -> Mapping[str, Any] | None:
    """Complaints about this ticket and the button that records one; two statements, none on the ticket of a complaint."""
    if ticket.kind == COMPLAINT.name.rpartition(".")[2]:
        return None
    about = Complaint.filter(scope(f"{n.COMPLAINT}.read", actor), about_id=ticket.id).order_by("-id").limit(_SHOWN)
    rows = [
        {**row, "stage": COMPLAINT.states[row["state"]]}
        for row in await about.values("number", "object", "state", "complained_at")
    ]
    new = ""
    if actor.may(n.COMPLAIN):
        customer = await Customer.get(id=ticket.customer_id).only("number")
        new = f"/s/service_quality/complaint/new/record?customer={customer.number}&about={ticket.number}"
    return {"rows": rows, "new": new} if rows or new else None


async def _causes(actor: Actor, _row: Any) -> Mapping[str, Any] | None:
    """The causes that recur, and the way to the whole analysis; two statements."""
    now = clock.now()
    since = now - timedelta(days=int(host().policy(policies.RECURRING_DAYS.key, now)))
    causes = await ranked(actor, since, int(host().policy(policies.RECURRING_COUNT.key, now)))
    return {"causes": causes[:_SHOWN]} if causes else None


SLOTS = (
    Slot(
        "core.workbench",
        "causes",
        N_("Causes by frequency"),
        "service_quality/slot_causes.html",
        _causes,
        roles=n.LEARNERS,
    ),
    Slot(
        "core.ticket.detail",
        "complaints",
        N_("Complaints about it"),
        "service_quality/slot_complaints.html",
        _complaints,
        roles=n.COMPLAINT_READERS,
    ),
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
