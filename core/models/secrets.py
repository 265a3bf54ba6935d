"""What proves that somebody is who he says: the second factor, its recovery codes, and links that work once."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Ref


class Totp(Model):
    """The authenticator of a user. `last_step` is the number of the half minute whose code was used last: none is used twice."""

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField(unique=True)
    secret = fields.CharField(max_length=64)
    last_step = fields.BigIntField(default=0)

    class Meta:
        table = "core_totp"


class RecoveryCode(Model):
    """The sha256 of a code that stands in once for the authenticator."""

    id = fields.BigIntField(primary_key=True)
    user = Ref("core.User")
    digest = fields.CharField(max_length=64)
    used_at = Instant(null=True)

    class Meta:
        table = "core_recovery_code"


class OneTime(Model):
    """A secret that works once, kept as its sha256. `purpose` is "link" (choose a password) or "second" (password given, code to come).

    `bound` is a print of the user's password hash: a password changed meanwhile ends it.
    """

    id = fields.BigIntField(primary_key=True)
    purpose = fields.CharField(max_length=10)
    digest = fields.CharField(max_length=64, unique=True)
    user = Ref("core.User")
    bound = fields.CharField(max_length=64)
    ends_at = Instant(db_index=True)
    used_at = Instant(null=True)

    class Meta:
        table = "core_one_time"
