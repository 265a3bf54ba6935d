"""Secondary claims against suppliers (VW-3.8)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Claim(SubjectModel):
    """The maker's claim for one failed part. `lapses_on` is the last day of the supplier's warranty."""

    old_part = Ref("vehicle_warranty.OldPart")
    supplier = fields.CharField(max_length=120, db_index=True)
    amount = Money(default=0)
    opened_on = fields.DateField()
    lapses_on = fields.DateField(null=True)
    lapse_km = fields.IntField(default=0)
    sent_at = Instant(null=True)
    result = fields.CharField(max_length=20, default="")
    settled = Money(default=0)
    settled_on = fields.DateField(null=True)
    abandoned_because = fields.CharField(max_length=200, default="")
    ended_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_claim"


class ClaimStep(Model):
    """What was done about a claim, in time order."""

    id = fields.BigIntField(primary_key=True)
    claim = Ref("vehicle_warranty.Claim")
    at = Instant()
    what = fields.TextField()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "vehicle_warranty_claim_step"
