"""Whom a home may be sold to, and the file of the contract with everything on it that its tracks share."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Prospect(SubjectModel):
    """Somebody who may buy (RS-1); `deal_closed` once a contract was signed with him."""

    customer = Ref("core.Customer")
    development = Ref("realestate_handover.Development", null=True)
    salesperson_id = fields.BigIntField(db_index=True)
    sale_mode = fields.CharField(max_length=12)
    intent = fields.CharField(max_length=6, default="none")
    unit_type = fields.CharField(max_length=40, default="")
    deal_closed = fields.BooleanField(default=False)

    class Meta:
        table = "realestate_handover_prospect"


class SaleFile(SubjectModel):
    """A contract of sale and all that follows from it.

    `people` names those who reach it whatever their data scope (",3,12,": its salesperson). `development`, `building`, `unit_type` and
    `intent` are as they were at signing, `buyers` their names. `live_unit_id` is the unit while the contract stands: a home is sold
    once. `received` is the sum of its receipts in fen and never more than `price`.
    """

    contract_no = fields.CharField(max_length=60, unique=True)
    customer = Ref("core.Customer")
    prospect = Ref("realestate_handover.Prospect", null=True)
    development = Ref("realestate_handover.Development")
    building = Ref("realestate_handover.Building")
    unit = Ref("realestate_handover.Unit")
    live_unit_id = fields.BigIntField(null=True, unique=True)
    buyers = fields.CharField(max_length=300, default="")
    unit_code = fields.CharField(max_length=61, default="")
    unit_type = fields.CharField(max_length=40, default="")
    intent = fields.CharField(max_length=6, default="none")
    salesperson_id = fields.BigIntField(db_index=True)
    people = fields.CharField(max_length=200, default=",")
    sale_mode = fields.CharField(max_length=12)
    purchase_kind = fields.CharField(max_length=10)
    payment_method = fields.CharField(max_length=12, default="")
    signed_at = Instant(db_index=True)
    price = Money()
    received = Money(default=0)
    terms_total = Money(default=0)
    collection_complete_on = fields.DateField(null=True)
    archive_no = fields.CharField(max_length=60, null=True, unique=True)
    received_by_id = fields.BigIntField(null=True)
    received_at = Instant(null=True)
    notary_office = fields.CharField(max_length=120, default="")
    notary_no = fields.CharField(max_length=60, default="")
    notarized_on = fields.DateField(null=True)
    closed_on = fields.DateField(null=True)
    closed_because = fields.CharField(max_length=200, default="")

    class Meta:
        table = "realestate_handover_sale_file"


class FileBuyer(Model):
    """A further buyer on the same contract."""

    id = fields.BigIntField(primary_key=True)
    file = Ref("realestate_handover.SaleFile")
    customer = Ref("core.Customer")

    class Meta:
        table = "realestate_handover_file_buyer"


class FilePaper(Model):
    """A paper handed over with the contract (RE-2.1)."""

    id = fields.BigIntField(primary_key=True)
    file = Ref("realestate_handover.SaleFile")
    name = fields.CharField(max_length=120)
    copies = fields.IntField(default=1)

    class Meta:
        table = "realestate_handover_file_paper"
