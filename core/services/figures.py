"""Figures of closed periods, kept once: what a month's figure was stays known, whatever is corrected or reset later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from core import clock, db
from core.db import guard, sql
from core.db.fields import dump
from core.declare.kpis import Kpi
from core.host.host import Host
from core.models import Figure
from core.models.access import SYSTEM
from core.rules import kpi as kpis
from core.rules.periods import KINDS, Period, closed
from core.rules.spans import day_of

SCOPE = "all"
_INSERT = (
    "INSERT INTO core_figure (kpi, scope, first_day, last_day, numerator, denominator, policies, taken_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kpi, scope, first_day, last_day) DO NOTHING"
)


async def take_figures(house: Host, now: datetime | None = None) -> int:
    """Keep the figure of every closed month, quarter and year that has none yet; how many were missing.

    Idempotent, and whatever downtime left out is caught up with. Two statements for each KPI that misses some.
    """
    at = now or clock.now()
    rows = await Figure.filter(scope=SCOPE).values_list("kpi", "first_day", "last_day")
    known = {(name, first, last) for name, first, last in rows}
    taken = 0
    for kpi in house.registry.kpis.values():
        missing = [p for p in _closed(house, kpi, day_of(at)) if (kpi.name, p.first, p.last) not in known]
        if missing:
            taken += await _keep(kpi, missing, at)
    return taken


def _closed(house: Host, kpi: Kpi, today: date) -> Iterable[Period]:
    """The periods over by `today`, since the plugin was first switched on; the core's own since the last month."""
    spans = house.intervals(kpi.plugin)
    since = min((day_of(span.since) for span in spans), default=date(today.year, today.month, 1))
    return [period for kind in KINDS for period in closed(kind, since, today)]


async def _keep(kpi: Kpi, periods: list[Period], at: datetime) -> int:
    counted = await kpis.read(kpi, SYSTEM, periods)
    rows = [
        (kpi.name, SCOPE, p.first, p.last, value.part, value.whole, dump(kpis.target_policy(kpi, p)), at)
        for p, value in counted.total.items()
    ]
    async with db.transaction():
        with guard.allowed():
            await sql.many(_INSERT, rows)
    return len(rows)
