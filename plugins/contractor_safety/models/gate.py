"""The gate's log: every permit shown at a gate, let in and out again, or turned away and why."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index

from core.api import Instant, Ref, SubjectModel


class Entry(SubjectModel):
    """`shown` is the number as it was shown; without a permit there was none of that number. `clause` and `reason` say why not."""

    permit = Ref("contractor_safety.EntryPermit", null=True)
    person = Ref("contractor_safety.ExternalPerson", null=True)
    engagement = Ref("contractor_safety.Engagement", null=True)
    shown = fields.CharField(max_length=60)
    gate = fields.CharField(max_length=60, default="")
    area = fields.CharField(max_length=60, default="")
    at = Instant(db_index=True)
    in_at = Instant(null=True)
    out_at = Instant(null=True)
    clause = fields.CharField(max_length=20, default="")
    reason = fields.CharField(max_length=400, default="")

    class Meta:
        table = "contractor_safety_entry"
        indexes = (Index(fields=("permit_id", "state")),)
