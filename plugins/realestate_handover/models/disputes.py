"""Contract disputes, in the order of RE-2.11: heard and recorded, explained or investigated and reported, closed."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Dispute(SubjectModel):
    """`rule_cited` is the rule of the state or authority the explanation rests on."""

    file = Ref("realestate_handover.SaleFile")
    customer = Ref("core.Customer")
    heard_at = Instant()
    heard_from = fields.CharField(max_length=60)
    subject_matter = fields.CharField(max_length=120, default="")
    record = fields.TextField(default="")
    explanation = fields.TextField(default="")
    rule_cited = fields.CharField(max_length=200, default="")
    explained_at = Instant(null=True)
    open_question = fields.TextField(default="")
    asked_at = Instant(null=True)
    investigation = fields.TextField(default="")
    reported_to_id = fields.BigIntField(null=True)
    reported_at = Instant(null=True)
    decision = fields.TextField(default="")
    answer = fields.TextField(default="")
    answered_at = Instant(null=True)
    outcome = fields.TextField(default="")
    feedback_id = fields.BigIntField(null=True)

    class Meta:
        table = "realestate_handover_dispute"
