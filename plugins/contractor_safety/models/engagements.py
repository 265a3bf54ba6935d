"""What people are there for, and their permits to enter (CS-3.3)."""

from __future__ import annotations

from tortoise import fields

from core.api import Json, Ref, SubjectModel


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
