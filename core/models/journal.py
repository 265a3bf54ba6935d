"""Who did or tried what, when, before, after, refused why: append-only, chained per subject; plus signatures and seals."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Bytewise, Instant, Json


class Journal(Model):
    """One act or one refused try. `key` is the one-time act key, NULL for refusals (a refusal leaves the key free).

    `hash` = sha256 over the canonical row and `prev`; the subject stands in it by its number, which is known before its id.

    `changes` {field: [before, after]} with personal values as commitments.
    `outcome` is what the act answered: a repeat with the same key returns it. `cause` = uid of the act this one was nested in.
    """

    id = fields.BigIntField(primary_key=True)
    uid = fields.CharField(max_length=40, unique=True)
    key = fields.CharField(max_length=200, null=True, unique=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField(null=True)
    number = fields.CharField(max_length=40, default="")
    ticket_id = fields.BigIntField(null=True, db_index=True)
    seq = fields.IntField(default=0)
    act = fields.CharField(max_length=160, db_index=True)
    actor_id = fields.BigIntField(null=True, db_index=True)
    actor_name = fields.CharField(max_length=60)
    at = Instant(db_index=True)
    occurred_at = Instant()
    cause = fields.CharField(max_length=40, null=True)
    refused = fields.BooleanField(default=False)
    state_before = fields.CharField(max_length=40, default="")
    state_after = fields.CharField(max_length=40, default="")
    version = fields.IntField(default=0)
    changes = Json(default=dict)
    refusals = Json(default=list)
    outcome = Json(default=dict)
    prev = fields.BinaryField(null=True)
    hash = fields.BinaryField()

    class Meta:
        table = "core_journal"
        indexes = (Index(fields=("subject_type", "subject_id", "seq"), name="core_journal_subject"),)


class Personal(Model):
    """The personal values behind the journal's commitments: erasable, while the chain still verifies."""

    id = fields.BigIntField(primary_key=True)
    uid = fields.CharField(max_length=40, db_index=True)
    field = fields.CharField(max_length=80)
    salt = fields.CharField(max_length=64)
    value = fields.TextField()

    class Meta:
        table = "core_personal"


class Signature(Model):
    """A signature over the content hash of a record. `strokes` = list of polylines [[x, y], ...] of small ints. `seals` marks the last one."""

    id = fields.BigIntField(primary_key=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    record = fields.CharField(max_length=60)
    capacity = fields.CharField(max_length=60)
    signer_id = fields.BigIntField(null=True)
    signer_name = fields.CharField(max_length=60, default="")
    strokes = Json(default=list)
    content = Json(default=dict)
    content_hash = fields.BinaryField()
    at = Instant()
    uid = fields.CharField(max_length=40)
    seals = fields.BooleanField(default=False)
    voided_at = Instant(null=True)

    class Meta:
        table = "core_signature"
        indexes = (Index(fields=("subject_type", "subject_id"), name="core_signature_subject"),)


class Counter(Model):
    """The last number taken, per kind and year."""

    id = fields.BigIntField(primary_key=True)
    prefix = fields.CharField(max_length=20)
    year = fields.IntField()
    taken = fields.IntField(source_field="last")

    class Meta:
        table = "core_counter"
        unique_together = (("prefix", "year"),)


class Outbox(Model):
    """An event somebody listens to, written in the act's transaction; `done` = names of the listeners that have had it."""

    id = fields.BigIntField(primary_key=True)
    act = fields.CharField(max_length=160)
    payload = Json(default=dict)
    at = Instant()
    done = Json(default=list)
    attempts = fields.IntField(default=0)
    next_at = Instant(db_index=True)
    locked_until = Instant(null=True)
    finished_at = Instant(null=True)
    error = fields.TextField(default="")

    class Meta:
        table = "core_outbox"


class Printed(Model):
    """A printed document, frozen at issue: the context it was rendered from, and the copies with their holders."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=40, unique=True)
    print_name = fields.CharField(max_length=120)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField(db_index=True)
    ticket_id = fields.BigIntField(null=True, db_index=True)
    content = Json(default=dict)
    copies = fields.IntField(default=1)
    at = Instant()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "core_printed"


class Search(Model):
    """Tokens that make a subject findable, looked up by their beginnings (`core.rules.tokens`); one row per token."""

    id = fields.BigIntField(primary_key=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    token = Bytewise(max_length=40)
    personal = fields.BooleanField(default=False)

    class Meta:
        table = "core_search"
        indexes = (
            Index(fields=("subject_type", "token", "subject_id"), name="core_search_token"),
            Index(fields=("subject_type", "subject_id"), name="core_search_subject"),
        )
