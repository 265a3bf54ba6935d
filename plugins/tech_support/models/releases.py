"""Software releases, and what each affected system gets of them."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Release(SubjectModel):
    """A version of a product's software. `affected` is how many systems its announcement reached."""

    product = fields.CharField(max_length=60)
    product_version = fields.CharField(max_length=40)
    released_on = fields.DateField()
    notes = fields.TextField(default="")
    affected = fields.IntField(default=0)
    announced_at = Instant(null=True)

    class Meta:
        table = "tech_support_release"
        unique_together = (("product", "product_version"),)


class Upgrade(SubjectModel):
    """One system and one release: its user told, the system upgraded; free or by a supplementary agreement (TS-3.2, TS-3.3)."""

    release = Ref("tech_support.Release")
    system = Ref("tech_support.System")
    customer = Ref("core.Customer")
    released_on = fields.DateField()
    free = fields.BooleanField()
    told_at = Instant(null=True)
    told_through = fields.CharField(max_length=20, default="")
    told_to = fields.CharField(max_length=60, default="")
    special_wish = fields.TextField(default="")
    agreement_id = fields.BigIntField(null=True)
    upgraded_at = Instant(null=True)
    from_version = fields.CharField(max_length=40, default="")
    declined = fields.CharField(max_length=200, default="")

    class Meta:
        table = "tech_support_upgrade"
        unique_together = (("release", "system"),)
