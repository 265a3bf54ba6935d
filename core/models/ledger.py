"""The double-entry ledgers of all books: accounts with their balance, and the entries that made it, never changed."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Instant, Money, Ref


class Account(Model):
    """What `owner` (a key, "" for nobody in particular) holds of `item` in the way `kind`. `balance` is the sum of its entries."""

    id = fields.BigIntField(primary_key=True)
    book = fields.CharField(max_length=80)
    kind = fields.CharField(max_length=40)
    owner = fields.CharField(max_length=80, default="")
    item = fields.CharField(max_length=80, default="")
    balance = Money(default=0)

    class Meta:
        table = "core_account"
        unique_together = (("book", "kind", "owner", "item"),)


class Entry(Model):
    """One side of a line: `qty` signed, in fen or pieces. `posting` holds the lines of one posting together, `uid` is the act that posted.

    `subject_type` and `subject_id` are what it rests on; NULL id: what the act itself made (its journal row knows).
    """

    id = fields.BigIntField(primary_key=True)
    posting = fields.CharField(max_length=40, db_index=True)
    book = fields.CharField(max_length=80)
    account = Ref("core.Account", db_index=False)
    qty = Money()
    uid = fields.CharField(max_length=40, db_index=True)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField(null=True)
    actor_id = fields.BigIntField(null=True)
    at = Instant()

    class Meta:
        table = "core_entry"
        indexes = (
            Index(fields=("account_id", "id"), name="core_entry_account"),
            Index(fields=("subject_type", "subject_id"), name="core_entry_subject"),
        )
