"""Programme, assessment and its scores: what is assessed, in which form, how it came out (ES-3.0, ES-3.1, ES-3.3, ES-3.4)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, Share, SubjectModel


class Programme(SubjectModel):
    """The assessed department is the scope column; `form` is self or management. Runs from `from_on` to `to_on`, both inclusive."""

    name = fields.CharField(max_length=120)
    form = fields.CharField(max_length=12)
    goals = fields.TextField(default="")
    from_on = fields.DateField()
    to_on = fields.DateField()

    class Meta:
        table = "service_quality_programme"


class ProgrammeItem(Model):
    """Something assessed: against `target` where it can be measured, else on a scale of 1 to `scale` points. `weight` in 1/100 %."""

    id = fields.BigIntField(primary_key=True)
    programme = Ref("service_quality.Programme")
    name = fields.CharField(max_length=120)
    aspect = fields.CharField(max_length=12)
    measured = fields.BooleanField()
    target = fields.CharField(max_length=120, default="")
    scale = fields.IntField()
    weight = Share()

    class Meta:
        table = "service_quality_programme_item"


class Assessment(SubjectModel):
    """One assessment of the department by a programme. `total` in 1/100 %, NULL before it is concluded."""

    programme = Ref("service_quality.Programme")
    form = fields.CharField(max_length=12)
    method = fields.CharField(max_length=12, default="")
    evidence = fields.TextField(default="")
    from_on = fields.DateField()
    to_on = fields.DateField()
    comment = fields.TextField(default="")
    analysis = fields.TextField(default="")
    help_plan = fields.TextField(default="")
    consequence = fields.CharField(max_length=10, default="")
    total = Share(null=True)
    concluded_at = Instant(null=True)

    class Meta:
        table = "service_quality_assessment"


class Score(SubjectModel):
    """An item as it stood in the programme, and the points given: NULL until then."""

    assessment = Ref("service_quality.Assessment")
    name = fields.CharField(max_length=120)
    aspect = fields.CharField(max_length=12)
    measured = fields.BooleanField()
    target = fields.CharField(max_length=120, default="")
    scale = fields.IntField()
    weight = Share()
    figure = fields.CharField(max_length=60, default="")
    points = fields.IntField(null=True)
    comment = fields.TextField(default="")

    class Meta:
        table = "service_quality_score"
