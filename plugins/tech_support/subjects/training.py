"""Training on site, and classes."""

from __future__ import annotations

from core.api import N_, Stage, Subject
from plugins.tech_support import names as n
from plugins.tech_support.models import Trainee, Training, TrainingClass

DECLARED = (
    Subject(
        n.TRAINING,
        Training,
        N_("On-site training"),
        {
            "planned": Stage(N_("Training planned")),
            "agreed": Stage(N_("Training agreed")),
            "held": Stage(N_("Training held")),
            "examined": Stage(N_("Examined")),
            "signed": Stage(N_("Exam record signed")),
            "filed": Stage(N_("Training filed"), "done"),
        },
        start="planned",
        prefix="PX",
        parent=n.WORKS,
        parent_field="works_id",
        title="title",
        search=("title",),
        personal=("agreed_with", "user_copy"),
        icon="book",
    ),
    Subject(
        n.CLASS,
        TrainingClass,
        N_("Training class"),
        {
            "planned": Stage(N_("Class planned")),
            "held": Stage(N_("Class held")),
            "certified": Stage(N_("Certificates issued")),
            "filed": Stage(N_("Class filed"), "done"),
        },
        start="planned",
        prefix="PB",
        title="title",
        search=("title",),
        icon="book",
    ),
    Subject(
        n.TRAINEE,
        Trainee,
        N_("Participant"),
        {
            "enrolled": Stage(N_("Enrolled")),
            "certified": Stage(N_("Certified"), "done"),
            "left": Stage(N_("Left the class"), "done"),
        },
        start="enrolled",
        prefix="BX",
        parent=n.CLASS,
        parent_field="training_class_id",
        title="name",
        personal=("name",),
        icon="user",
    ),
)
