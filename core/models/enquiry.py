"""The core's own case: whatever a customer asks can be logged by anybody, also with every plugin off."""

from __future__ import annotations

from tortoise import fields

from core.db.fields import Instant
from core.models.base import SubjectModel


class Enquiry(SubjectModel):
    """One question and its answer; header data (customer, asset, channel) stand on the ticket."""

    question = fields.TextField()
    answer = fields.TextField(default="")
    answered_at = Instant(null=True)

    class Meta:
        table = "core_enquiry"
