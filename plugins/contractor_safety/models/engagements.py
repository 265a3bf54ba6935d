"""What people are there for, and their permits to enter (CS-3.3)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Json, Ref, SubjectModel


class Engagement(SubjectModel):
    """`kind` is the group it is for; each names the departments answerable and the contractor's own safety lead."""

    kind = fields.CharField(max_length=20)
    org = Ref("contractor_safety.ExternalOrg", null=True)
    task = fields.CharField(max_length=200)
    areas = Json(default=list)
    using_dept_id = fields.BigIntField(null=True)
    letting_dept_id = fields.BigIntField(null=True)
    served_dept_id = fields.BigIntField(null=True)
    contractor_lead = fields.CharField(max_length=60, default="")
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    stamped_at = Instant(null=True)
    stamped_by_id = fields.BigIntField(null=True)
    safety_clause = fields.CharField(max_length=120, default="", db_default="")
    notice_at = Instant(null=True)
    notified = fields.TextField(default="", db_default="")
    agreement_at = Instant(null=True)
    submitted_at = Instant(null=True)
    filed_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_engagement"


class EntryPermit(SubjectModel):
    """Who may enter for what, where and until when; whether he may now is asked of the papers at each entry."""

    person = Ref("contractor_safety.ExternalPerson")
    engagement = Ref("contractor_safety.Engagement")
    areas = Json(default=list)
    trades = Json(default=list)
    valid_from = fields.DateField()
    valid_to = fields.DateField()

    class Meta:
        table = "contractor_safety_permit"


class ReviewPaper(Model):
    """One of the eight papers as it was received; the newest of its kind counts."""

    id = fields.BigIntField(primary_key=True)
    engagement = Ref("contractor_safety.Engagement")
    paper = fields.CharField(max_length=20)
    ok = fields.BooleanField()
    remark = fields.CharField(max_length=200, default="")
    received_at = Instant()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "contractor_safety_paper"


class AgreementCopy(Model):
    """A numbered copy of the signed agreement and who holds it."""

    id = fields.BigIntField(primary_key=True)
    engagement = Ref("contractor_safety.Engagement")
    copy_no = fields.IntField()
    holder = fields.CharField(max_length=120)

    class Meta:
        table = "contractor_safety_copy"
