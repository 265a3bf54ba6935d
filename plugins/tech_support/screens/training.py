"""Training on site, classes and their participants."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.tech_support import names as n
from plugins.tech_support.models import ExamResult, Trainee
from plugins.tech_support.roles import ALL, PROJECT, READERS
from plugins.tech_support.screens.common import CUSTOMER, NUMBER, OWNER, STATE, STATES, USUAL, day, instant

_STAFF = tuple(dict.fromkeys((*READERS, *PROJECT)))
_PLAN = (
    Column("place", N_("Place"), clause="TS-4.0"),
    day("starts_on", N_("From"), "TS-4.0"),
    day("ends_on", N_("Until"), "TS-4.0"),
    Column("material", N_("Teaching material"), clause="TS-4.0"),
    Column("teacher", N_("Teacher"), clause="TS-4.0"),
    Column("timetable", N_("Timetable"), clause="TS-4.0"),
)

TRAININGS = Screen(
    n.TRAINING,
    (
        NUMBER,
        Column("title", N_("Training")),
        CUSTOMER,
        day("starts_on", N_("From"), "TS-4.0"),
        Column("examined", N_("Examined"), clause="TS-4.1", total=True),
        Column("passed", N_("Passed"), clause="TS-4.1", total=True),
        STATE,
        OWNER,
    ),
    ALL,
    menu=N_("On-site trainings"),
    group=n.TEACHING,
    filters=(*USUAL, Filter("starts_on", N_("From"), "day")),
    sorts=("-id", "starts_on"),
    facts=(
        CUSTOMER,
        Column("works__title", N_("Works")),
        Column("title", N_("Training")),
        Column("participants", N_("Participants"), clause="TS-4.0"),
        *_PLAN,
        Column("agreed_with", N_("Agreed with"), clause="TS-4.0"),
        instant("agreed_at", N_("Agreed at"), "TS-4.0"),
        day("held_on", N_("Held on"), "TS-4.1"),
        Column("pass_mark", N_("Pass mark"), clause="TS-4.1"),
        Column("examined", N_("Examined"), clause="TS-4.1"),
        Column("passed", N_("Passed"), clause="TS-4.1"),
        Column("user_copy", N_("The user's copy is kept by"), clause="TS-4.1"),
        Column("company_copy", N_("The company's copy is kept by"), clause="TS-4.1"),
        Column("archive_no", N_("Archive number"), "code", clause="TS-4.1"),
    ),
    related=(
        Related(
            N_("Results"),
            ExamResult,
            "training_id",
            (
                Column("exam_no", N_("Exam no.")),
                Column("name", N_("Trainee"), personal=n.TRAINING),
                Column("score", N_("Score"), clause="TS-4.1"),
                Column("passed", N_("Passed"), "bool", clause="TS-4.1"),
            ),
        ),
    ),
    phone=True,
    hint=N_("Training on the user's site. It is agreed by a plan and held when the system runs."),
)

CLASSES = Screen(
    n.CLASS,
    (
        NUMBER,
        Column("title", N_("Class")),
        Column("held", N_("Held"), "choice", n.HELD, clause="TS-4.2"),
        day("starts_on", N_("From")),
        Column("teacher", N_("Teacher")),
        STATE,
        OWNER,
    ),
    _STAFF,
    menu=N_("Training classes"),
    group=n.TEACHING,
    filters=(STATES, Filter("held", N_("Held"), "choice", n.HELD)),
    sorts=("-id", "starts_on"),
    facts=(
        Column("title", N_("Class")),
        Column("held", N_("Held"), "choice", n.HELD, clause="TS-4.2"),
        Column("qualification", N_("Entry qualification"), clause="TS-4.2"),
        *_PLAN,
        instant("certificates_at", N_("Certificates printed at"), "TS-4.2"),
        Column("archive_no", N_("Archive number"), "code", clause="TS-4.2"),
    ),
    related=(
        Related(
            N_("Participants"),
            Trainee,
            "training_class_id",
            (
                NUMBER,
                Column("name", N_("Full name")),
                Column("unit", N_("Unit")),
                Column("qualified", N_("Has the entry qualification"), "bool", clause="TS-4.2"),
                Column("score", N_("Score")),
                Column("certificate_no", N_("Certificate number"), "code", clause="TS-4.2"),
                STATE,
            ),
            n.TRAINEE,
        ),
    ),
    hint=N_("Classes for users' staff before or after a project, with entry qualification and certificate."),
)

TRAINEES = Screen(
    n.TRAINEE,
    (
        NUMBER,
        Column("training_class__title", N_("Class")),
        Column("name", N_("Full name")),
        Column("unit", N_("Unit")),
        Column("qualified", N_("Has the entry qualification"), "bool", clause="TS-4.2"),
        Column("score", N_("Score")),
        Column("certificate_no", N_("Certificate number"), "code", clause="TS-4.2"),
        STATE,
    ),
    _STAFF,
    menu=N_("Participants"),
    group=n.TEACHING,
    filters=(STATES, Filter("qualified", N_("Has the entry qualification"), "bool")),
    facts=(
        Column("training_class__title", N_("Class")),
        Column("name", N_("Full name")),
        Column("unit", N_("Unit")),
        Column("qualified", N_("Has the entry qualification"), "bool", clause="TS-4.2"),
        Column("evidence", N_("Shown by"), clause="TS-4.2"),
        Column("score", N_("Score"), clause="TS-4.2"),
        Column("certificate_no", N_("Certificate number"), "code", clause="TS-4.2"),
    ),
    hint=N_("Participants of all classes."),
)

DECLARED = (TRAININGS, CLASSES, TRAINEES)
