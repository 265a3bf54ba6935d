"""Return visits, and what customers think: opinion cards, answered by a one-time link or on paper (ES-2.2, ES-3.1)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Json, Ref, SubjectModel


class Visit(SubjectModel):
    """A visit of ours to a customer about a product. `mark` is 5 (best) to 1; `request` is the form a problem led to."""

    asset = Ref("core.Asset")
    customer = Ref("core.Customer")
    visited_at = Instant(db_index=True)
    channel = fields.CharField(max_length=20)
    person = fields.CharField(max_length=60, default="")
    answers = Json(default=dict)
    mark = fields.IntField(null=True)
    problem = fields.TextField(default="")
    request = Ref("service_quality.Request", null=True)

    class Meta:
        table = "service_quality_visit"


class Opinion(SubjectModel):
    """A card: `survey` names its list of questions. Marks are 5 (best) to 1, NULL where not asked or not answered.

    `link_hash` is the sha256 of the link's secret, "" for a card on paper; `complaint` is what a bad mark led to.
    """

    customer = Ref("core.Customer")
    asset = Ref("core.Asset", null=True)
    about = Ref("core.Ticket", null=True)
    survey = fields.CharField(max_length=40, default="")
    answers = Json(default=dict)
    mark = fields.IntField(null=True)
    warmth = fields.IntField(null=True)
    skill = fields.IntField(null=True)
    remark = fields.TextField(default="")
    person = fields.CharField(max_length=60, default="")
    answered_by = fields.CharField(max_length=10, default="")
    answered_at = Instant(null=True, db_index=True)
    link_hash = fields.CharField(max_length=64, default="", db_index=True)
    link_until = Instant(null=True)
    complaint = Ref("service_quality.Complaint", null=True)

    class Meta:
        table = "service_quality_opinion"
