"""What a plugin of some other trade would keep: passes with papers, units told of a campaign, jobs with a part."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, Share, SubjectModel


class Pass(SubjectModel):
    """Somebody's right to enter, as long as his papers are valid."""

    holder = fields.CharField(max_length=40)

    class Meta:
        table = "foundation_pass"


class Paper(Model):
    """One paper of a pass; valid before `until`."""

    id = fields.BigIntField(primary_key=True)
    of = Ref("foundation.Pass")
    kind = fields.CharField(max_length=20)
    until = Instant()

    class Meta:
        table = "foundation_paper"


class Campaign(SubjectModel):
    title = fields.CharField(max_length=80)

    class Meta:
        table = "foundation_campaign"


class Unit(SubjectModel):
    """One of the many things a campaign concerns."""

    serial = fields.CharField(max_length=40)
    campaign = Ref("foundation.Campaign", null=True)
    told_at = Instant(null=True)

    class Meta:
        table = "foundation_unit"


class Job(SubjectModel):
    """A repair with one part; what it cost is shared by both sides, who sign."""

    customer = Ref("core.Customer")
    part = fields.CharField(max_length=40)
    cause = fields.CharField(max_length=200, default="")
    share = Share(null=True)

    class Meta:
        table = "foundation_job"
