"""What waits for somebody's yes, who gave it, and who stands for whom."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Instant, Ref
from core.models.base import SubjectModel


class ApprovalRequest(SubjectModel):
    """One asking for the declared approval `approval` ("plugin.subject:name") of a subject, whose scope it has.

    `content_hash` is of the columns that were shown; `involved` (",3,12,") names the asker, approvers called by name and deciders.
    """

    approval = fields.CharField(max_length=160)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    subject_number = fields.CharField(max_length=40)
    asker_id = fields.BigIntField(null=True)
    mode = fields.CharField(max_length=10)
    note = fields.CharField(max_length=400, default="")
    content_hash = fields.BinaryField()
    involved = fields.CharField(max_length=400, default=",")
    decided_at = Instant(null=True)
    urged_at = Instant(null=True)
    urged = fields.IntField(default=0)

    class Meta:
        table = "core_approval"
        indexes = (Index(fields=("subject_type", "subject_id"), name="core_approval_subject"),)


class ApprovalStep(Model):
    """One yes that is needed. `need` "role:<role>" or "user" (then `user_id`). state: waiting (not its turn), open, approved, rejected,
    returned, handed_on. Of one position the rows of the highest `round` count: going back asks again."""

    id = fields.BigIntField(primary_key=True)
    approval = Ref("core.ApprovalRequest")
    position = fields.IntField()
    round = fields.IntField(default=1)
    need = fields.CharField(max_length=80)
    user_id = fields.BigIntField(null=True)
    state = fields.CharField(max_length=12)
    decided_by_id = fields.BigIntField(null=True)
    deputy_of_id = fields.BigIntField(null=True)
    decided_at = Instant(null=True)
    added_by_id = fields.BigIntField(null=True)
    note = fields.CharField(max_length=400, default="")

    class Meta:
        table = "core_approval_step"
        indexes = (Index(fields=("state", "user_id"), name="core_approval_step_open"),)


class Deputy(SubjectModel):
    """While `user_id` is away, from `starts_at` until before `ends_at`, `deputy_id` may decide what waits for him."""

    user_id = fields.BigIntField(db_index=True)
    deputy_id = fields.BigIntField(db_index=True)
    starts_at = Instant()
    ends_at = Instant()
    reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_deputy"
