"""What stands at the head of every printed document, from a date on."""

from __future__ import annotations

from tortoise import fields

from core.db.fields import Instant
from core.models.base import SubjectModel


class Letterhead(SubjectModel):
    """Of the company, or of one department (`to_department_id`) and all below it."""

    company = fields.CharField(max_length=80)
    address = fields.CharField(max_length=200, default="")
    phone = fields.CharField(max_length=40, default="")
    to_department_id = fields.BigIntField(null=True)
    effective_from = Instant()

    class Meta:
        table = "core_letterhead"
