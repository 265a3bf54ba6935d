"""Spare parts, who holds them, how they come in and are counted."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Part(SubjectModel):
    """A kind of spare part. `part_no` is the item of the book; `supplier_months` and `supplier_km` are the supplier's own warranty (0: none)."""

    part_no = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=120)
    spec = fields.CharField(max_length=120, default="")
    unit = fields.CharField(max_length=20, default="")
    price = Money(default=0)
    supplier = fields.CharField(max_length=120, default="", db_index=True)
    supplier_months = fields.IntField(default=0)
    supplier_km = fields.IntField(default=0)

    class Meta:
        table = "vehicle_warranty_part"


class StockAccount(SubjectModel):
    """A holder of parts: a station (its department), a technician (its owner). `name` is the owner's key in the book."""

    kind = fields.CharField(max_length=20)
    name = fields.CharField(max_length=80, unique=True)

    class Meta:
        table = "vehicle_warranty_stock_account"


class ReceiptNote(SubjectModel):
    """Parts that come in: drawn on the strength of a bill, or new material in exchange for what was written off (VW-3.7.2, 3.7.3)."""

    kind = fields.CharField(max_length=20)
    supplier = fields.CharField(max_length=120)
    bill_no = fields.CharField(max_length=60, default="")
    write_off = Ref("vehicle_warranty.WriteOff", null=True)
    issued_at = Instant(null=True)
    booked_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_receipt_note"


class ReceiptLine(Model):
    id = fields.BigIntField(primary_key=True)
    note = Ref("vehicle_warranty.ReceiptNote")
    part = Ref("vehicle_warranty.Part")
    qty = fields.IntField()

    class Meta:
        table = "vehicle_warranty_receipt_line"


class StockTake(SubjectModel):
    """One count of one part at one holder; `booked` is what was moved to make books equal shelves (found less book)."""

    kind = fields.CharField(max_length=20)
    holder = fields.CharField(max_length=80, default="")
    part = Ref("vehicle_warranty.Part")
    bin = fields.CharField(max_length=40, default="")
    taken_on = fields.DateField()
    found = fields.IntField()
    spec_ok = fields.BooleanField(null=True)
    quality_ok = fields.BooleanField(null=True)
    book_qty = fields.IntField(null=True)
    difference = fields.IntField(null=True)
    booked_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_stock_take"
