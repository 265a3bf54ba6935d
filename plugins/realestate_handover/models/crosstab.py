"""What customers bring after a sale, classed by the six features of RS-1 as they stood when it was taken."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Feedback(SubjectModel):
    """An after-sales case: taken and handled (RE-1.2). `source` names the dispute or card it came from, as "plugin.subject" and number."""

    kind = fields.CharField(max_length=20)
    taken_at = Instant(db_index=True)
    channel = fields.CharField(max_length=20, default="")
    content = fields.TextField(default="")
    customer = Ref("core.Customer")
    file = Ref("realestate_handover.SaleFile", null=True)
    prospect = Ref("realestate_handover.Prospect", null=True)
    salesperson_id = fields.BigIntField(null=True)
    unit_type = fields.CharField(max_length=40, default="")
    development = Ref("realestate_handover.Development", null=True)
    deal_closed = fields.BooleanField(default=False)
    intent = fields.CharField(max_length=10, default="")
    source_subject = fields.CharField(max_length=80, default="")
    source_number = fields.CharField(max_length=40, default="")
    outcome = fields.TextField(default="")
    handled_at = Instant(null=True)

    class Meta:
        table = "realestate_handover_feedback"
