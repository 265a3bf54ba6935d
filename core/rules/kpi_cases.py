"""The cases behind a figure: the very rows it counts, under the same reader's scope, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from core.db import sql
from core.declare.kpis import Kpi
from core.models.access import Actor
from core.rules.measures import Side, side, subjects_of
from core.rules.periods import Period

Which = Literal["in", "out", "whole"]


@dataclass(frozen=True)
class Case:
    """One counted row: `value` of `of` went into the numerator. `at` is the instant or day by which it lies in the period, as read."""

    id: int
    subject_type: str
    number: str
    ticket_id: int | None
    department_id: int | None
    at: Any
    value: int
    of: int


@dataclass(frozen=True)
class Wanted:
    """Which cases: those in the numerator, those not wholly in it, or all; of one department or any; after or before a row's id."""

    which: Which = "in"
    department: int | None = None
    after: int | None = None
    before: int | None = None
    size: int = 50


def comparable(kpi: Kpi) -> bool:
    """Whether the part lies within the whole, so that "not in the part" means something: both count rows of the same subjects."""
    return kpi.unit == "share" and kpi.whole is not None and subjects_of([kpi.part]) == subjects_of([kpi.whole])


def choices(kpi: Kpi) -> tuple[Which, ...]:
    if kpi.whole is None:
        return ("in",)
    return ("in", "out", "whole") if comparable(kpi) else ("in", "whole")


async def cases(kpi: Kpi, actor: Actor, period: Period, wanted: Wanted) -> tuple[list[Case], bool]:
    """A page in order of time, and whether there are more in the direction read. One statement."""
    part = side(kpi.part, actor, period.start, period.end)
    whole = side(kpi.whole, actor, period.start, period.end) if kpi.whole else part
    back = wanted.before is not None and wanted.after is None
    params = [*part.params, *whole.params]
    conditions = []
    if wanted.department is not None:
        conditions.append("department_id = ?")
        params.append(wanted.department)
    anchor = wanted.before if back else wanted.after
    if anchor is not None:
        conditions.append(f"(at, id) {'<' if back else '>'} (SELECT at, id FROM shown WHERE id = ?)")
        params.append(anchor)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    way = "DESC" if back else "ASC"
    rows = await sql.fetch(
        f"WITH part AS ({part.text}), whole AS ({whole.text}), shown AS ({_shown(kpi, wanted.which)}) "
        f"SELECT * FROM shown{where} ORDER BY at {way}, id {way} LIMIT ?",
        *params,
        wanted.size + 1,
    )
    shown = whole if comparable(kpi) or wanted.which != "in" else part
    found = [_case(row, shown) for row in rows[: wanted.size]]
    return (found[::-1] if back else found), len(rows) > wanted.size


_COLUMNS = "id, subject_type, number, ticket_id, department_id, at, shown"


def _shown(kpi: Kpi, which: Which) -> str:
    """The rows asked for, each with what of it is in the numerator (value) and what could be (worth)."""
    if which == "in" and not comparable(kpi):
        return f"SELECT {_COLUMNS}, value, value AS worth FROM part"
    columns = ", ".join(f"whole.{name.strip()}" for name in _COLUMNS.split(","))
    value = "COALESCE(part.value, 0)" if comparable(kpi) else "whole.value"
    joined = f"SELECT {columns}, {value} AS value, whole.value AS worth FROM whole"
    if not comparable(kpi):
        return joined
    narrowed = {"in": " WHERE part.value > 0", "out": f" WHERE {value} <> whole.value", "whole": ""}
    return f"{joined} LEFT JOIN part ON part.id = whole.id{narrowed[which]}"


def _case(row: dict[str, Any], counted: Side) -> Case:
    at = sql.day(row["shown"]) if counted.dated else sql.instant(row["shown"])
    return Case(
        row["id"],
        row["subject_type"],
        row["number"],
        row["ticket_id"],
        row["department_id"],
        at,
        int(row["value"]),
        int(row["worth"]),
    )
