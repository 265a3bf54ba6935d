"""KPIs as exact fractions: one statement per side, whatever the number of periods and departments, under the reader's scope."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from core import clock
from core.db import sql
from core.declare.kpis import AnyMeasure, Kpi
from core.host.host import host
from core.models.access import Actor
from core.rules.measures import Side, side, subjects_of
from core.rules.periods import Period
from core.rules.spans import midnight

Verdict = Literal["met", "missed", "no_target", "no_data"]
_HUNDRED = 100
_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Value:
    """Numerator and denominator as counted; `fraction` is None where there is nothing to divide by."""

    part: int
    whole: int

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True)
class Counted:
    """A KPI read over several periods: totals and, for each, the values by department id (None: rows of no department)."""

    total: Mapping[Period, Value]
    departments: Mapping[Period, Mapping[int | None, Value]] = field(default_factory=dict)


def rounded(value: Fraction, places: int = 2) -> int:
    """`value` in units of the last place, halves away from zero: Fraction(20, 21) * 100 -> 9524."""
    scaled = abs(value) * 10**places
    whole: int = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return whole if value >= 0 else -whole


def target_of(kpi: Kpi, period: Period) -> Fraction | None:
    """The target in force at the period's end, now if it is not over; a share's is a number of percent."""
    return as_target(kpi, target_policy(kpi, period).get(kpi.target or ""))


def target_policy(kpi: Kpi, period: Period) -> dict[str, Any]:
    """{policy key: value in force at the period's end, now if it is not over}; empty without a target."""
    return {kpi.target: host().policy(kpi.target, min(clock.now(), period.end - _MOMENT))} if kpi.target else {}


def as_target(kpi: Kpi, number: Any) -> Fraction | None:
    """A policy's value as a target; where more is better, 0 means that none is set."""
    if number is None or (number == 0 and kpi.better == "high"):
        return None
    return Fraction(str(number)) / (_HUNDRED if kpi.unit == "share" else 1)


def verdict(kpi: Kpi, value: Value, target: Fraction | None) -> Verdict:
    """Compared exactly, never as shown; without a denominator neither met nor missed."""
    if value.fraction is None:
        return "no_data"
    if target is None:
        return "no_target"
    reached = value.fraction >= target if kpi.better == "high" else value.fraction <= target
    return "met" if reached else "missed"


def readable(kpi: Kpi, actor: Actor) -> bool:
    """Whether the actor may read every subject the figure is made of."""
    return all(actor.may(f"{name}.read") for name in subjects_of(kpi.measures))


def sees_all(kpi: Kpi, actor: Actor) -> bool:
    """Whether nothing of what the figure is made of lies outside the actor's data scope."""
    return actor.is_system or all(
        any(granted.scope == "all" for granted in actor.scopes(f"{name}.read")) for name in subjects_of(kpi.measures)
    )


async def read(kpi: Kpi, actor: Actor, periods: Sequence[Period]) -> Counted:
    """The figure in each of the periods; they may overlap. One statement."""
    return (await read_many([kpi], actor, periods))[0]


async def read_many(kpis: Sequence[Kpi], actor: Actor, periods: Sequence[Period]) -> list[Counted]:
    """The same for many, in their order: one statement, however many they are."""
    bounds = _bounds(periods)
    tallies = iter(await _tallies([measure for kpi in kpis for measure in kpi.measures], actor, bounds))
    return [_counted(next(tallies), next(tallies) if kpi.whole else None, bounds, periods) for kpi in kpis]


def _counted(part: _Tally, whole: _Tally | None, bounds: Sequence[date], periods: Sequence[Period]) -> Counted:
    total, departments = {}, {}
    for period in dict.fromkeys(periods):
        inside = range(bisect_right(bounds, period.first) - 1, bisect_right(bounds, period.last + _DAY) - 1)
        found = {
            name: _value(part, whole, inside, name) for name in sorted(_names(part, whole, inside), key=_last_none)
        }
        departments[period] = found
        total[period] = _sum(found.values(), counting=whole is None)
    return Counted(total, departments)


_Tally = Mapping[tuple[int, int | None], int]


def _names(part: _Tally, whole: _Tally | None, inside: range) -> set[int | None]:
    return {name for bucket, name in (*part, *(whole or ())) if bucket in inside}


def _last_none(name: int | None) -> tuple[bool, int]:
    return name is None, name or 0


def _value(part: _Tally, whole: _Tally | None, inside: range, name: int | None) -> Value:
    of = 1 if whole is None else sum(whole.get((bucket, name), 0) for bucket in inside)
    return Value(sum(part.get((bucket, name), 0) for bucket in inside), of)


def _sum(values: Iterable[Value], *, counting: bool) -> Value:
    found = list(values)
    return Value(sum(v.part for v in found), 1 if counting else sum(v.whole for v in found))


def _bounds(periods: Sequence[Period]) -> list[date]:
    """The days at which some period begins or another could: between two of them lies a bucket."""
    return sorted({p.first for p in periods} | {p.last + _DAY for p in periods})


async def _tallies(measures: Sequence[AnyMeasure], actor: Actor, bounds: Sequence[date]) -> list[_Tally]:
    """(bucket, department id) -> count or sum, for each measure in its order."""
    texts: list[str] = []
    params: list[Any] = []
    for no, measure in enumerate(measures):
        counted = side(measure, actor, midnight(bounds[0]), midnight(bounds[-1]))
        limits = _limits(counted, bounds)
        cases = " ".join(f"WHEN at {'<=' if counted.ends_inside else '<'} ? THEN {n}" for n in range(len(limits)))
        texts.append(
            f"SELECT {no} AS measure, CASE {cases} END AS bucket, department_id, SUM(value) AS total "
            f"FROM ({counted.text}) AS side{no} GROUP BY 2, 3"
        )
        params += [*limits, *counted.params]
    found: list[dict[tuple[int, int | None], int]] = [{} for _measure in measures]
    for row in await sql.fetch(" UNION ALL ".join(texts), *params) if texts else ():
        found[row["measure"]][row["bucket"], row["department_id"]] = int(row["total"])
    return list(found)


def _limits(counted: Side, bounds: Sequence[date]) -> list[Any]:
    """The upper bound of each bucket, as the column `at` is compared with it."""
    return list(bounds[1:]) if counted.dated else [midnight(day) for day in bounds[1:]]
