"""Works at the buyer's: plan and stages, progress, matters outside the plan, supervision of others' work, acceptance."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class Works(SubjectModel):
    """Works of one contract. `builder` does them: we, the user, or a third party whom we supervise (TS-2.3).

    `works_done_at` and `running_at` come before acceptance is asked for (TS-2.4); `accepted_on` is the day of the last signature.
    """

    contract = Ref("tech_support.Contract")
    customer = Ref("core.Customer")
    title = fields.CharField(max_length=120)
    site = fields.CharField(max_length=200, default="")
    builder = fields.CharField(max_length=10)
    builder_name = fields.CharField(max_length=120, default="")
    product = fields.CharField(max_length=60, default="")
    product_version = fields.CharField(max_length=40, default="")
    serial = fields.CharField(max_length=60, default="")
    contacted_at = Instant(null=True)
    contacted_with = fields.CharField(max_length=60, default="")
    told_at = Instant(null=True)
    told_to = fields.CharField(max_length=60, default="")
    conditions = fields.TextField(default="")
    conditions_met = fields.BooleanField(null=True)
    start_on = fields.DateField(null=True)
    buyer_prep = fields.TextField(default="")
    our_prep = fields.TextField(default="")
    confirmed_with = fields.CharField(max_length=60, default="")
    confirmed_at = Instant(null=True)
    started_at = Instant(null=True)
    works_done_at = Instant(null=True)
    running_at = Instant(null=True)
    asked_at = Instant(null=True)
    result = fields.TextField(default="")
    remarks = fields.TextField(default="")
    papers = fields.TextField(default="")
    accepted_on = fields.DateField(null=True)
    archive_no = fields.CharField(max_length=60, default="")
    filed_at = Instant(null=True)

    class Meta:
        table = "tech_support_works"


class WorkStage(SubjectModel):
    """A stage of the plan; its clock runs from the start of the works to the end of its last day (TS-2.1)."""

    works = Ref("tech_support.Works")
    name = fields.CharField(max_length=120)
    planned_from = fields.DateField()
    planned_to = fields.DateField()
    done_at = Instant(null=True)

    class Meta:
        table = "tech_support_work_stage"


class ProgressReport(Model):
    """What was told to the buyer and to the company while the works ran (TS-2.2)."""

    id = fields.BigIntField(primary_key=True)
    works = Ref("tech_support.Works")
    at = Instant()
    content = fields.TextField()
    told_buyer = fields.CharField(max_length=60)
    told_company = fields.CharField(max_length=60)
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_progress_report"


class AcceptancePaper(Model):
    """A paper handed over with the acceptance; content of the signed record."""

    id = fields.BigIntField(primary_key=True)
    works = Ref("tech_support.Works")
    name = fields.CharField(max_length=120)
    copies = fields.IntField()

    class Meta:
        table = "tech_support_acceptance_paper"


class Matter(SubjectModel):
    """Something outside the plan. `ours`: the company's own matter, which it settles; else it is discussed with the buyer (TS-2.2)."""

    works = Ref("tech_support.Works")
    matter = fields.TextField()
    ours = fields.BooleanField()
    found_at = Instant()
    discussed_with = fields.CharField(max_length=60, default="")
    discussed_at = Instant(null=True)
    settlement = fields.TextField(default="")
    settled_at = Instant(null=True)

    class Meta:
        table = "tech_support_matter"


class Supervision(SubjectModel):
    """Our supervisor on the works of a third party or of the user. `leave_until` is the last day of the permission in force."""

    works = Ref("tech_support.Works")
    accepted_us = fields.CharField(max_length=60, default="")
    accepted_buyer = fields.CharField(max_length=60, default="")
    leave_until = fields.DateField(null=True)
    permitted_by_id = fields.BigIntField(null=True)
    reports = fields.IntField(default=0)
    breaches = fields.IntField(default=0)
    ended_at = Instant(null=True)

    class Meta:
        table = "tech_support_supervision"


class Presence(Model):
    """When the supervisor came, left, or was found missing; `permitted_by_id` whoever had let him go."""

    id = fields.BigIntField(primary_key=True)
    supervision = Ref("tech_support.Supervision")
    at = Instant()
    kind = fields.CharField(max_length=10)
    note = fields.CharField(max_length=200, default="")
    permitted_by_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_presence"


class SituationReport(Model):
    """A supervisor's written report to buyer and company (TS-2.3)."""

    id = fields.BigIntField(primary_key=True)
    supervision = Ref("tech_support.Supervision")
    at = Instant()
    content = fields.TextField()
    told_buyer = fields.CharField(max_length=60)
    told_company = fields.CharField(max_length=60)
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_situation_report"
