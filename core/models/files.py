"""Files of any subject: the row says whose and what, the content lies in the file store under its hash."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index

from core.models.base import SubjectModel


class Attachment(SubjectModel):
    """`name` is what the sender called it and never a path; `sha256` (hex) and `thumb` (of a photo, else "") name contents.

    The scope columns copy the subject's. Whoever may read the subject may read its files: the subject's row is asked each time. `secret`
    names a declared `FileKind` whose readers are fewer, "" = none.
    """

    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    subject_number = fields.CharField(max_length=40)
    name = fields.CharField(max_length=255)
    kind = fields.CharField(max_length=10)
    size = fields.BigIntField()
    sha256 = fields.CharField(max_length=64, db_index=True)
    thumb = fields.CharField(max_length=64, default="")
    by_id = fields.BigIntField(null=True)
    secret = fields.CharField(max_length=80, default="", db_default="")

    class Meta:
        table = "core_attachment"
        indexes = (Index(fields=("subject_type", "subject_id"), name="core_attachment_subject"),)
