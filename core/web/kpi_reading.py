"""KPIs as a reader sees them: what was kept for closed periods where he may see all of it, what counts now everywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from core import i18n
from core.declare import Kpi
from core.host.host import host
from core.i18n import _
from core.models import Figure
from core.models.access import Actor
from core.rules.kpi import (
    Counted,
    Value,
    Verdict,
    as_target,
    read_many,
    readable,
    rounded,
    sees_all,
    target_of,
    verdict,
)
from core.rules.periods import Period, months_until
from core.services.figures import SCOPE
from core.web.page_parts import grouped

MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """One KPI in one period: the value that counts, its target, and, where it is a kept one, what would be counted now."""

    value: Value
    target: Fraction | None
    verdict: Verdict
    taken_at: datetime | None = None
    live: Value | None = None

    @property
    def source(self) -> str:
        return "snapshot" if self.taken_at else "live"

    @property
    def moved(self) -> bool:
        """Whether today's count differs from the one kept."""
        return self.live is not None and self.live != self.value


@dataclass(frozen=True)
class Read:
    """A KPI over a period, over the twelve months that end with it, and by department."""

    kpi: Kpi
    period: Period
    standing: Standing
    months: Mapping[Period, Standing]
    departments: Mapping[int | None, Standing]


def visible(actor: Actor) -> list[Kpi]:
    return [kpi for kpi in host().registry.kpis.values() if readable(kpi, actor)]


async def read_all(kpis: Sequence[Kpi], actor: Actor, period: Period) -> list[Read]:
    """A statement for what was kept, and one for what is counted now."""
    months = months_until(period.last, MONTHS)
    kept = await _kept([k.name for k in kpis if sees_all(k, actor)], [*months, period])
    counted = await read_many(kpis, actor, [*months, period])
    return [_read(kpi, of, period, months, kept) for kpi, of in zip(kpis, counted, strict=True)]


_Kept = Mapping[tuple[str, Any, Any], Figure]


async def _kept(names: Sequence[str], periods: Sequence[Period]) -> _Kept:
    if not names:
        return {}
    days = {"first_day__gte": min(p.first for p in periods), "last_day__lte": max(p.last for p in periods)}
    rows = await Figure.filter(scope=SCOPE, kpi__in=list(names), **days)
    return {(row.kpi, row.first_day, row.last_day): row for row in rows}


def _read(kpi: Kpi, counted: Counted, period: Period, months: Sequence[Period], kept: _Kept) -> Read:
    def standing(of: Period) -> Standing:
        row, live = kept.get((kpi.name, of.first, of.last)), counted.total[of]
        if row is None:
            return _standing(kpi, live, target_of(kpi, of))
        return _standing(
            kpi,
            Value(row.numerator, row.denominator),
            as_target(kpi, row.policies.get(kpi.target)),
            row.taken_at,
            live,
        )

    whole = standing(period)
    departments = {name: _standing(kpi, v, whole.target) for name, v in counted.departments[period].items()}
    return Read(kpi, period, whole, {month: standing(month) for month in months}, departments)


def _standing(
    kpi: Kpi, value: Value, target: Fraction | None, taken_at: datetime | None = None, live: Value | None = None
) -> Standing:
    return Standing(value, target, verdict(kpi, value, target), taken_at, live)


def figure_text(kpi: Kpi, value: Fraction | None) -> str:
    """Two decimals, a share in percent; a whole count without decimals."""
    if value is None:
        return _("No data")
    if kpi.unit == "share":
        return i18n.share(rounded(value * 100))
    return i18n.yuan(rounded(value)) if kpi.unit == "mean" or value.denominator != 1 else f"{value.numerator:,}"


def parts_text(kpi: Kpi, value: Value) -> str:
    """Numerator and denominator; nothing for a mere count."""
    return "" if kpi.whole is None else f"{value.part:,} / {value.whole:,}"


def target_text(kpi: Kpi, target: Fraction | None) -> str:
    if target is None:
        return _("No target set")
    sign = "≥" if kpi.better == "high" else "≤"
    shown = target * 100 if kpi.unit == "share" else target
    number = f"{shown.numerator:,}" if shown.denominator == 1 else i18n.yuan(rounded(shown))
    return _("Target %(sign)s %(number)s", sign=sign, number=f"{number} %" if kpi.unit == "share" else number)


def verdict_text(standing: Standing) -> str:
    words = {"met": _("Target reached"), "missed": _("Target not reached"), "no_data": _("No data"), "no_target": ""}
    return words[standing.verdict]


def by_plugin(read: Sequence[Read]) -> list[dict[str, Any]]:
    """The figures under their plugins, those of one heading side by side."""
    groups = grouped(read, lambda each: each.kpi.plugin)
    return [
        {
            "name": name,
            "label": _(host().registry.plugins[name].manifest.label),
            "enabled": host().is_on(name),
            "read": sorted(found, key=lambda each: [r.kpi.heading for r in found].index(each.kpi.heading)),
        }
        for name, found in groups.items()
    ]


def standing_json(kpi: Kpi, standing: Standing) -> dict[str, Any]:
    """Exact numbers; `figure` and `target` as two decimals in text, a share's in percent, None where there is none."""
    return {
        "numerator": standing.value.part,
        "denominator": standing.value.whole,
        "figure": _decimal(kpi, standing.value.fraction),
        "target": _decimal(kpi, standing.target),
        "verdict": standing.verdict,
        "source": standing.source,
        "taken_at": standing.taken_at,
    }


def _decimal(kpi: Kpi, value: Fraction | None) -> str | None:
    if value is None:
        return None
    return i18n.yuan(rounded(value * 100 if kpi.unit == "share" else value)).replace(",", "")
