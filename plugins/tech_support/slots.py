"""What of this plugin shows on the core's pages: a customer's open questions, and how the office of a region is reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Actor, Slot, clock, host, scope
from plugins.tech_support import policies
from plugins.tech_support.models import Office, Question, System, SystemEnquiry
from plugins.tech_support.names import ENQUIRY, SYSTEM
from plugins.tech_support.roles import READERS
from plugins.tech_support.subjects import OFFICE, QUESTION

_MOST = 10
_LATEST = 5
_OPEN = ("asked", "answered", "remote", "on_site")


async def _customer(actor: Actor, row: Any) -> Mapping[str, Any] | None:
    found = Question.filter(scope(f"{QUESTION}.read", actor), customer_id=row.id, state__in=_OPEN)
    rows = (
        await found.order_by("next_late", "-id")
        .limit(_MOST)
        .values("number", "title", "state", "asked_at", "next_late")
    )
    states = host().registry.subjects[QUESTION].states
    now = clock.now()
    return (
        {
            "questions": [
                {**r, "stage": states[r["state"]], "late": r["next_late"] is not None and r["next_late"] <= now}
                for r in rows
            ]
        }
        if rows
        else None
    )


async def _reach(actor: Actor, row: Any) -> Mapping[str, Any] | None:
    """TS-5.1b: hours are a value of the regulation, numbers are the company's own. On a ticket only the office of its region."""
    found = Office.filter(scope(f"{OFFICE}.read", actor), state="open")
    if getattr(row, "region", ""):
        found = found.filter(region=row.region)
    offices = await found.order_by("region").limit(_MOST).values("region", "hotline", "mobile")
    return {"hours": host().policy(policies.HOTLINE, clock.now()), "offices": offices} if offices else None


async def _systems(actor: Actor, row: Any) -> Mapping[str, Any] | None:
    """TS-3.0, the user's file: his systems, each with its warranty, and what he said last. Two statements, within the reader's scope."""
    own = System.filter(scope(f"{SYSTEM}.read", actor), customer_id=row.id, state="active").order_by("-id").limit(_MOST)
    systems = await own.values("number", "serial", "product", "product_version", "warranty_to", "last_asked_at")
    said = SystemEnquiry.filter(scope(f"{ENQUIRY}.read", actor), customer_id=row.id).order_by("-id").limit(_LATEST)
    enquiries = await said.values("number", "asked_at", "content")
    return {"systems": systems, "enquiries": enquiries} if systems or enquiries else None


DECLARED = (
    Slot("core.customer.detail", "systems", N_("Sold systems"), "tech_support/systems.html", _systems, READERS),
    Slot(
        "core.customer.detail",
        "questions",
        N_("Open technical questions"),
        "tech_support/questions.html",
        _customer,
        READERS,
    ),
    Slot("core.ticket.detail", "reach", N_("Hotline and offices"), "tech_support/reach.html", _reach, READERS),
    Slot("core.workbench", "reach_all", N_("Hotline and offices"), "tech_support/reach.html", _reach, READERS),
)
