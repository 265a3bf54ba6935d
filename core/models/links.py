"""How tickets hang together, and what was added to sealed records."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json, Ref


class Link(Model):
    """`ticket` follows, duplicates or concerns `other`."""

    id = fields.BigIntField(primary_key=True)
    ticket = Ref("core.Ticket")
    other = Ref("core.Ticket")
    kind = fields.CharField(max_length=12)
    at = Instant()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "core_link"
        unique_together = (("ticket", "other", "kind"),)


class Supplement(Model):
    """A signed addition to a sealed record: `content_hash` covers the text and the hash of the seal it adds to, which never changes."""

    id = fields.BigIntField(primary_key=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField(db_index=True)
    record = fields.CharField(max_length=60)
    seal = Ref("core.Signature")
    text = fields.TextField()
    strokes = Json(default=list)
    signer_id = fields.BigIntField(null=True)
    signer_name = fields.CharField(max_length=60, default="")
    content_hash = fields.BinaryField()
    at = Instant()
    uid = fields.CharField(max_length=40)

    class Meta:
        table = "core_supplement"
