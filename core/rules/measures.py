"""One side of a KPI as a statement: which rows it counts under a reader's scope, and what each is worth.

Every side has the columns id, subject_type, number, ticket_id, department_id, at (by which it falls into a period), shown (the instant or
day a reader sees) and value. Texts carry `?` on both databases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.fields import DateField
from tortoise.queryset import QuerySet

from core import clock
from core.declare.kpis import AnyMeasure, DutyMeasure, Measure
from core.host.host import host
from core.host.settings import Interval
from core.models import Duty
from core.models.access import Actor, scope
from core.rules.spans import day_of

_NUMBERED = re.compile(r"\$\d+")


@dataclass(frozen=True)
class Side:
    """`dated`: `at` is a day, not an instant. `ends_inside`: `at` is a first late instant, which belongs to the period it ends."""

    text: str
    params: tuple[Any, ...]
    dated: bool = False
    ends_inside: bool = False


def subjects_of(measures: Sequence[AnyMeasure]) -> set[str]:
    """The subjects whose rows the measures count."""
    found: set[str] = set()
    for measure in measures:
        found |= {measure.on} if isinstance(measure, Measure) else {code.partition(":")[0] for code in measure.codes}
    return found


def side(measure: AnyMeasure, actor: Actor, start: datetime, end: datetime) -> Side:
    """The rows of `measure` in [start, end) that `actor` may read."""
    if isinstance(measure, DutyMeasure):
        return _duties(measure, actor, start, end)
    return _subjects(measure, actor, start, end)


def _subjects(measure: Measure, actor: Actor, start: datetime, end: datetime) -> Side:
    model = host().registry.subjects[measure.on].model
    dated = _is_dated(model, measure.at)
    low, high = (day_of(start), day_of(end)) if dated else (start, end)
    where = Q(**measure.where) if isinstance(measure.where, Mapping) else measure.where
    rows = model.filter(where, scope(f"{measure.on}.read", actor))
    rows = rows.filter(**{f"{measure.at}__gte": low, f"{measure.at}__lt": high})
    inner, params = _text(rows, at=measure.at, **({"value": measure.value} if measure.value else {}))
    kept, kept_params = _all_kept(measure.on) if measure.in_time else ("", ())
    value = "COALESCE(value, 0)" if measure.value else "1"
    text = (
        f"SELECT id, '{measure.on}' AS subject_type, number, ticket_id, department_id, at, at AS shown, {value} AS value "
        f"FROM ({inner}) AS counted{kept}"
    )
    return Side(text, (*params, *kept_params), dated=dated)


def _is_dated(model: type[Any], column: str) -> bool:
    return isinstance(model._meta.fields_map[column], DateField)


def _all_kept(subject: str) -> tuple[str, tuple[Any, ...]]:
    """A condition: no duty its own plugin owes on the row, and that fell due while that was on, was left unkept."""
    plugin = subject.partition(".")[0]
    spans, params = [], []
    for span in host().intervals(plugin):
        spans.append("d.late_from > ?" + (" AND d.late_from <= ?" if span.until else ""))
        params += [span.since, *([span.until] if span.until else [])]
    on = f" AND ({' OR '.join(spans)})" if spans else ""
    return (
        f" WHERE NOT EXISTS (SELECT 1 FROM core_duty d WHERE d.subject_type = '{subject}' AND d.subject_id = counted.id "
        f"AND d.plugin = '{plugin}' "
        "AND (d.cancelled_at IS NULL OR d.cancelled_at >= d.late_from) "
        f"AND (d.stop_at IS NULL OR d.stop_at >= d.late_from){on})",
        tuple(params),
    )


def _duties(measure: DutyMeasure, actor: Actor, start: datetime, end: datetime) -> Side:
    """A day clock due at 24:00 of the period's last day belongs to it: the first late instant is compared, `end` included."""
    wanted = Q(*[_wanted(measure, name, actor) for name in sorted(subjects_of([measure]))], join_type="OR")
    # the due instant lies at most a moment before: with it the index on (code, due_at) finds the rows
    rows = Duty.filter(wanted, due_at__gte=start, due_at__lte=end, late_from__gt=start, late_from__lte=end)
    columns = {
        "at": "late_from",
        "shown": "due_at",
        "kind": "subject_type",
        "stopped": "stop_at",
        "ended": "cancelled_at",
    }
    inner, params = _text(rows, **columns)
    known, more = (_KEPT, ()) if measure.met else (_KNOWN, (clock.now(),))
    text = (
        "SELECT id, kind AS subject_type, number, ticket_id, department_id, at, shown, 1 AS value "
        f"FROM ({inner}) AS counted WHERE (ended IS NULL OR ended >= at) AND {known}"
    )
    return Side(text, (*params, *more), ends_inside=True)


_KEPT = "stopped < at AND ended IS NULL"
_KNOWN = "(stopped IS NOT NULL OR ended IS NOT NULL OR at <= ?)"


def _wanted(measure: DutyMeasure, subject: str, actor: Actor) -> Q:
    """The measure's duties on one subject within the reader's scope, due while the plugin that owes them was on."""
    owed = [_owed(code) for code in sorted(measure.codes) if code.partition(":")[0] == subject]
    return Q(subject_type=subject) & scope(f"{subject}.read", actor) & Q(*owed, join_type="OR")


def _owed(code: str) -> Q:
    """Duties of one deadline; the core is never off."""
    spans = [_inside(span) for span in host().intervals(host().registry.deadlines[code].plugin)]
    on = Q(*spans, join_type="OR") if spans else Q()
    return Q(code=code.partition(":")[2]) & on


def _inside(span: Interval) -> Q:
    return Q(late_from__gt=span.since, late_from__lte=span.until) if span.until else Q(late_from__gt=span.since)


def _text(rows: QuerySet[Any], **columns: str) -> tuple[str, list[Any]]:
    """The statement and its values, with the id, number, ticket and department of each row beside `columns` (alias=field)."""
    made = rows.values("id", "number", "ticket_id", "department_id", **columns)
    made.sql()
    text, params = made.query.get_parameterized_sql()
    return _NUMBERED.sub("?", text), list(params)
