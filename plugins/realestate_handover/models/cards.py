"""Opinion cards: one for each occasion, answered by a link that works once or entered from paper (RS-2)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Json, Ref, SubjectModel


class OpinionCard(SubjectModel):
    """`points` of `judged` answers, each 5 (best) to 1. `link_hash` is the sha256 of the link's secret.

    `once` says what it is the only one of: occasion, milestone and file or prospect.
    """

    occasion = fields.CharField(max_length=20, db_index=True)
    milestone = fields.CharField(max_length=60, default="")
    once = fields.CharField(max_length=120, unique=True)
    file = Ref("realestate_handover.SaleFile", null=True)
    prospect = Ref("realestate_handover.Prospect", null=True)
    building = Ref("realestate_handover.Building", null=True)
    customer = Ref("core.Customer")
    issued_at = Instant()
    link_hash = fields.CharField(max_length=64, default="", db_index=True)
    link_until = Instant(null=True)
    answers = Json(default=dict)
    points = fields.IntField(default=0)
    judged = fields.IntField(default=0)
    lowest = fields.IntField(null=True)
    remark = fields.TextField(default="")
    person = fields.CharField(max_length=60, default="")
    returned_at = Instant(null=True, db_index=True)
    returned_by = fields.CharField(max_length=10, default="")
    complained = fields.BooleanField(default=False)
    complaint = Ref("service_quality.Complaint", null=True)

    class Meta:
        table = "realestate_handover_opinion_card"
