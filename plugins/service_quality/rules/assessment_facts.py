"""What assessing must know, loaded in bulk: items, scores given, counts of a period, people and rules (ES-2.4 to ES-3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from core.api import Facts, User, View, fetch, midnight
from plugins.service_quality.models import ProgrammeItem, RewardRule, Score, StaffFile

ITEMS, GIVEN, COUNTS = "service_quality.items", "service_quality.given", "service_quality.counts"
PERSON, STAFF, RULE = "service_quality.employee", "service_quality.of_staff", "service_quality.reward_rule"
_DAY = timedelta(days=1)


class Item(NamedTuple):
    name: str
    aspect: str
    measured: bool
    target: str
    scale: int
    weight: int


@dataclass(frozen=True)
class Given:
    """A score: `points` of `scale`, None before they are given; `weight` in 1/100 %."""

    number: str
    weight: int
    scale: int
    points: int | None


@dataclass(frozen=True)
class Employee:
    """`filed`: has an active staff file."""

    department_id: int | None
    filed: bool


@dataclass(frozen=True)
class Counts:
    """A programme as a report meets it, with what happened in its department within the period of the report."""

    department_id: int | None
    form: str
    state: str
    from_on: date
    to_on: date
    forms: int
    forms_in_time: int
    complaints: int
    feedback: int


async def _items(keys: Sequence[int]) -> Mapping[int, tuple[Item, ...]]:
    found: dict[int, tuple[Item, ...]] = dict.fromkeys(keys, ())
    for row in await ProgrammeItem.filter(programme_id__in=keys).order_by("id").values("programme_id", *Item._fields):
        key = row.pop("programme_id")
        found[key] = (*found[key], Item(**row))
    return found


async def _given(keys: Sequence[int]) -> Mapping[int, tuple[Given, ...]]:
    found: dict[int, tuple[Given, ...]] = dict.fromkeys(keys, ())
    names = ("assessment_id", "number", "weight", "scale", "points")
    for row in await Score.filter(assessment_id__in=keys).order_by("id").values(*names):
        key = row.pop("assessment_id")
        found[key] = (*found[key], Given(**row))
    return found


# a department answers for those below it too
_BELOW = """IN (SELECT x.id FROM core_department x JOIN core_department top ON top.id = p.department_id WHERE x.path LIKE top.path || '%')"""
_COUNTED = f"""
SELECT CAST(? AS TEXT) AS asked, p.department_id, p.form, p.state, p.from_on, p.to_on,
  (SELECT COUNT(*) FROM service_quality_request r WHERE r.department_id {_BELOW} AND r.closed_at >= ? AND r.closed_at < ?) AS forms,
  (SELECT COUNT(*) FROM service_quality_request r WHERE r.department_id {_BELOW} AND r.closed_at >= ? AND r.closed_at < ?
    AND NOT EXISTS (SELECT 1 FROM core_duty d WHERE d.subject_type = 'service_quality.request' AND d.subject_id = r.id
      AND (d.cancelled_at IS NULL OR d.cancelled_at >= d.late_from) AND (d.stop_at IS NULL OR d.stop_at >= d.late_from))) AS in_time,
  (SELECT COUNT(*) FROM service_quality_complaint c
    WHERE c.department_id {_BELOW} AND c.complained_at >= ? AND c.complained_at < ?) AS complaints,
  (SELECT COUNT(*) FROM service_quality_feedback f
    WHERE f.department_id {_BELOW} AND f.noted_at >= ? AND f.noted_at < ?) AS feedback
FROM service_quality_programme p WHERE p.id = ?
"""


async def _counts(keys: Sequence[str]) -> Mapping[str, Counts]:
    """A key is "programme/first day/last day"; one statement for all of them."""
    asked, params = [], []
    for key in keys:
        programme, first, last = key.split("/")
        span = [midnight(date.fromisoformat(first)), midnight(date.fromisoformat(last) + _DAY)]
        asked.append(_COUNTED)
        params += [key, *span * 4, int(programme)]
    return {row["asked"]: _of(row) for row in await fetch(" UNION ALL ".join(asked), *params)}


def _of(row: Mapping[str, Any]) -> Counts:
    return Counts(
        row["department_id"],
        row["form"],
        row["state"],
        date.fromisoformat(str(row["from_on"])),
        date.fromisoformat(str(row["to_on"])),
        row["forms"],
        row["in_time"],
        row["complaints"],
        row["feedback"],
    )


async def _employees(keys: Sequence[int]) -> Mapping[int, Employee]:
    filed = set(await StaffFile.filter(user_id__in=keys, state="active").values_list("user_id", flat=True))
    rows = await User.filter(id__in=keys, state="active").values("id", "department_id")
    return {r["id"]: Employee(r["department_id"], r["id"] in filed) for r in rows}


async def _of_staff(keys: Sequence[int]) -> Mapping[int, int]:
    """The person of an active staff file."""
    return dict(await StaffFile.filter(id__in=keys, state="active").values_list("id", "user_id"))


async def _rules(keys: Sequence[int]) -> Mapping[int, str]:
    """The kind of each rule in force."""
    return dict(await RewardRule.filter(id__in=keys, state="active").values_list("id", "kind"))


def _period(v: View) -> str | None:
    d = v.data
    return f"{d.programme}/{d.from_on}/{d.to_on}" if d.programme and d.from_on and d.to_on else None


FACTS = (
    Facts(ITEMS, _items),
    Facts(GIVEN, _given),
    Facts(COUNTS, _counts, key=_period),
    Facts(PERSON, _employees, key=lambda v: v.data.user or v.data.person),
    Facts(STAFF, _of_staff, key=lambda v: v.subject.staff_id if v.subject else v.data.staff),
    Facts(RULE, _rules, key=lambda v: v.data.rule),
)

__all__ = ["COUNTS", "FACTS", "GIVEN", "ITEMS", "PERSON", "RULE", "STAFF", "Counts", "Employee", "Given", "Item"]
