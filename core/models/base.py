"""The columns every subject table carries, so that acts, scope, lists and the journal need to know nothing else about it."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant


class SubjectModel(Model):
    """Abstract. The four scope columns are plain ids: only `perform` writes them, and no join is ever needed to filter by them."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=40, unique=True)
    state = fields.CharField(max_length=40, db_index=True)
    version = fields.IntField(default=1)
    head = fields.BinaryField(null=True)
    seq = fields.IntField(default=0)
    department_id = fields.BigIntField(null=True, db_index=True)
    owner_id = fields.BigIntField(null=True, db_index=True)
    party_id = fields.BigIntField(null=True, db_index=True)
    ticket_id = fields.BigIntField(null=True, db_index=True)
    next_late = Instant(null=True, db_index=True)
    seals = fields.CharField(max_length=200, default=",", db_default=",")
    created_at = Instant()

    class Meta:
        abstract = True
