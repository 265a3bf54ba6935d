"""Orders of the safety department to stop the work of an engagement (CS-3.4.3)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class StopWork(SubjectModel):
    """`responsible_id` is the department that is assessed by severity; the order holds from its instant until it is lifted."""

    engagement = Ref("contractor_safety.Engagement")
    reason = fields.TextField()
    severity = fields.CharField(max_length=20)
    responsible_id = fields.BigIntField(null=True)
    ordered_at = Instant()
    lifted_at = Instant(null=True)
    lifted_because = fields.TextField(default="")

    class Meta:
        table = "contractor_safety_stop_work"
