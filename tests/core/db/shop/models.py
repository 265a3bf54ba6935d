"""Tables for the tests of core.db."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json, Money, Ref, Share


class Owner(Model):
    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=50)

    class Meta:
        table = "shop_owner"


class Owned(Model):
    """Abstract, with a foreign key that several tables inherit."""

    id = fields.BigIntField(primary_key=True)
    owner = Ref("shop.Owner")

    class Meta:
        abstract = True


class Item(Owned):
    parent = Ref("shop.Item", null=True)
    price = Money()
    share = Share(default=0)
    at = Instant(null=True)
    data = Json(default=dict)

    class Meta:
        table = "shop_item"
        unique_together = (("owner", "price"),)
        indexes = (("at", "price"),)


class Receipt(Owned):
    total = Money(default=0)

    class Meta:
        table = "shop_receipt"
