"""Classes: participants with their qualification, results, certificates, files (TS-4.2)."""

from __future__ import annotations

from core.api import N_, Act, Ctx
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.forms import training as forms
from plugins.tech_support.models import Trainee
from plugins.tech_support.roles import TRAINERS, TRAINING_SUPERVISOR

_CLASS = tuple(name for name in vars(forms.ClassForm) if not name.startswith("_"))


async def _own(ctx: Ctx) -> None:
    ctx.set(owner_id=ctx.actor.id)


async def _enrol_many(ctx: Ctx) -> None:
    made = await ctx.act_many(f"{n.TRAINEE}.enrol", [{"training_class": ctx.id, **row} for row in ctx.data.members])
    ctx.answer(trainees=[trainee.number for trainee in made])


async def _enrol(ctx: Ctx) -> None:
    ctx.set(training_class_id=ctx.data.training_class)


async def _certify(ctx: Ctx) -> None:
    """Numbers are given in the order of enrolment to those who reached the mark."""
    mark = int(ctx.policy(policies.PASS_MARK))
    passed = Trainee.filter(training_class_id=ctx.id, state="enrolled", score__gte=mark).order_by("id")
    rows = [
        {"subject": i, "certificate_no": f"{ctx.subject.number}-{no:02d}"}
        for no, i in enumerate(await passed.values_list("id", flat=True), start=1)
    ]
    await ctx.act_many(f"{n.TRAINEE}.certify", rows)
    ctx.answer(certified=len(rows))


async def _file(ctx: Ctx) -> None:
    ctx.set(filed_at=ctx.at)


ACTS = (
    Act(
        "plan",
        n.CLASS,
        N_("Plan a class"),
        TRAINERS,
        forms.ClassForm,
        "TS-4.2",
        writes=_CLASS,
        run=_own,
        creates=True,
        icon="plus",
    ),
    Act(
        "hold",
        n.CLASS,
        N_("Record that the class was held"),
        TRAINERS,
        None,
        "TS-4.2",
        source=("planned",),
        to="held",
        icon="book",
    ),
    Act(
        "enrol",
        n.CLASS,
        N_("Enrol participants"),
        TRAINERS,
        forms.MembersForm,
        "TS-4.2",
        source=("planned",),
        run=_enrol_many,
        icon="plus",
    ),
    Act(
        "certify",
        n.CLASS,
        N_("Give certificates to those who passed"),
        (*TRAINERS, TRAINING_SUPERVISOR),
        None,
        "TS-4.2",
        source=("held",),
        to="certified",
        run=_certify,
        icon="check",
    ),
    Act(
        "file",
        n.CLASS,
        N_("File the class"),
        (*TRAINERS, TRAINING_SUPERVISOR),
        forms.FileClass,
        "TS-4.2",
        source=("certified",),
        to="filed",
        writes=("archive_no",),
        run=_file,
        icon="book",
    ),
    Act(
        "enrol",
        n.TRAINEE,
        N_("Enrol a participant"),
        TRAINERS,
        forms.EnrolForm,
        "TS-4.2",
        writes=("name", "unit"),
        run=_enrol,
        creates=True,
        icon="plus",
    ),
    Act(
        "qualify",
        n.TRAINEE,
        N_("Check the entry qualification"),
        TRAINERS,
        forms.QualifyForm,
        "TS-4.2",
        source=("enrolled",),
        writes=("qualified", "evidence"),
        icon="check",
        batch=True,
    ),
    Act(
        "grade",
        n.TRAINEE,
        N_("Enter the result"),
        TRAINERS,
        forms.GradeForm,
        "TS-4.2",
        source=("enrolled",),
        writes=("score",),
        icon="clip",
    ),
    Act(
        "certify",
        n.TRAINEE,
        N_("Give the certificate"),
        (),
        forms.CertificateForm,
        "TS-4.2",
        source=("enrolled",),
        to="certified",
        writes=("certificate_no",),
        by="system",
    ),
    Act(
        "leave",
        n.TRAINEE,
        N_("Take out of the class"),
        TRAINERS,
        forms.LeaveClass,
        "TS-4.2",
        source=("enrolled",),
        to="left",
        icon="cross",
        danger=True,
    ),
)
