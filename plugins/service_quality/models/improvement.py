"""What is learnt from complaints: the catalogue of causes, the actions against them, and the penalties (ES-1.2.1, 1.3.7, 1.3.8)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Money, Ref, SubjectModel


class Cause(SubjectModel):
    """A cause that complaints are put down to, so that what recurs can be counted. `recurring_at`: when it was last found recurring."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    recurring_at = Instant(null=True)

    class Meta:
        table = "service_quality_cause"


class Improvement(SubjectModel):
    """A measure of one of four kinds (ES-1.2.1b), against one complaint's cause or a recurring one; `effective` is NULL until checked."""

    kind = fields.CharField(max_length=20, default="", db_index=True)
    complaint = Ref("service_quality.Complaint", null=True)
    cause = Ref("service_quality.Cause", null=True)
    plan = fields.TextField(default="")
    due_on = fields.DateField(null=True)
    result = fields.TextField(default="")
    finished_at = Instant(null=True)
    effective = fields.BooleanField(null=True)
    check_note = fields.TextField(default="")
    checked_at = Instant(null=True)
    rounds = fields.IntField(default=0)

    class Meta:
        table = "service_quality_improvement"


class Penalty(SubjectModel):
    """One line of a penalty: a person, for one fault, in one part. Money is fen; `share` is percent of `bonus`, `wage_share` of `wage`.

    The owner is the person penalised, who reads nothing but his own.
    """

    complaint = Ref("service_quality.Complaint")
    fault = fields.CharField(max_length=10)
    part = fields.CharField(max_length=10)
    loss = Money()
    bonus = Money()
    wage = Money(default=0)
    share = fields.IntField()
    wage_share = fields.IntField(default=0)
    amount = Money()
    decided_by_id = fields.BigIntField(null=True)
    decided_at = Instant(db_index=True)
    revoked = fields.CharField(max_length=200, default="")

    class Meta:
        table = "service_quality_penalty"
