"""The header of whatever a customer brings. The case behind it is a plugin's subject and owns state and version."""

from __future__ import annotations

from tortoise import fields

from core.db.fields import Instant, Ref
from core.models.base import SubjectModel


class Ticket(SubjectModel):
    """`stage` ("plugin.subject.state") and `category` are projected from the case by `perform`; `case_subject`/`case_id` lead to it."""

    kind = fields.CharField(max_length=80, db_index=True)
    customer = Ref("core.Customer")
    asset = Ref("core.Asset", null=True)
    title = fields.CharField(max_length=200)
    channel = fields.CharField(max_length=20)
    region = fields.CharField(max_length=40, default="", db_index=True)
    stage = fields.CharField(max_length=120, default="", db_index=True)
    category = fields.CharField(max_length=10, default="open", db_index=True)
    case_subject = fields.CharField(max_length=80, default="")
    case_id = fields.BigIntField(null=True, db_index=True)
    taken_by_id = fields.BigIntField(null=True)
    reported_at = Instant()
    handovers = fields.IntField(default=0)

    class Meta:
        table = "core_ticket"
