"""Customers, the people to reach there, and the things of theirs under care."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Instant, Ref
from core.models.base import SubjectModel


class Customer(SubjectModel):
    """`code` is the company's own key, by which a reload updates; `tax_id` the state's. Phone and address are personal.

    `merged_into`: who this one turned out to be; everything of his hangs there since.
    """

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=10, default="person")
    phone = fields.CharField(max_length=30, default="")
    address = fields.CharField(max_length=200, default="")
    region = fields.CharField(max_length=40, default="", db_index=True)
    note = fields.TextField(default="")
    tax_id = fields.CharField(max_length=40, default="", db_default="")
    merged_into = Ref("core.Customer", null=True, db_index=False)

    class Meta:
        table = "core_customer"
        # those by which two rows are found to be one customer
        indexes = tuple(
            Index(fields=(name,), name=f"core_customer_{name}")
            for name in ("name", "phone", "address", "tax_id", "merged_into_id")
        )


class Contact(SubjectModel):
    """Somebody to reach at a customer."""

    customer = Ref("core.Customer")
    name = fields.CharField(max_length=60)
    phone = fields.CharField(max_length=30, default="")
    duty = fields.CharField(max_length=60, default="")

    class Meta:
        table = "core_contact"


class Asset(SubjectModel):
    """The customer's thing under care. `identifier` is the serial number printed on it; warranty ends at 24:00 of `warranty_to`."""

    customer = Ref("core.Customer")
    identifier = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=120)
    product = fields.CharField(max_length=60, default="")
    acquired_on = fields.DateField(null=True)
    warranty_to = fields.DateField(null=True)
    site = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_asset"


class CardLine(Model):
    """A line of the asset's warranty card, for whoever serves it next; `ticket_id` says on which occasion."""

    id = fields.BigIntField(primary_key=True)
    asset = Ref("core.Asset")
    ticket_id = fields.BigIntField(null=True, db_index=True)
    on = fields.DateField()
    content = fields.TextField()
    by_id = fields.BigIntField(null=True)
    at = Instant()

    class Meta:
        table = "core_card_line"
