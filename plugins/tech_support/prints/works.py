"""Work plan, progress report, situation report, acceptance record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, day, instant
from plugins.tech_support import names as n
from plugins.tech_support.models import (
    AcceptancePaper,
    Presence,
    ProgressReport,
    SituationReport,
    Supervision,
    Works,
    WorkStage,
)
from plugins.tech_support.prints.common import BOTH, SHEET, choice, fact, sheet, signatures, table
from plugins.tech_support.roles import WATCHERS, WORKERS


async def _works(subject_id: int) -> tuple[Works, list[dict[str, Any]]]:
    works = await Works.get(id=subject_id).select_related("contract", "customer")
    return works, [
        fact(N_("User"), works.customer.name),
        fact(N_("Contract number"), works.contract.contract_no),
        fact(N_("Works"), works.title),
        fact(N_("Site"), works.site),
    ]


async def _work_plan(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    works, head = await _works(subject_id)
    stages = await WorkStage.filter(works_id=subject_id).order_by("id")
    rows = [(s.name, day(s.planned_from), day(s.planned_to), day(s.done_at)) for s in stages]
    return sheet(
        works.number,
        [
            *head,
            choice(N_("Who does the works"), works.builder, n.BUILDERS),
            fact(N_("Name of the third party"), works.builder_name),
            fact(N_("Start on"), day(works.start_on)),
            fact(N_("Conditions for the start"), works.conditions, wide=True),
            fact(N_("Prepared by the buyer"), works.buyer_prep, wide=True),
            fact(N_("Prepared by us"), works.our_prep, wide=True),
            fact(N_("Confirmed with"), works.confirmed_with),
        ],
        tables=[table(N_("Stages"), (N_("Stage"), N_("From"), N_("Until"), N_("Done at")), rows)],
        signatures=[{"label": N_("User")}, {"label": N_("Works manager")}],
    )


async def _progress(subject_id: int) -> Mapping[str, Any]:
    """Three statements."""
    works, head = await _works(subject_id)
    reports = await ProgressReport.filter(works_id=subject_id).order_by("id")
    rows = [(instant(r.at), r.content, r.told_buyer, r.told_company) for r in reports]
    stages = await WorkStage.filter(works_id=subject_id).order_by("id")
    done = [(s.name, day(s.planned_to), day(s.done_at)) for s in stages]
    heads = (N_("Told at"), N_("How the works go"), N_("Told on the buyer's side"), N_("Told in the company"))
    return sheet(
        works.number,
        head,
        tables=[
            table(N_("Stages"), (N_("Stage"), N_("Until"), N_("Done at")), done),
            table(N_("Progress reports"), heads, rows),
        ],
        signatures=[{"label": N_("Works manager")}],
    )


async def _acceptance(subject_id: int) -> Mapping[str, Any]:
    """Three statements."""
    works, head = await _works(subject_id)
    papers = await AcceptancePaper.filter(works_id=subject_id).order_by("id").values_list("name", "copies")
    return sheet(
        works.number,
        [
            *head,
            fact(N_("Product"), works.product),
            fact(N_("Software version"), works.product_version),
            fact(N_("Serial number of the system"), works.serial),
            fact(N_("Works done at"), instant(works.works_done_at)),
            fact(N_("The system runs since"), instant(works.running_at)),
            fact(N_("Result of the acceptance"), works.result, wide=True),
            fact(N_("Remarks"), works.remarks, wide=True),
            fact(N_("Accepted on"), day(works.accepted_on)),
        ],
        tables=[table(N_("Papers handed over"), (N_("Paper"), N_("Copies")), papers)],
        signatures=await signatures(
            n.WORKS, subject_id, "acceptance", {"user_rep": N_("User"), "works_manager": N_("Works manager")}
        ),
    )


async def _situation(subject_id: int) -> Mapping[str, Any]:
    """Three statements."""
    supervision = await Supervision.get(id=subject_id).select_related("works", "works__customer")
    reports = await SituationReport.filter(supervision_id=subject_id).order_by("id")
    came = await Presence.filter(supervision_id=subject_id).order_by("id")
    heads = (
        N_("Sent at"),
        N_("Situation on site"),
        N_("Sent to the buyer: to whom"),
        N_("Sent to the company: to whom"),
    )
    return sheet(
        supervision.number,
        [
            fact(N_("User"), supervision.works.customer.name),
            fact(N_("Works"), supervision.works.title),
            choice(N_("Who does the works"), supervision.works.builder, n.BUILDERS),
            fact(N_("Name of the third party"), supervision.works.builder_name),
            fact(N_("Absences without permission"), supervision.breaches),
        ],
        tables=[
            table(
                N_("Situation reports"),
                heads,
                [(instant(r.at), r.content, r.told_buyer, r.told_company) for r in reports],
            ),
            table(N_("Presence"), (N_("At"), N_("Note")), [(instant(p.at), p.note) for p in came]),
        ],
        signatures=[{"label": N_("Works supervisor")}],
    )


PRINTS = (
    Print("work_plan", n.WORKS, N_("Work plan"), SHEET, _work_plan, WORKERS, 2, "TS-2.1", keepers=BOTH),
    Print("progress_report", n.WORKS, N_("Progress report"), SHEET, _progress, WORKERS, 1, "TS-2.2"),
    Print(
        "acceptance_record", n.WORKS, N_("Acceptance record"), SHEET, _acceptance, WORKERS, 2, "TS-2.4", keepers=BOTH
    ),
    Print("situation_report", n.SUPERVISION, N_("Situation report"), SHEET, _situation, WATCHERS, 1, "TS-2.3"),
)
