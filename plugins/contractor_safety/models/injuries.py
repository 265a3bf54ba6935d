"""Injuries, led by whom the category of the injured person says (CS-3.5.1 to CS-3.5.3, CS-3.5.6b)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class Injury(SubjectModel):
    """Its department is the responsible one, which owes facts and result. `group` is copied from the person as he was then."""

    person = Ref("contractor_safety.ExternalPerson")
    engagement = Ref("contractor_safety.Engagement", null=True)
    group = fields.CharField(max_length=20)
    happened_at = Instant()
    known_at = Instant()
    place = fields.CharField(max_length=120, default="")
    event = fields.TextField()
    severity = fields.CharField(max_length=20, default="")
    investigator_kind = fields.CharField(max_length=20)
    investigator = fields.CharField(max_length=120, default="")
    joined_by_id = fields.BigIntField(null=True)
    unapproved = fields.BooleanField(default=False)
    facts = fields.TextField(default="")
    facts_at = Instant(null=True)
    investigation = fields.TextField(default="")
    result = fields.TextField(default="")
    assessment = fields.TextField(default="")
    result_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_injury"


class InjuryLeader(Model):
    """A leader of the responsible department and how he answers for it."""

    id = fields.BigIntField(primary_key=True)
    injury = Ref("contractor_safety.Injury")
    name = fields.CharField(max_length=60)
    post = fields.CharField(max_length=60)
    answers = fields.CharField(max_length=20)

    class Meta:
        table = "contractor_safety_injury_leader"
