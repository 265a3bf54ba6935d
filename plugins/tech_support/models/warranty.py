"""Sold systems and what is owed for them: enquiries, visits, exchange of parts, supplementary agreements."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class System(SubjectModel):
    """A sold system. The warranty ends at 24:00 of `warranty_to`; `version` is the software that runs on it."""

    customer = Ref("core.Customer")
    works = Ref("tech_support.Works", null=True)
    serial = fields.CharField(max_length=60, unique=True)
    product = fields.CharField(max_length=60, db_index=True)
    product_version = fields.CharField(max_length=40, default="")
    site = fields.CharField(max_length=200, default="")
    warranty_from = fields.DateField(null=True)
    warranty_to = fields.DateField(null=True)
    last_asked_at = Instant(null=True)
    retired_because = fields.CharField(max_length=200, default="")
    retired_said_by = fields.CharField(max_length=60, default="")

    class Meta:
        table = "tech_support_system"


class SystemEnquiry(SubjectModel):
    """What a user said when we asked (TS-3.0)."""

    system = Ref("tech_support.System")
    customer = Ref("core.Customer")
    asked_at = Instant()
    channel = fields.CharField(max_length=20)
    person = fields.CharField(max_length=60, default="")
    content = fields.TextField(default="")

    class Meta:
        table = "tech_support_system_enquiry"


class AnnualVisit(SubjectModel):
    """The visit of a warranty year: written, and confirmed by the user's signature (TS-3.1)."""

    system = Ref("tech_support.System")
    customer = Ref("core.Customer")
    visited_at = Instant()
    content = fields.TextField(default="")
    findings = fields.TextField(default="")

    class Meta:
        table = "tech_support_annual_visit"


class PartExchange(SubjectModel):
    """A part exchanged. `free` is decided from warranty and cause on the day of the report; `cost` is borne by company and user in fen."""

    system = Ref("tech_support.System")
    customer = Ref("core.Customer")
    question_id = fields.BigIntField(null=True, db_index=True)
    part = fields.CharField(max_length=120)
    cause = fields.CharField(max_length=10)
    finding = fields.TextField(default="")
    reported_at = Instant()
    in_warranty = fields.BooleanField()
    free = fields.BooleanField()
    charge_no = fields.IntField(default=0)
    cost = Money(default=0)
    company_pays = Money(default=0)
    user_pays = Money(default=0)
    agreement_id = fields.BigIntField(null=True)
    exchanged_at = Instant(null=True)
    restored = fields.BooleanField(null=True)
    closed_at = Instant(null=True)

    class Meta:
        table = "tech_support_part_exchange"


class ExchangeLine(Model):
    """A line of the charge, priced by service_quality's list on the day; those that count bear the exchange's own `charge_no`."""

    id = fields.BigIntField(primary_key=True)
    exchange = Ref("tech_support.PartExchange")
    item_id = fields.BigIntField()
    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=10)
    qty = fields.IntField()
    price = Money()
    amount = Money()
    charge_no = fields.IntField()

    class Meta:
        table = "tech_support_exchange_line"


class SupplementaryAgreement(SubjectModel):
    """What the user pays for beyond the warranty, and why; binding when both sides have signed (TS-3.3)."""

    system = Ref("tech_support.System")
    customer = Ref("core.Customer")
    reason = fields.CharField(max_length=20)
    content = fields.TextField(default="")
    price = Money(default=0)
    signed_at = Instant(null=True)

    class Meta:
        table = "tech_support_agreement"
