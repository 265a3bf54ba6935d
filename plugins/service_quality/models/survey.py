"""A social survey: visits to users, a consumer meeting, or questionnaires (ES-3.2.2)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, SubjectModel


class Survey(SubjectModel):
    """`name` is what its opinion cards bear as their survey. `cards` and `marks` (their sum) are those answered when it was concluded."""

    name = fields.CharField(max_length=40, unique=True)
    method = fields.CharField(max_length=20)
    goal = fields.TextField(default="")
    from_on = fields.DateField()
    to_on = fields.DateField()
    place = fields.CharField(max_length=120, default="")
    participants = fields.IntField(null=True)
    cards = fields.IntField(default=0)
    marks = fields.IntField(default=0)
    findings = fields.TextField(default="")
    measures = fields.TextField(default="")
    concluded_at = Instant(null=True, db_index=True)

    class Meta:
        table = "service_quality_survey"
