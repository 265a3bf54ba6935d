"""Who looked at what is not for every eye: one row a look, added to and never changed."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index

from core.models.base import SubjectModel


class Viewing(SubjectModel):
    """`kind` is "shown" (personal values unmasked), "read" (something confidential) or "refused" (a try at it).

    `what` names the fields or the file, never a value; `address` is where the request came from, "" where there was none.
    """

    kind = fields.CharField(max_length=10)
    by_id = fields.BigIntField(null=True, db_index=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField(null=True)
    subject_number = fields.CharField(max_length=40)
    what = fields.CharField(max_length=300)
    reason = fields.CharField(max_length=200, default="")
    address = fields.CharField(max_length=60, default="")

    class Meta:
        table = "core_viewing"
        indexes = (Index(fields=("subject_type", "subject_id"), name="core_viewing_subject"),)
