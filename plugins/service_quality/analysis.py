"""What complaints add up to: causes ranked by how often they recur, and how long complaints lay with each department (ES-1.2.1, ES-1.2.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from tortoise.expressions import Subquery
from tortoise.functions import Count

from core.api import Actor, clock, gettext, host, reader, render, scope
from plugins.service_quality import names as n
from plugins.service_quality import policies
from plugins.service_quality.models import Complaint, Improvement, Stay


async def analysis(request: Request) -> Response:
    """Within what the reader may see; three statements beside the page's own."""
    actor, now = reader(request), clock.now()
    days = int(host().policy(policies.RECURRING_DAYS.key, now))
    since = now - timedelta(days=days)
    return await render(
        request,
        "service_quality/analysis.html",
        title=gettext("Analysis of complaints"),
        crumbs=[{"label": gettext("Complaints"), "href": "/s/service_quality/complaint"}],
        causes=await ranked(actor, since, int(host().policy(policies.RECURRING_COUNT.key, now))),
        units=await units(actor, since, now),
        days=days,
    )


async def ranked(actor: Actor, since: datetime, limit: int) -> list[dict[str, Any]]:
    """Causes, the most frequent first; `recurring` from `limit` complaints on; two statements."""
    mine = Complaint.filter(scope(f"{n.COMPLAINT}.read", actor), complained_at__gte=since, cause_id__isnull=False)
    rows = (
        await mine.annotate(times=Count("id"))
        .group_by("cause_id", "cause__number", "cause__name")
        .values("cause_id", "cause__number", "cause__name", "times")
    )
    open_ = Improvement.filter(cause_id__in=[r["cause_id"] for r in rows], state__in=["planned", "finished"])
    running = Counter(await open_.values_list("cause_id", flat=True))
    found = [
        {
            "number": r["cause__number"],
            "name": r["cause__name"],
            "times": r["times"],
            "recurring": r["times"] >= limit,
            "actions": running[r["cause_id"]],
        }
        for r in rows
    ]
    return sorted(found, key=lambda r: (-r["times"], r["name"]))


async def units(actor: Actor, since: datetime, now: datetime) -> list[dict[str, Any]]:
    """Departments by how long complaints lay with them, all in all; one statement."""
    inner = Complaint.filter(scope(f"{n.COMPLAINT}.read", actor), complained_at__gte=since)
    rows = await Stay.filter(complaint_id__in=Subquery(inner.values("id"))).values(
        "complaint_id", "department_id", "since", "until", "reason"
    )
    by_unit: dict[int | None, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_unit.setdefault(row["department_id"], []).append(row)
    found = [_unit(department, stays, now) for department, stays in by_unit.items()]
    return sorted(found, key=lambda r: -r["time"])


def _unit(department: int | None, stays: Sequence[Mapping[str, Any]], now: datetime) -> dict[str, Any]:
    """`received` counts what was passed on to the department by another or within it."""
    time = sum(((s["until"] or now) - s["since"] for s in stays), timedelta())
    complaints = {s["complaint_id"] for s in stays}
    return {
        "name": host().directory.department(department),
        "complaints": len(complaints),
        "received": sum(1 for s in stays if s["reason"]),
        "here": sum(1 for s in stays if s["until"] is None),
        "time": time,
        "mean": time / len(complaints),
    }
