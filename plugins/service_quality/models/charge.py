"""The fee: the price list, and the lines a request form draws from it (ES-4.2.8)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Money, Ref, SubjectModel


class PriceItem(SubjectModel):
    """`kind` is part or labour; `price` is fen per `unit`."""

    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=10)
    unit = fields.CharField(max_length=20, default="")
    price = Money()

    class Meta:
        table = "service_quality_price_item"


class ChargeLine(Model):
    """`name`, `kind` and `price` are the price list's on the day; `amount` is to be paid, 0 within the warranty.

    A corrected charge replaces the lines before it: those that count bear the form's own `charge_no`.
    """

    id = fields.BigIntField(primary_key=True)
    request = Ref("service_quality.Request")
    item = Ref("service_quality.PriceItem")
    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=10)
    qty = fields.IntField()
    price = Money()
    amount = Money()
    charge_no = fields.IntField()

    class Meta:
        table = "service_quality_charge_line"
