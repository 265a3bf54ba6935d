"""Training on site: planned and agreed, held after commissioning, examined, signed in two copies, filed (TS-4.0, TS-4.1)."""

from __future__ import annotations

from collections.abc import Callable

from core.api import N_, Act, Ctx, View
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.forms import training as forms
from plugins.tech_support.forms.common import SignForm
from plugins.tech_support.models import ExamResult
from plugins.tech_support.roles import TRAINERS, TRAINING_SUPERVISOR, USER
from plugins.tech_support.rules.training_facts import LAST, SIGNED
from plugins.tech_support.rules.works_facts import WORKS, WorksSeen

_PLAN = tuple(name for name in vars(forms.PlanForm) if not name.startswith("_"))


async def _plan(ctx: Ctx) -> None:
    works: WorksSeen = ctx.facts[WORKS.name]
    ctx.set(works_id=ctx.data.works, customer_id=works.customer_id, owner_id=ctx.actor.id)


async def _agree(ctx: Ctx) -> None:
    ctx.set(agreed_at=ctx.at)


async def _examine(ctx: Ctx) -> None:
    """Those who failed may be examined again until the record is signed: the last exam counts."""
    mark, exam_no = int(ctx.policy(policies.PASS_MARK)), ctx.subject.exam_no + 1
    rows = [{**r, "passed": r["score"] >= mark, "exam_no": exam_no} for r in ctx.data.results or []]
    ctx.child(ExamResult, "training_id", rows)
    passed = sum(row["passed"] for row in rows)
    ctx.set(exam_no=exam_no, pass_mark=mark, examined=len(rows), passed=passed, examined_at=ctx.at)


async def _file(ctx: Ctx) -> None:
    ctx.set(filed_at=ctx.at)


def _state(last: Callable[[View], bool]) -> Callable[[View], str | None]:
    return lambda view: "signed" if last(view) else None


def _sign(side: str, name: str, label: str, roles: tuple[str, ...]) -> Act:
    return Act(
        name,
        n.TRAINING,
        label,
        roles,
        SignForm,
        "TS-4.1",
        source=("examined",),
        to=_state(LAST[side]),
        signs=f"exam:{side}",
        facts=(SIGNED.name,),
        icon="pen",
    )


ACTS = (
    Act(
        "plan",
        n.TRAINING,
        N_("Plan a training"),
        TRAINERS,
        forms.TrainingForm,
        "TS-4.0",
        writes=("title", *_PLAN),
        run=_plan,
        creates=True,
        facts=(WORKS.name,),
        icon="plus",
    ),
    Act(
        "change",
        n.TRAINING,
        N_("Change the plan"),
        TRAINERS,
        forms.PlanForm,
        "TS-4.0",
        source=("planned",),
        writes=_PLAN,
        icon="pen",
    ),
    Act(
        "agree",
        n.TRAINING,
        N_("Agree the plan with the user"),
        TRAINERS,
        forms.AgreeForm,
        "TS-4.0",
        source=("planned",),
        to="agreed",
        writes=("agreed_with",),
        run=_agree,
        icon="check",
    ),
    Act(
        "hold",
        n.TRAINING,
        N_("Record that it was held"),
        TRAINERS,
        forms.HoldForm,
        "TS-4.1",
        source=("agreed",),
        to="held",
        writes=("held_on",),
        icon="book",
    ),
    Act(
        "examine",
        n.TRAINING,
        N_("Enter the results of the exam"),
        TRAINERS,
        forms.ExamForm,
        "TS-4.1",
        source=("held", "examined"),
        to="examined",
        run=_examine,
        icon="clip",
    ),
    _sign("user_rep", "sign_user", N_("User signs the exam record"), (*TRAINERS, USER)),
    _sign(
        "training_supervisor",
        "sign_company",
        N_("Training supervisor signs the exam record"),
        (TRAINING_SUPERVISOR, "manager"),
    ),
    Act(
        "file",
        n.TRAINING,
        N_("File the exam record"),
        (*TRAINERS, TRAINING_SUPERVISOR),
        forms.FileTraining,
        "TS-4.1",
        source=("signed",),
        to="filed",
        writes=("user_copy", "company_copy", "archive_no"),
        run=_file,
        icon="book",
    ),
)
