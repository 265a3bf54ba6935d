"""Before a value is set: what it would have done to the last period, and what it means for what is open now."""

from __future__ import annotations

import json
from typing import Any

from core import clock, i18n
from core.declare import Kpi, Policy
from core.host.host import host
from core.i18n import _
from core.models.access import Actor
from core.rules import kpi as reckoner
from core.rules.periods import months_until
from core.rules.simulation import DAYS, MOST, SHOWN, Moved, Side, reading, simulate, windows_reading
from core.web.kpi_reading import figure_text, target_text
from core.web.page_parts import subject_href, unit_text, value_text

_VERDICTS = {
    "met": i18n.N_("reached"),
    "missed": i18n.N_("not reached"),
    "no_target": i18n.N_("no target"),
    "no_data": i18n.N_("no data"),
}


def typed_value(p: Policy, text: str) -> Any:
    """The value behind what the page sends to the act: see `read_value`."""
    if p.kind == "number":
        return int(text)
    if p.kind == "switch":
        return text == "yes"
    return json.loads(text) if p.kind == "table" else text


async def preview(p: Policy, text: str, actor: Actor) -> dict[str, Any]:
    """One statement for the deadlines, two for each figure whose target this is."""
    value, now, house = typed_value(p, text), clock.now(), host()
    simple = p.kind in ("number", "switch", "choice")
    found = await simulate(p, value, now, house) if simple else None
    figures = [await _figure(k, value, actor) for k in _targets(p)] if simple else []
    return {
        "value": f"{value_text(p, value)} {unit_text(p.unit)}".strip(),
        "days": DAYS,
        "deadlines": [_(d.label) for d in reading(p, house)],
        "windows": [_(d.label) for d in windows_reading(p, house)],
        "ended": _side(found.ended, actor) if found else None,
        "running": _side(found.running, actor) if found else None,
        "left_out": found.left_out if found else 0,
        "capped": MOST if found and found.capped else 0,
        "figures": [figure for figure in figures if figure],
    }


def _side(side: Side, actor: Actor) -> dict[str, Any]:
    return {
        "total": side.total,
        "late": side.late,
        "would": side.would,
        "worse": _cases(side.worse, actor),
        "better": _cases(side.better, actor),
        "worse_count": len(side.worse),
        "better_count": len(side.better),
    }


def _cases(moved: list[Moved], actor: Actor) -> list[dict[str, str]]:
    """Those the reader may open, the newest first; the others are counted only."""
    registry = host().registry
    mine = [m for m in moved if actor.reaches(f"{m.row.subject_type}.read", m.row)]
    return [
        {
            "number": m.row.number,
            "href": subject_href(m.row.subject_type, m.row.number),
            "label": _(registry.deadlines[f"{m.row.subject_type}:{m.row.code}"].label),
            "due": i18n.due(m.late_from),
            "other": i18n.due(m.other),
        }
        for m in mine[:SHOWN]
        if m.row.subject_type in registry.screens
    ]


def _targets(p: Policy) -> list[Kpi]:
    found = host().registry.kpis.values()
    return [k for k in found if k.target == p.key and host().is_on(host().registry.plugin_of(k))]


async def _figure(kpi: Kpi, value: Any, actor: Actor) -> dict[str, str] | None:
    """The last whole month against both targets; None for who may not read all of it."""
    if not (reckoner.readable(kpi, actor) and reckoner.sees_all(kpi, actor)):
        return None
    month = months_until(clock.today(), 2)[0]
    total = (await reckoner.read(kpi, actor, [month])).total[month]
    was, would = reckoner.target_of(kpi, month), reckoner.as_target(kpi, value)
    return {
        "label": _(kpi.label),
        "month": month.name,
        "figure": figure_text(kpi, total.fraction),
        "was": _against(kpi, total, was),
        "would": _against(kpi, total, would),
    }


def _against(kpi: Kpi, total: reckoner.Value, target: Any) -> str:
    said = _(_VERDICTS[reckoner.verdict(kpi, total, target)])
    return f"{target_text(kpi, target)}: {said}" if target is not None else said
