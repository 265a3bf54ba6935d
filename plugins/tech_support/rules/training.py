"""Gates, records and figures of training (TS-4.0 to TS-4.2)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Child, Gate, Kpi, Measure, Missing, Record, View
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.models import ExamResult
from plugins.tech_support.rules.common import needs, sealed
from plugins.tech_support.rules.training_facts import CLASS, FACTS, MEMBERS, SIDES
from plugins.tech_support.rules.works_facts import WORKS, WorksSeen

CERTIFICATES = f"{n.CLASS}.print_certificates"


def _forward(view: View) -> Iterable[Missing]:
    if view.data.starts_on and view.data.ends_on and view.data.ends_on < view.data.starts_on:
        yield Missing("ends_on", N_("a last day that is not before the first"))


def _after_commissioning(view: View) -> Iterable[Missing]:
    works: WorksSeen | None = view.facts.get(WORKS.name)
    if works is None or not works.running:
        yield Missing("works", N_("a system that runs: training comes after commissioning"), f"{n.WORKS}.commission")


def _not_ahead(view: View) -> Iterable[Missing]:
    if view.data.held_on is not None and view.subject.starts_on and view.data.held_on < view.subject.starts_on:
        yield Missing("held_on", N_("a day that is not before the agreed one"))


def _results(view: View) -> Iterable[Missing]:
    if not view.data.results:
        yield Missing("results", N_("the results of the exam"))


def _two_copies(view: View) -> Iterable[Missing]:
    if view.data.user_copy and view.data.user_copy == view.data.company_copy:
        yield Missing("company_copy", N_("two copies, each side keeping one"))


def _examined(view: View) -> Iterable[Missing]:
    if not view.subject.examined:
        yield Missing("results", N_("the results of the exam"), f"{n.TRAINING}.examine")


def _class_open(view: View) -> Iterable[Missing]:
    state = view.facts.get(CLASS.name)
    if state is not None and state != "planned":
        yield Missing("training_class", N_("a class that has not been held yet"), n.CLASS)


def _class_held(view: View) -> Iterable[Missing]:
    state = view.facts.get(CLASS.name)
    if state is not None and state != "held":
        yield Missing("training_class", N_("a class that has been held"), n.CLASS)


def _all_qualified(view: View) -> Iterable[Missing]:
    members = view.facts[MEMBERS.name]
    if not members:
        yield Missing("trainee", N_("a participant"), f"{n.TRAINEE}.enrol")
    for number, member in enumerate(members, start=1):
        if not member.qualified:
            label = N_("the entry qualification of %(name)s")
            yield Missing(f"qualified:{number}", label, n.TRAINEE, {"name": member.name})


def _all_graded(view: View) -> Iterable[Missing]:
    for number, member in enumerate(view.facts[MEMBERS.name], start=1):
        if member.score is None:
            yield Missing(f"score:{number}", N_("the result of %(name)s"), n.TRAINEE, {"name": member.name})


def _certified(view: View) -> Iterable[Missing]:
    if view.subject.certificates_at is None:
        yield Missing("certificates", N_("the certificates printed"), n.CLASS)


_SIGNED = Missing("exam", N_("the exam record signed by both sides"), n.TRAINING)

GATES = (
    Gate((f"{n.TRAINING}.plan", f"{n.TRAINING}.change", f"{n.CLASS}.plan"), "TS-4.0", _forward),
    Gate(f"{n.TRAINING}.hold", "TS-4.1", _after_commissioning, (WORKS.name,)),
    Gate(f"{n.TRAINING}.hold", "TS-4.1", _not_ahead),
    Gate(f"{n.TRAINING}.examine", "TS-4.1", _results),
    Gate((f"{n.TRAINING}.sign_user", f"{n.TRAINING}.sign_company"), "TS-4.1", _examined),
    Gate(f"{n.TRAINING}.file", "TS-4.1", sealed("exam", _SIGNED)),
    Gate(f"{n.TRAINING}.file", "TS-4.1", _two_copies),
    Gate((f"{n.TRAINEE}.enrol", f"{n.TRAINEE}.qualify"), "TS-4.2", _class_open, (CLASS.name,)),
    Gate(f"{n.TRAINEE}.grade", "TS-4.2", _class_held, (CLASS.name,)),
    Gate(f"{n.CLASS}.hold", "TS-4.2", _all_qualified, (MEMBERS.name,)),
    Gate(f"{n.CLASS}.certify", "TS-4.2", _all_graded, (MEMBERS.name,)),
    Gate(f"{n.CLASS}.file", "TS-4.2", _certified),
)

_PLAN = {
    "participants": N_("the participants"),
    "place": N_("the place"),
    "starts_on": N_("the time"),
    "material": N_("the teaching material"),
    "teacher": N_("the teacher"),
    "timetable": N_("the timetable"),
    "agreed_with": N_("with whom it was agreed"),
}
RECORDS = (
    Record(
        "plan",
        n.TRAINING,
        "TS-4.0",
        N_("Training plan"),
        (*_PLAN, "ends_on"),
        needs=needs("TS-4.0", f"{n.TRAINING}.agree", **_PLAN),
    ),
    Record(
        "exam",
        n.TRAINING,
        "TS-4.1",
        N_("Exam record"),
        ("held_on", "exam_no", "pass_mark", "examined", "passed"),
        children=(Child(ExamResult, "training_id", ("name", "score", "passed", "exam_no")),),
        needs=(
            *needs("TS-4.1", f"{n.TRAINING}.hold", held_on=N_("the day on which it was held")),
            *needs(
                "TS-4.1",
                f"{n.TRAINING}.file",
                user_copy=N_("who keeps the user's copy"),
                company_copy=N_("who keeps the company's copy"),
                archive_no=N_("the archive number"),
            ),
        ),
        signatures=SIDES,
    ),
    Record(
        "class",
        n.CLASS,
        "TS-4.2",
        N_("Training class"),
        ("title", "held", "qualification"),
        needs=(
            *needs(
                "TS-4.2",
                f"{n.CLASS}.plan",
                held=N_("whether it is before or after the project"),
                qualification=N_("the entry qualification"),
            ),
            *needs("TS-4.2", f"{n.CLASS}.file", archive_no=N_("the archive number")),
        ),
    ),
    Record(
        "qualification",
        n.TRAINEE,
        "TS-4.2",
        N_("Entry qualification"),
        ("qualified", "evidence", "score", "certificate_no"),
        needs=(
            *needs(
                "TS-4.2",
                f"{n.TRAINEE}.qualify",
                qualified=N_("whether he has the qualification"),
                evidence=N_("what shows it"),
            ),
            *needs("TS-4.2", f"{n.TRAINEE}.grade", score=N_("the result")),
        ),
    ),
)

KPIS = (
    Kpi(
        "tech_support.trainees",
        N_("Trainees who passed"),
        "TS-4.1",
        part=Measure(n.TRAINING, at="examined_at", value="passed"),
        whole=Measure(n.TRAINING, at="examined_at", value="examined"),
        target=policies.TRAINEES,
        heading=N_("Training"),
    ),
)

DECLARED = (*FACTS, *GATES, *RECORDS, *KPIS)
