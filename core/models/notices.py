"""What somebody is told without asking: his inbox, and what of it he wants by mail."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Instant, Json


class Notice(Model):
    """One line of an inbox; (user, dedupe) is unique, so telling twice tells once.

    `kind` gives the sentence, `code` the deadline it is about ("" = none), `by_id` who caused it (None = time itself). `mail`: 0 not looked
    at yet, 1 handed to the outbox, 2 not wanted.
    """

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    kind = fields.CharField(max_length=20)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    number = fields.CharField(max_length=40)
    code = fields.CharField(max_length=120, default="")
    by_id = fields.BigIntField(null=True)
    text = fields.CharField(max_length=200, default="")
    args = Json(null=True)
    at = Instant()
    read_at = Instant(null=True)
    dedupe = fields.CharField(max_length=160)
    mail = fields.IntField(default=0)

    class Meta:
        table = "core_notice"
        unique_together = (("user_id", "dedupe"),)
        indexes = (
            Index(fields=("user_id", "read_at"), name="core_notice_unread"),
            Index(fields=("user_id", "id"), name="core_notice_inbox"),
            Index(fields=("mail", "id"), name="core_notice_mail"),
        )


class Preference(Model):
    """How somebody wants to be told. `mail` lists kinds of notices; quiet hours are minutes after midnight in Shanghai, None = none."""

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField(unique=True)
    email = fields.CharField(max_length=200, default="")
    mail = Json(default=list)
    quiet_from = fields.IntField(null=True)
    quiet_to = fields.IntField(null=True)

    class Meta:
        table = "core_preference"
