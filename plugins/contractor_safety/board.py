"""The safety board: who is inside, what expires, what stands open, how much of it (CS-3.5.8). Ten statements, whatever there is.

Each figure counts the rows of its reader's scope and opens onto them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from tortoise.functions import Count

from core.api import Actor, clock, day_of, fetch, gettext, host, midnight, reader, render, scope
from plugins.contractor_safety import names as n
from plugins.contractor_safety import policies
from plugins.contractor_safety.models import Entry, EntryPermit, Injury, Inspection, StopWork, Violation
from plugins.contractor_safety.rules.fund_facts import BOOK

_SHOWN = 12
_OPEN = {"violation": ["found", "decided"], "stop_work": ["in_force"], "inspection": ["open"]}


async def board(request: Request) -> Response:
    actor, today = reader(request), day_of(clock.now())
    days = int(host().policy(policies.EXPIRING, clock.now()))
    return await render(
        request,
        "contractor_safety/board.html",
        title=gettext("Safety board"),
        crumbs=[{"label": gettext("Safety of external people")}, {"label": gettext("Safety board")}],
        year=today.year,
        days=days,
        inside=await _inside(actor),
        expiring=await _expiring(actor, today, today + timedelta(days=days)),
        breaches=await _breaches(actor),
        refused=await _refused(actor, today),
        violations=await _violations(actor, today),
        injuries=await _injuries(actor, today),
        fund=await fund(actor),
    )


def href(subject: str, **params: Any) -> str:
    return f"/s/{subject.replace('.', '/')}" + (f"?{urlencode(params)}" if params else "")


async def _inside(actor: Actor) -> dict[str, Any]:
    """Two statements: how many, by department, and those who have been there longest."""
    rows = Entry.filter(scope(f"{n.ENTRY}.read", actor), state="inside")
    units = await rows.annotate(count=Count("id")).group_by("department_id").values_list("department_id", "count")
    longest = (
        await rows.order_by("in_at", "id")
        .limit(_SHOWN)
        .values(
            "number",
            "shown",
            "area",
            "in_at",
            "department_id",
            name="permit__person__name",
            org="permit__person__org__name",
        )
    )
    return {
        "count": sum(count for _unit, count in units),
        "href": href(n.ENTRY, state="inside"),
        "units": [_unit(unit, count, href(n.ENTRY, state="inside", department_id=unit or "")) for unit, count in units],
        "rows": [{**r, "unit": host().directory.department(r["department_id"])} for r in longest],
    }


def _unit(unit: int | None, count: int, link: str) -> dict[str, Any]:
    return {"name": host().directory.department(unit) or gettext("No department"), "count": count, "href": link}


async def _expiring(actor: Actor, today: date, until: date) -> dict[str, Any]:
    """Permits whose last day is near; two statements."""
    rows = EntryPermit.filter(
        scope(f"{n.PERMIT}.read", actor), state="permitted", valid_to__gte=today, valid_to__lte=until
    )
    first = (
        await rows.order_by("valid_to", "id")
        .limit(_SHOWN)
        .values("number", "valid_to", "department_id", name="person__name", org="person__org__name")
    )
    return {
        "count": await rows.count() if len(first) == _SHOWN else len(first),
        "href": href(n.PERMIT, state="permitted", valid_to_from=today, valid_to_to=until),
        "rows": [{**r, "unit": host().directory.department(r["department_id"])} for r in first],
    }


async def _breaches(actor: Actor) -> list[dict[str, Any]]:
    """CS-3.5.8: everything that stands open; three statements."""
    found = []
    for subject, model, label in (
        (n.VIOLATION, Violation, gettext("Violations not yet executed")),
        (n.STOP_WORK, StopWork, gettext("Stops in force")),
        (n.INSPECTION, Inspection, gettext("Defects not yet remedied")),
    ):
        states = _OPEN[subject.rpartition(".")[2]]
        count = await model.filter(scope(f"{subject}.read", actor), state__in=states).count()
        found.append({"label": label, "count": count, "href": href(subject, view="open")})
    return found


def _year(today: date) -> dict[str, Any]:
    return {"from": midnight(date(today.year, 1, 1)), "first": date(today.year, 1, 1)}


async def _refused(actor: Actor, today: date) -> dict[str, Any]:
    """Refused entries of the year by reason; one statement."""
    year = _year(today)
    rows = Entry.filter(scope(f"{n.ENTRY}.read", actor), state="refused", at__gte=year["from"])
    counts = await rows.annotate(count=Count("id")).group_by("clause").values_list("clause", "count")
    listed = [
        {
            "name": gettext(n.REFUSED_BY.get(clause, clause)),
            "clause": clause,
            "count": count,
            "href": href(n.ENTRY, state="refused", clause=clause, at_from=year["first"]),
        }
        for clause, count in sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    ]
    return {"count": sum(row["count"] for row in listed), "rows": listed}


async def _violations(actor: Actor, today: date) -> dict[str, Any]:
    """By department and kind, this year; dismissed ones are none. One statement."""
    year = _year(today)
    rows = Violation.filter(scope(f"{n.VIOLATION}.read", actor), found_at__gte=year["from"], stands=True)
    counts = (
        await rows.annotate(count=Count("id"))
        .group_by("department_id", "kind")
        .values_list("department_id", "kind", "count")
    )
    return _cross(
        counts, n.VIOLATIONS, lambda **p: href(n.VIOLATION, stands="yes", found_at_from=year["first"], **p), "kind"
    )


async def _injuries(actor: Actor, today: date) -> dict[str, Any]:
    """By department and group, this year; one statement."""
    year = _year(today)
    rows = Injury.filter(scope(f"{n.INJURY}.read", actor), happened_at__gte=year["from"])
    counts = (
        await rows.annotate(count=Count("id"))
        .group_by("department_id", "group")
        .values_list("department_id", "group", "count")
    )
    return _cross(counts, n.GROUPS, lambda **p: href(n.INJURY, happened_at_from=year["first"], **p), "group")


def _cross(
    counts: Iterable[tuple[int | None, str, int]], kinds: Mapping[str, str], link: Any, name: str
) -> dict[str, Any]:
    """A table of departments by kinds with both sums; a column or row with nothing in it is left out."""
    listed = list(counts)
    units, heads = Counter[int | None](), Counter[str]()
    for unit, kind, count in listed:
        units[unit] += count
        heads[kind] += count
    shown = [kind for kind in kinds if kind in heads]
    cells = {(unit, kind): count for unit, kind, count in listed}
    return {
        "count": sum(units.values()),
        "heads": [{"label": gettext(kinds[k]), "count": heads[k], "href": link(**{name: k})} for k in shown],
        "rows": [
            {
                **_unit(unit, total, link(department_id=unit or "")),
                "cells": [
                    {"count": cells.get((unit, k), 0), "href": link(department_id=unit or "", **{name: k})}
                    for k in shown
                ],
            }
            for unit, total in sorted(units.items(), key=lambda pair: -pair[1])
        ],
    }


async def fund(actor: Actor) -> Sequence[Mapping[str, Any]]:
    """What the accounts hold, in fen, for whoever may read the book; one statement."""
    if not actor.may(BOOK.permission):
        return []
    rows = await fetch(
        "SELECT kind, SUM(balance) AS total FROM core_account WHERE book = ? AND kind IN ('deposit', 'penalty') GROUP BY kind",
        BOOK.name,
    )
    held = {row["kind"]: int(row["total"]) for row in rows}
    link = f"/ledger/{BOOK.name.replace('.', '/')}"
    parts = [
        {"label": gettext(label), "fen": held.get(kind, 0), "href": f"{link}?kind={kind}"}
        for kind, label in n.ACCOUNTS.items()
    ]
    return [{"label": gettext("Balance"), "fen": sum(held.values()), "href": link}, *parts]
