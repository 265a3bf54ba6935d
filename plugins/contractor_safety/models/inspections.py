"""What the safety people see on the spot: inspections of all groups, and the supervision of an after-sales stay."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Inspection(SubjectModel):
    """`kind` is "inspection" (CS-3.2.1.3, CS-3.5.2, CS-3.5.3) or "supervision" (CS-3.4.3a)."""

    engagement = Ref("contractor_safety.Engagement")
    kind = fields.CharField(max_length=20)
    place = fields.CharField(max_length=120, default="")
    inspected_at = Instant()
    agreement_kept = fields.BooleanField(null=True)
    findings = fields.TextField(default="")
    defects = fields.BooleanField(null=True)
    remedy = fields.TextField(default="")
    remedied_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_inspection"
