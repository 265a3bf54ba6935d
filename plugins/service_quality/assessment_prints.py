"""The assessment sheet and the service-quality report with the ledger of its period (ES-3.3, ES-3.4). Values are frozen at issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, day, host, instant, share
from plugins.service_quality import assessing as a
from plugins.service_quality.models import Assessment, LedgerEntry, Report, Score

_MOST = 200  # lines of the ledger on one report


async def _sheet(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    row = await Assessment.get(id=subject_id).select_related("programme")
    scores = await Score.filter(assessment_id=subject_id).order_by("id").values()
    return {
        "programme": row.programme.name,
        "department": host().directory.department(row.department_id),
        "form": a.FORMS[row.form],
        "period": f"{day(row.from_on)} – {day(row.to_on)}",
        "scores": [
            {
                **{k: s[k] for k in ("name", "target", "figure", "points", "scale", "comment")},
                "weight": share(s["weight"]),
            }
            for s in scores
        ],
        "total": share(row.total),
        "method": a.METHODS.get(row.method, ""),
        "evidence": row.evidence,
        "comment": row.comment,
        "analysis": row.analysis,
        "help_plan": row.help_plan,
        "consequence": a.CONSEQUENCES.get(row.consequence, ""),
        "assessor": host().directory.user(row.owner_id),
        "concluded": instant(row.concluded_at),
    }


async def _report(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    row = await Report.get(id=subject_id)
    entries = LedgerEntry.filter(department_id=row.department_id, on__gte=row.from_on, on__lte=row.to_on)
    lines = await entries.order_by("on", "id").limit(_MOST).values("on", "kind", "content", "source")
    return {
        "department": host().directory.department(row.department_id),
        "period": f"{day(row.from_on)} – {day(row.to_on)}",
        "forms": row.forms,
        "forms_in_time": row.forms_in_time,
        "complaints": row.complaints,
        "feedback": row.feedback,
        "done_well": row.done_well,
        "problems": row.problems,
        "measures": row.measures,
        "submitted": instant(row.submitted_at),
        "writer": host().directory.user(row.owner_id),
        "review": row.review,
        "ledger": [{**line, "on": day(line["on"]), "kind": a.ENTRIES[line["kind"]]} for line in lines],
    }


PRINTS = (
    Print(
        "sheet",
        a.ASSESSMENT,
        N_("Assessment sheet"),
        "service_quality/print_assessment.html",
        _sheet,
        a.WRITERS,
        1,
        "ES-3.4",
    ),
    Print(
        "report",
        a.REPORT,
        N_("Service-quality report"),
        "service_quality/print_report.html",
        _report,
        a.WRITERS,
        1,
        "ES-3.3",
    ),
)
