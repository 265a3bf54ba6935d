"""Training: on the user's site after commissioning, and classes before or after the project."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class Training(SubjectModel):
    """On-site training by an agreed plan. The exam and its record are signed by both sides, each keeps a copy (TS-4.1)."""

    works = Ref("tech_support.Works")
    customer = Ref("core.Customer")
    title = fields.CharField(max_length=120)
    participants = fields.TextField(default="")
    place = fields.CharField(max_length=200, default="")
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    material = fields.TextField(default="")
    teacher = fields.CharField(max_length=60, default="")
    timetable = fields.TextField(default="")
    agreed_with = fields.CharField(max_length=60, default="")
    agreed_at = Instant(null=True)
    held_on = fields.DateField(null=True)
    exam_no = fields.IntField(default=0)
    pass_mark = fields.IntField(null=True)
    examined = fields.IntField(default=0)
    passed = fields.IntField(default=0)
    examined_at = Instant(null=True)
    user_copy = fields.CharField(max_length=60, default="")
    company_copy = fields.CharField(max_length=60, default="")
    archive_no = fields.CharField(max_length=60, default="")
    filed_at = Instant(null=True)

    class Meta:
        table = "tech_support_training"


class ExamResult(Model):
    """One trainee's result; an exam repeated has the next `exam_no`, and the training's own is the one that counts."""

    id = fields.BigIntField(primary_key=True)
    training = Ref("tech_support.Training")
    name = fields.CharField(max_length=60)
    score = fields.IntField()
    passed = fields.BooleanField()
    exam_no = fields.IntField()

    class Meta:
        table = "tech_support_exam_result"


class TrainingClass(SubjectModel):
    """A class for users' staff, before or after the project (TS-4.2)."""

    title = fields.CharField(max_length=120)
    held = fields.CharField(max_length=10)
    qualification = fields.TextField(default="")
    place = fields.CharField(max_length=200, default="")
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    material = fields.TextField(default="")
    teacher = fields.CharField(max_length=60, default="")
    timetable = fields.TextField(default="")
    certificates_at = Instant(null=True)
    archive_no = fields.CharField(max_length=60, default="")
    filed_at = Instant(null=True)

    class Meta:
        table = "tech_support_training_class"


class Trainee(SubjectModel):
    """A participant of a class: entry qualification, result, certificate."""

    training_class = Ref("tech_support.TrainingClass")
    name = fields.CharField(max_length=60)
    unit = fields.CharField(max_length=120, default="")
    qualified = fields.BooleanField(null=True)
    evidence = fields.CharField(max_length=200, default="")
    score = fields.IntField(null=True)
    certificate_no = fields.CharField(max_length=60, default="")

    class Meta:
        table = "tech_support_trainee"
