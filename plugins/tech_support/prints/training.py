"""Training plan, exam record in two copies, completion certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Print, day
from plugins.tech_support import names as n
from plugins.tech_support.models import ExamResult, Trainee, Training, TrainingClass
from plugins.tech_support.prints.common import BOTH, SHEET, fact, sheet, signatures, table
from plugins.tech_support.roles import TRAINERS, TRAINING_SUPERVISOR

_ROLES = (*TRAINERS, TRAINING_SUPERVISOR)


def _plan(row: Any) -> list[dict[str, Any]]:
    return [
        fact(N_("Training"), row.title),
        fact(N_("Place"), row.place),
        fact(N_("From"), day(row.starts_on)),
        fact(N_("Until"), day(row.ends_on)),
        fact(N_("Teacher"), row.teacher),
    ]


async def _training_plan(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    row = await Training.get(id=subject_id).select_related("customer")
    return sheet(
        row.number,
        [
            fact(N_("User"), row.customer.name),
            *_plan(row),
            fact(N_("Participants"), row.participants, wide=True),
            fact(N_("Teaching material"), row.material, wide=True),
            fact(N_("Timetable"), row.timetable, wide=True),
            fact(N_("Agreed with"), row.agreed_with),
        ],
        signatures=[{"label": N_("User")}, {"label": N_("Works manager")}],
    )


async def _exam_record(subject_id: int) -> Mapping[str, Any]:
    """Three statements; of repeated exams the last."""
    row = await Training.get(id=subject_id).select_related("customer")
    results = ExamResult.filter(training_id=subject_id, exam_no=row.exam_no).order_by("id")
    lines = [(r.name, r.score, "✓" if r.passed else "") for r in await results]
    return sheet(
        row.number,
        [
            fact(N_("User"), row.customer.name),
            *_plan(row),
            fact(N_("Held on"), day(row.held_on)),
            fact(N_("Pass mark"), row.pass_mark),
            fact(N_("Examined"), row.examined),
            fact(N_("Passed"), row.passed),
        ],
        tables=[table(N_("Results"), (N_("Trainee"), N_("Score"), N_("Passed")), lines)],
        signatures=await signatures(
            n.TRAINING, subject_id, "exam", {"user_rep": N_("User"), "training_supervisor": N_("Training supervisor")}
        ),
    )


async def _certificates(subject_id: int) -> Mapping[str, Any]:
    """Two statements for any number of certificates."""
    row = await TrainingClass.get(id=subject_id)
    people = Trainee.filter(training_class_id=subject_id, state="certified").order_by("id")
    return {
        "number": row.number,
        "title": row.title,
        "from": day(row.starts_on),
        "until": day(row.ends_on),
        "qualification": row.qualification,
        "people": [dict(p) for p in await people.values("name", "unit", "score", "certificate_no")],
    }


PRINTS = (
    Print("training_plan", n.TRAINING, N_("Training plan"), SHEET, _training_plan, _ROLES, 2, "TS-4.0", keepers=BOTH),
    Print("exam_record", n.TRAINING, N_("Exam record"), SHEET, _exam_record, _ROLES, 2, "TS-4.1", keepers=BOTH),
    Print(
        "certificates",
        n.CLASS,
        N_("Completion certificates"),
        "tech_support/print_certificates.html",
        _certificates,
        _ROLES,
        1,
        "TS-4.2",
        source=("certified", "filed"),
        marks="certificates_at",
    ),
)
