"""From the opinion to the write-off: requisitions, old parts, write-offs, freight."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Requisition(SubjectModel):
    """What somebody asks the store for, and for which work (VW-3.6.1). `account` receives what is issued."""

    account = Ref("vehicle_warranty.StockAccount")
    order_id = fields.BigIntField(null=True, db_index=True)
    opinion = fields.TextField(default="")
    remark = fields.CharField(max_length=200, default="")
    submitted_at = Instant(null=True)
    decided_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_requisition"


class RequisitionLine(Model):
    """`settled` counts what came back unused or was written off; issued - settled is still on the holder's account."""

    id = fields.BigIntField(primary_key=True)
    requisition = Ref("vehicle_warranty.Requisition")
    part = Ref("vehicle_warranty.Part")
    asked = fields.IntField()
    approved = fields.IntField(default=0)
    issued = fields.IntField(default=0)
    settled = fields.IntField(default=0)

    class Meta:
        table = "vehicle_warranty_requisition_line"


class OldPart(SubjectModel):
    """A part taken out of a vehicle, on its way to its end (VW-3.4.2e4, 3.7.5). `deal_by` is the end of the month after its receipt."""

    report_id = fields.BigIntField(db_index=True)
    order_id = fields.BigIntField(null=True, db_index=True)
    part = Ref("vehicle_warranty.Part")
    serial = fields.CharField(max_length=60, default="")
    new_serial = fields.CharField(max_length=60, default="")
    supplier = fields.CharField(max_length=120, default="", db_index=True)
    vehicle = fields.CharField(max_length=60, default="")
    supplier_until = fields.DateField(null=True)
    supplier_km = fields.IntField(default=0)
    km = fields.IntField(null=True)
    claimable = fields.BooleanField(default=False)
    removed_at = Instant()
    packed_at = Instant(null=True)
    back_at = Instant(null=True)
    received_at = Instant(null=True)
    deal_by = fields.DateField(null=True)
    disposition = fields.CharField(max_length=20, default="")
    disposed_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_old_part"


class WriteOff(SubjectModel):
    """A part leaves its holder's account on three grounds (VW-3.6.2); `exchanged` counts new material got back for it."""

    requisition = Ref("vehicle_warranty.Requisition")
    part = Ref("vehicle_warranty.Part")
    report_id = fields.BigIntField(db_index=True)
    old_part = Ref("vehicle_warranty.OldPart", null=True)
    qty = fields.IntField(default=1)
    approved_at = Instant(null=True)
    written_off_at = Instant(null=True)
    exchanged = fields.IntField(default=0)

    class Meta:
        table = "vehicle_warranty_write_off"


class FreightVoucher(SubjectModel):
    """Postage or freight of parts (VW-3.6.3)."""

    order_id = fields.BigIntField(null=True, db_index=True)
    carrier = fields.CharField(max_length=120)
    voucher_no = fields.CharField(max_length=60, default="")
    amount = Money()
    old_part_recovered = fields.BooleanField(null=True)
    reason = fields.CharField(max_length=200, default="")
    written_off_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_freight_voucher"
