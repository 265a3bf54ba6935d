"""I5: a duty has one start and at most one end, and falls due when its own values say; subjects know their first late instant."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from core.acts.findings import Finding, batches
from core.db import sql
from core.declare import Subject
from core.host.host import Host
from core.models import Duty, Journal
from core.rules.spans import TICK, Due, after_span, day_of, end_of

Row = Mapping[str, Any]
_SPANS = ("min", "h", "d", "mo")
_TWICE = (
    "SELECT subject_type, number, code, COUNT(*) AS n FROM core_duty WHERE running = 1 AND window_no IS NULL "
    "GROUP BY subject_type, subject_id, number, code, start_at HAVING COUNT(*) > 1"
)


async def duties(house: Host) -> AsyncIterator[Finding]:
    """In batches, with one statement for the acts that began a batch; then one statement per kind of subject."""
    async for rows in batches(Duty):
        begun = await _begun(rows)
        for row in rows:
            for said in (*_ends(row), *_instants(row), *_start(row, begun)):
                yield Finding(f"{row['subject_type']} {row['number']} {row['code']}", said)
    for row in await sql.fetch(_TWICE):
        yield Finding(
            f"{row['subject_type']} {row['number']} {row['code']}", f"it runs {row['n']} times from one start"
        )
    for subject in house.registry.subjects.values():
        async for finding in _next_late(subject):
            yield finding


def _ends(row: Row) -> Iterator[str]:
    ended = [name for name in ("stop_at", "cancelled_at") if row[name] is not None]
    if len(ended) > 1:
        yield "it has two ends"
    if bool(row["running"]) == bool(ended):
        yield "it is said to run and has an end" if ended else "it is said to have ended and has no end"
    if row["lapsed_at"] is not None and row["lapsed_at"] < row["late_from"]:
        yield "it is noted as lapsed before it was late"


def _instants(row: Row) -> Iterator[str]:
    """The instants recomputed from the values read at the start; what a calendar moved keeps only its order."""
    due = _due(row)
    if due is not None and (due.due_at, due.late_from, due.warn_at) != (
        row["due_at"],
        row["late_from"],
        row["warn_at"],
    ):
        yield f"by its own rule it is due {due.due_at.isoformat()}, not {row['due_at'].isoformat()}"
    elif row["late_from"] - row["due_at"] not in (0 * TICK, TICK):
        yield "it is not late from the instant at which it is due"


def _due(row: Row) -> Due | None:
    told = row["computed"]
    if row["window_no"] is not None:
        return end_of(row["start_at"], row["window_to"])
    if row["calendar"]:
        return None
    if told.get("unit") in _SPANS and told.get("policy") in row["policies"]:
        return after_span(row["start_at"], row["policies"][told["policy"]], told["unit"])
    if "event_on" not in told or told.get("minus") not in row["policies"]:
        return None
    ahead = date.fromisoformat(told["event_on"]) - timedelta(days=int(row["policies"][told["minus"]]))
    return end_of(row["start_at"], max(ahead, day_of(row["start_at"])))


async def _begun(rows: Sequence[Row]) -> set[tuple[str, int, str]]:
    """(kind of subject, id, act) of the acts done to the subjects of these duties, as far as one is named as a start."""
    acts = sorted({row["computed"].get("start") for row in rows} - {None})
    ids = sorted({row["subject_id"] for row in rows})
    found = Journal.filter(act__in=acts, subject_id__in=ids, refused=False).distinct()
    return set(await found.values_list("subject_type", "subject_id", "act")) if acts else set()


def _start(row: Row, begun: set[tuple[str, int, str]]) -> Iterator[str]:
    """The act that started it was done; one on another subject leads here by a way of its own."""
    act = row["computed"].get("start")
    own = act and act.rpartition(".")[0] == row["subject_type"]
    if own and (row["subject_type"], row["subject_id"], act) not in begun:
        yield f"{act}, which started it, was never done"


async def _next_late(subject: Subject) -> AsyncIterator[Finding]:
    """A case's first late instant is that of its running duties; a ticket's is its case's."""
    table, params = f'"{subject.model._meta.db_table}"', [subject.name]
    text = (
        f"SELECT s.number FROM {table} s LEFT JOIN (SELECT subject_id, MIN(late_from) AS late FROM core_duty "
        "WHERE subject_type = ? AND running = 1 GROUP BY subject_id) d ON d.subject_id = s.id "
        "WHERE (s.next_late IS NULL) <> (d.late IS NULL) OR s.next_late <> d.late"
    )
    if subject.name == "core.ticket":
        text = text.replace("WHERE (", "WHERE s.case_id IS NULL AND ((") + ")"
    elif subject.ticket_kind:
        text += (
            f" UNION SELECT t.number FROM core_ticket t JOIN {table} c ON c.id = t.case_id WHERE t.case_subject = ? "
            "AND ((t.next_late IS NULL) <> (c.next_late IS NULL) OR t.next_late <> c.next_late)"
        )
        params.append(subject.name)
    for row in await sql.fetch(text, *params):
        yield Finding(f"{subject.name} {row['number']}", "its next late instant is not that of its running duties")
