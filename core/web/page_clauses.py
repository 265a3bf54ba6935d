"""The regulation map: each clause, what carries it, how it stands now, and when it last refused something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.db import sql
from core.declare import Clause
from core.errors import NotFound
from core.host.host import host
from core.i18n import N_, _
from core.models import Journal
from core.rules.clause_map import Carrier, carriers
from core.web.page_journal import journal_lines
from core.web.page_parts import grouped, policy_value
from core.web.templating import json_response, render

KINDS = {
    "D": N_("Deadline"),
    "P": N_("Periodic"),
    "G": N_("Gate"),
    "R": N_("Record"),
    "T": N_("Target figure"),
    "C": N_("Classification"),
    "L": N_("Liability"),
    "X": N_("Ban"),
}
CARRIERS = {
    "act": N_("Act"),
    "gate": N_("Gate"),
    "deadline": N_("Deadline"),
    "record": N_("Record"),
    "policy": N_("Policy"),
    "routing": N_("Routing"),
    "screen": N_("Screen"),
    "print": N_("Print"),
    "kpi": N_("KPI"),
    "book": N_("Book"),
    "approval": N_("Approval"),
    "checklist": N_("Checklist"),
}
_WINDOW = timedelta(days=30)
_REFUSALS_READ = 2000


async def clauses(request: Request) -> Response:
    """Two statements: duties by clause, refusals of the last thirty days."""
    lines = await _lines()
    groups = [_regulation(name, rows) for name, rows in grouped(lines, lambda each: each["regulation"]).items()]
    return await render(request, "core/regulation_map.html", groups=groups, total=len(lines), states=_states(lines))


async def clauses_json(request: Request) -> Response:
    names = (
        "id",
        "plugin",
        "regulation",
        "document",
        "cite",
        "kinds",
        "text",
        "planned",
        "enabled",
        "running",
        "late",
        "refused",
    )
    rows = [
        {**{n: line[n] for n in names}, "carriers": [f"{c.kind}:{c.name}" for c in line["carried"]]}
        for line in await _lines()
    ]
    return json_response({"rows": rows})


async def clause(request: Request) -> Response:
    """One clause: its text, carriers, the values it sets and its last refusals."""
    asked = host().registry.clauses.get(request.path_params["clause"])
    if asked is None:
        raise NotFound(request.path_params["clause"])
    line = _line(asked, carriers(host().registry)[asked.id], await _duties(), await _refused())
    refusals = await journal_lines(await _last_refusals(asked.id))
    return await render(
        request,
        "core/clause.html",
        line=line,
        values=_values(asked),
        carried=carried_groups(line["carried"]),
        refusals=refusals,
    )


def _values(c: Clause) -> list[dict[str, Any]]:
    """The policies of the clause as facts, each leading to its page."""
    found = [(p, policy_value(p)) for p in host().registry.policies.values() if p.clause == c.id]
    return [
        {"label": v["label"], "value": f"{v['value']} {v['unit']}".strip(), "href": f"/policies/{p.key}", "wide": True}
        for p, v in found
    ]


async def _lines() -> list[dict[str, Any]]:
    registry, duties, refused = host().registry, await _duties(), await _refused()
    found = carriers(registry)
    return [_line(c, found[c.id], duties, refused) for c in registry.clauses.values()]


def _line(
    c: Clause, carried: list[Carrier], duties: Mapping[str, tuple[int, int, int]], refused: Mapping[str, int]
) -> dict[str, Any]:
    plugin = host().registry.plugin_of(c)
    running, warned, late = duties.get(c.id, (0, 0, 0))
    regulation = host().registry.regulations.get(c.regulation)
    return {
        "id": c.id,
        "plugin": plugin,
        "regulation": c.regulation,
        "document": _(regulation.title) if regulation else c.regulation,
        "cite": _(c.cite),
        "text": _(c.text),
        "kinds": [k for k in c.kinds.split() if k],
        "planned": c.planned,
        "carried": carried,
        "kind_labels": [_(KINDS.get(k, k)) for k in c.kinds.split()],
        "enabled": host().is_on(plugin),
        "running": running,
        "late": late,
        "warned": warned,
        "refused": refused.get(c.id, 0),
        "href": f"/clauses/{c.id}",
        "css": _css(host().is_on(plugin), running, warned, late),
        "carriers": [(_(CARRIERS[kind]), len(of)) for kind, of in grouped(carried, lambda x: x.kind).items()],
    }


def _css(enabled: bool, running: int, warned: int, late: int) -> str:
    if not enabled:
        return "off"
    return "late" if late else "warn" if warned else "run" if running else "idle"


def _regulation(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A document with its rows; the drafting, review, approval and issue of the version are shown (TS-9)."""
    document = host().registry.regulations.get(name)
    steps = (
        ("drafted", _("Drafted")),
        ("reviewed", _("Reviewed")),
        ("approved", _("Approved")),
        ("issued", _("Issued")),
    )
    made = [(label, _(getattr(document, field))) for field, label in steps if document and getattr(document, field)]
    return {
        "id": name,
        "title": rows[0]["document"],
        "rows": rows,
        "late": sum(bool(r["late"]) for r in rows),
        "made": made,
        "from": document.effective_from if document else None,
        "enabled": rows[0]["enabled"],
    }


def _states(lines: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    labels = (
        ("late", _("Overdue")),
        ("warn", _("Warned")),
        ("run", _("Running")),
        ("idle", _("Nothing running")),
        ("off", _("Disabled, read only")),
    )
    return [(css, label, sum(each["css"] == css for each in lines)) for css, label in labels]


_COUNTED = """
SELECT clause, COUNT(*) AS running, SUM(CASE WHEN late_from <= ? THEN 1 ELSE 0 END) AS late,
       SUM(CASE WHEN warn_at <= ? AND late_from > ? THEN 1 ELSE 0 END) AS warned
FROM core_duty WHERE running = 1 AND plugin IN ({plugins}) GROUP BY clause
"""


async def _duties() -> dict[str, tuple[int, int, int]]:
    """Clause id -> running duties, those warned but in time, and those late."""
    now, plugins = clock.now(), sorted(host().enabled)
    rows = await sql.fetch(_COUNTED.format(plugins=sql.marks(len(plugins))), now, now, now, *plugins)
    return {row["clause"]: (int(row["running"]), int(row["warned"]), int(row["late"])) for row in rows}


async def _refused() -> dict[str, int]:
    """Clause id -> refusals in the last thirty days, counted over the newest refused tries."""
    since = clock.now() - _WINDOW
    rows = (
        await Journal.filter(refused=True, at__gte=since)
        .order_by("-id")
        .limit(_REFUSALS_READ)
        .values_list("refusals", flat=True)
    )
    counts: dict[str, int] = {}
    for refusals in rows:
        for clause_id in {r.get("clause") for r in refusals if r.get("clause")}:
            counts[clause_id] = counts.get(clause_id, 0) + 1
    return counts


async def _last_refusals(clause_id: str, shown: int = 10) -> list[Journal]:
    rows = await Journal.filter(refused=True, at__gte=clock.now() - _WINDOW).order_by("-id").limit(_REFUSALS_READ)
    return [row for row in rows if any(r.get("clause") == clause_id for r in row.refusals)][:shown]


def carried_groups(carried: list[Carrier]) -> list[tuple[str, list[dict[str, str]]]]:
    """Carriers under their kind, each with its label and full name."""
    groups = grouped(carried, lambda each: each.kind)
    return [(_(CARRIERS[kind]), [{"label": _(c.label), "name": c.name} for c in of]) for kind, of in groups.items()]
