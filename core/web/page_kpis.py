"""The figures of every regulation against their targets, and behind each figure its cases; with their JSON twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.errors import Forbidden, NotFound
from core.host.host import host
from core.i18n import _, instant
from core.rules.kpi import readable
from core.rules.kpi_cases import Case, Wanted, Which, cases, choices, comparable
from core.rules.periods import KINDS, Period, between, period_of, read_period
from core.web import kpi_chart as charts
from core.web.kpi_reading import (
    Read,
    Standing,
    by_plugin,
    figure_text,
    parts_text,
    read_all,
    standing_json,
    target_text,
    verdict_text,
    visible,
)
from core.web.page_keyset import query
from core.web.page_parts import actor_of, clause_view, subject_href, ticket_titles
from core.web.templating import json_response, render

PAGE = 50
_DIGITS = 19


async def kpis(request: Request) -> Response:
    """Tiles by regulation, and the same figures by department."""
    actor, period = actor_of(request), asked_period(request)
    groups = [
        {**group, "tiles": [tile(r) for r in group["read"]], "table": table(group["read"])}
        for group in by_plugin(await read_all(visible(actor), actor, period))
    ]
    return await render(request, "core/kpis.html", groups=groups, when=when(request, period))


async def kpis_json(request: Request) -> Response:
    actor, period = actor_of(request), asked_period(request)
    read = await read_all(visible(actor), actor, period)
    return json_response({"period": period_json(period), "kpis": [kpi_json(r) for r in read]})


async def kpi(request: Request) -> Response:
    """One figure: its year in bars, its departments, and the cases behind it."""
    read, wanted = await _asked(request)
    rows, prev, following = await _cases(request, read, wanted)
    titles = await ticket_titles(rows)
    crumbs = [{"label": _("KPIs"), "href": "/kpis?period=" + read.period.name}, {"label": _(read.kpi.label)}]
    return await render(
        request,
        "core/kpi.html",
        crumbs=crumbs,
        kpi=tile(read),
        chart=charts.large(read),
        clause=clause_view(read.kpi.clause),
        departments=_departments(request, read),
        wanted=wanted,
        views=_views(request, read, wanted),
        lines=[_line(case, titles) for case in rows],
        pager={
            "prev_href": prev,
            "next_href": following,
            "count_text": _("%(count)s rows on this page", count=len(rows)),
        },
        when=when(request, read.period),
    )


async def kpi_json_page(request: Request) -> Response:
    read, wanted = await _asked(request)
    rows, prev, following = await _cases(request, read, wanted)
    names = host().directory
    return json_response(
        {
            "period": period_json(read.period),
            **kpi_json(read),
            "months": [{"period": m.name, **standing_json(read.kpi, s)} for m, s in read.months.items()],
            "departments": [
                {"department": name, "name": names.department(name), **standing_json(read.kpi, s)}
                for name, s in read.departments.items()
            ],
            "rows": [_case_json(case) for case in rows],
            "next": following or None,
            "prev": prev or None,
        }
    )


def asked_period(request: Request) -> Period:
    """`period` by name, or two days `from` and `to`; this month where neither says one."""
    params = request.query_params
    custom = between(params.get("from", ""), params.get("to", ""))
    return custom or read_period(params.get("period", "")) or period_of("month", clock.today())


async def _asked(request: Request) -> tuple[Read, Wanted]:
    """The KPI of the address with what is asked of its cases; NotFound, or Forbidden where its subjects may not be read."""
    actor, found = actor_of(request), host().registry.kpis.get(request.path_params["kpi"])
    if found is None:
        raise NotFound(request.path_params["kpi"])
    if not readable(found, actor):
        raise Forbidden()
    [read] = await read_all([found], actor, asked_period(request))
    params = request.query_params
    which: Which = next((name for name in choices(found) if name == params.get("rows")), _first(read))
    number = {name: _number(params.get(name)) for name in ("department", "after", "before")}
    return read, Wanted(which, size=PAGE, **number)


def _first(read: Read) -> Which:
    """What a reader asks for first: what is missing, if anything is."""
    value = read.standing.live or read.standing.value
    missing = comparable(read.kpi) and read.kpi.better == "high" and value.part < value.whole
    return "out" if missing else "in"


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < _DIGITS else None


async def _cases(request: Request, read: Read, wanted: Wanted) -> tuple[list[Case], str, str]:
    """A page of cases with the addresses before and after it."""
    found, more = await cases(read.kpi, actor_of(request), read.period, wanted)
    back = wanted.before is not None and wanted.after is None
    has_prev, has_next = (more, True) if back else (wanted.after is not None, more)
    prev = query(request, before=str(found[0].id)) if found and has_prev else ""
    return found, prev, query(request, after=str(found[-1].id)) if found and has_next else ""


def when(request: Request, period: Period) -> dict[str, Any]:
    """The period in words and the addresses of its neighbours and of its kinds; none lies in the future."""

    def href(to: Period) -> str:
        return query(request, period=to.name, **{"from": None, "to": None})

    following, day = period.moved(1), min(period.last, clock.today())
    return {
        "text": charts.period_text(period),
        "until": clock.now() if period.first <= clock.today() <= period.last else None,
        "kinds": [
            {"label": _kind(kind), "href": href(period_of(kind, day)), "current": kind == period.kind} for kind in KINDS
        ],
        "prev": href(period.moved(-1)),
        "next": href(following) if following.first <= clock.today() else "",
        "period": period,
        "kept": [(name, value) for name, value in request.query_params.items() if name in ("rows", "department")],
    }


def _kind(kind: str) -> str:
    return {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}[kind]


def tile(read: Read) -> dict[str, Any]:
    """A KPI as its tile and the head of its page show it."""
    kpi = read.kpi
    return {
        **_shown(read, read.standing),
        "name": kpi.name,
        "label": _(kpi.label),
        "heading": _(kpi.heading) if kpi.heading else "",
        "target": target_text(kpi, read.standing.target),
        "clause": clause_view(kpi.clause, values=False),
        "href": f"/kpis/{kpi.name}?period={read.period.name}",
        "chart": charts.small(read),
        "enabled": host().is_on(kpi.plugin),
        "source": _source(read),
        "kept": read.standing.source == "snapshot",
    }


def _shown(read: Read, standing: Standing) -> dict[str, Any]:
    return {
        "figure": figure_text(read.kpi, standing.value.fraction),
        "parts": parts_text(read.kpi, standing.value),
        "verdict": standing.verdict,
        "verdict_text": verdict_text(standing),
    }


def _source(read: Read) -> str:
    """Where the figure comes from, and whether it would be another one today."""
    standing = read.standing
    if standing.taken_at is None:
        return _("Live figure")
    if standing.moved and standing.live is not None:
        return _(
            "Kept on %(at)s; counted now: %(parts)s",
            at=instant(standing.taken_at),
            parts=parts_text(read.kpi, standing.live) or figure_text(read.kpi, standing.live.fraction),
        )
    return _("Kept on %(at)s", at=instant(standing.taken_at))


def table(read: Sequence[Read]) -> dict[str, Any]:
    """Departments down, KPIs across; an empty cell where a department has no part in a figure."""
    names = sorted({name for r in read for name in r.departments}, key=lambda name: (name is None, name or 0))
    return {
        "heads": [_(r.kpi.label) for r in read],
        "rows": [{"label": _department(name), "cells": [_cell(r, name) for r in read]} for name in names],
    }


def _cell(read: Read, name: int | None) -> dict[str, Any] | None:
    standing = read.departments.get(name)
    if standing is None:
        return None
    more = f"&department={name}" if name else ""
    return {**_shown(read, standing), "href": f"/kpis/{read.kpi.name}?period={read.period.name}{more}"}


def _department(name: int | None) -> str:
    return host().directory.department(name) or _("No department")


def _departments(request: Request, read: Read) -> list[dict[str, Any]]:
    lines = []
    for name, standing in read.departments.items():
        length, goal, css = charts.share_of_line(read.kpi, standing)
        here = {"label": _department(name), "href": query(request, department=str(name)) if name else ""}
        lines.append({**here, **_shown(read, standing), "length": length, "goal": goal, "css": css})
    return lines


def _views(request: Request, read: Read, wanted: Wanted) -> list[dict[str, Any]]:
    labels: Mapping[Which, str] = {"in": _("In the figure"), "out": _("Not in the figure"), "whole": _("All counted")}
    return [
        {"label": labels[name], "href": query(request, rows=name), "current": name == wanted.which}
        for name in choices(read.kpi)
    ]


def _line(case: Case, titles: Mapping[int, str]) -> dict[str, Any]:
    subject = host().registry.subjects.get(case.subject_type)
    return {
        "number": case.number,
        "href": subject_href(case.subject_type, case.number),
        "kind": _(subject.label) if subject else case.subject_type,
        "about": titles.get(case.ticket_id or 0, ""),
        "department": _department(case.department_id),
        "at": case.at,
        "dated": not hasattr(case.at, "hour"),
        "parts": f"{case.value:,} / {case.of:,}",
        "whole": case.value == case.of,
    }


def _case_json(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "subject": case.subject_type,
        "href": subject_href(case.subject_type, case.number),
        "department": case.department_id,
        "at": case.at,
        "value": case.value,
        "of": case.of,
    }


def period_json(period: Period) -> dict[str, Any]:
    return {"name": period.name, "kind": period.kind, "first": period.first, "last": period.last}


def kpi_json(read: Read) -> dict[str, Any]:
    kpi, live = read.kpi, read.standing.live
    return {
        "kpi": kpi.name,
        "plugin": kpi.plugin,
        "label": _(kpi.label),
        "clause": kpi.clause,
        "unit": kpi.unit,
        "better": kpi.better,
        "enabled": host().is_on(kpi.plugin),
        **standing_json(kpi, read.standing),
        "live": {"numerator": live.part, "denominator": live.whole} if live else None,
    }
