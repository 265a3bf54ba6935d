"""The people of the service: their file, training, conduct, rewards and penalties (ES-2.4, ES-2.5, ES-3.4)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Money, Ref, SubjectModel


class StaffFile(SubjectModel):
    """One for each member of staff; owed training counts from `joined_on`. The owner is the person."""

    user = Ref("core.User")
    post = fields.CharField(max_length=60, default="")
    joined_on = fields.DateField()
    left_on = fields.DateField(null=True)

    class Meta:
        table = "service_quality_staff_file"


class Training(SubjectModel):
    """One training of one person; `hours` are whole."""

    staff = Ref("service_quality.StaffFile")
    on = fields.DateField(db_index=True)
    topic = fields.CharField(max_length=10)
    content = fields.TextField(default="")
    hours = fields.IntField()
    result = fields.CharField(max_length=10, default="")
    trainer = fields.CharField(max_length=60, default="")

    class Meta:
        table = "service_quality_training"


class ConductCase(SubjectModel):
    """A breach of the rules of conduct by a member of staff: reported, heard, decided (ES-2.5)."""

    staff = Ref("service_quality.StaffFile")
    happened_at = Instant()
    what = fields.TextField(default="")
    statement = fields.TextField(default="")
    decision = fields.TextField(default="")

    class Meta:
        table = "service_quality_conduct_case"


class RewardRule(SubjectModel):
    """A rule by which is rewarded or penalised (ES-2.5)."""

    kind = fields.CharField(max_length=10)
    text = fields.TextField()
    from_on = fields.DateField()

    class Meta:
        table = "service_quality_reward_rule"


class Reward(SubjectModel):
    """A reward or penalty of one person, by a rule (ES-2.5, ES-3.4); `amount` in fen. The owner is the person, who reads only his own."""

    person = Ref("core.User")
    rule = Ref("service_quality.RewardRule")
    kind = fields.CharField(max_length=10)
    means = fields.CharField(max_length=10)
    amount = Money(default=0)
    reason = fields.TextField(default="")
    analysis = fields.TextField(default="")
    help_plan = fields.TextField(default="")
    source = fields.CharField(max_length=40, default="")
    decided_at = Instant()
    revoked = fields.CharField(max_length=200, default="")

    class Meta:
        table = "service_quality_reward"
