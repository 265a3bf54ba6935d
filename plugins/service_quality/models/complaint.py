"""A complaint on its eight steps, whom it went through, and whom step 4 found responsible (ES-1)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Complaint(SubjectModel):
    """`about` is the ticket complained about; `source_subject`/`source_number` name the card or case that brought it, if any.

    `founded` = reasons sufficient and demand reasonable (ES-1.3.2). `loss` is fen, NULL before step 7. `responsible` counts the lines of
    step 4, `handovers` how often it was passed on (ES-1.2.2). `promised_on` is the promised day of redress (ES-4.3.4).
    """

    customer = Ref("core.Customer")
    asset = Ref("core.Asset", null=True)
    about = Ref("core.Ticket", null=True)
    source_subject = fields.CharField(max_length=80, default="")
    source_number = fields.CharField(max_length=40, default="")
    complainant = fields.CharField(max_length=60, default="")
    complainant_phone = fields.CharField(max_length=30, default="")
    complained_at = Instant(db_index=True)
    object = fields.CharField(max_length=200, default="")
    content = fields.TextField(default="")
    demand = fields.TextField(default="")
    channel = fields.CharField(max_length=20)
    region = fields.CharField(max_length=40, default="", db_index=True)

    kind = fields.CharField(max_length=20, default="", db_index=True)
    subkind = fields.CharField(max_length=30, default="")
    sufficient = fields.BooleanField(null=True)
    reasonable = fields.BooleanField(null=True)
    founded = fields.BooleanField(null=True, db_index=True)
    ground = fields.TextField(default="")
    unfounded_reason = fields.TextField(default="")

    reply = fields.TextField(default="")
    reply_channel = fields.CharField(max_length=20, default="")
    replied_at = Instant(null=True)
    promised_on = fields.DateField(null=True)

    authority = fields.CharField(max_length=200, default="")
    assigned_at = Instant(null=True)
    handovers = fields.IntField(default=0)

    cause = Ref("service_quality.Cause", null=True)
    finding = fields.TextField(default="")
    nobody = fields.TextField(default="")
    responsible = fields.IntField(default=0, db_default=0)
    investigated_at = Instant(null=True)

    solution = fields.TextField(default="")
    regard = fields.TextField(default="")
    compensation = Money(default=0)
    approved_at = Instant(null=True)
    approved_by_id = fields.BigIntField(null=True)
    told_at = Instant(null=True)
    told_person = fields.CharField(max_length=60, default="")
    told_channel = fields.CharField(max_length=20, default="")
    redress = fields.TextField(default="")
    redressed_at = Instant(null=True)
    reaction = fields.TextField(default="")

    loss = Money(null=True)
    no_penalty = fields.TextField(default="")
    review = fields.TextField(default="")
    lessons = fields.TextField(default="")
    closed_at = Instant(null=True, db_index=True)

    class Meta:
        table = "service_quality_complaint"


class Responsible(Model):
    """Whom step 4 found responsible: for the complaint itself or for its delay (`fault`), by own hand or as manager (`part`)."""

    id = fields.BigIntField(primary_key=True)
    complaint = Ref("service_quality.Complaint")
    user_id = fields.BigIntField(db_index=True)
    department_id = fields.BigIntField(null=True)
    fault = fields.CharField(max_length=10)
    part = fields.CharField(max_length=10)
    at = Instant()

    class Meta:
        table = "service_quality_responsible"


class Stay(Model):
    """How long a complaint lay with a department and person; the one with `until` NULL is where it lies now."""

    id = fields.BigIntField(primary_key=True)
    complaint = Ref("service_quality.Complaint")
    department_id = fields.BigIntField(null=True, db_index=True)
    person_id = fields.BigIntField(null=True)
    since = Instant()
    until = Instant(null=True)
    reason = fields.CharField(max_length=400, default="")

    class Meta:
        table = "service_quality_stay"
