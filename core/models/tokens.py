"""Keys for programs: each acts as one user, within what was written on it."""

from __future__ import annotations

from tortoise import fields

from core.db.fields import Instant, Json, Ref
from core.models.base import SubjectModel


class Token(SubjectModel):
    """A bearer token; the table holds only the sha256 of its secret. `permissions` is a list of names, or ["*"]: all that the user may."""

    user = Ref("core.User")
    name = fields.CharField(max_length=60)
    digest = fields.CharField(max_length=64, unique=True)
    permissions = Json(default=list)
    expires_at = Instant()
    last_used_at = Instant(null=True)
    revoked_at = Instant(null=True)

    class Meta:
        table = "core_token"
