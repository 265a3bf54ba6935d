"""Money of a trip, and how people behaved on it."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class CashAdvance(SubjectModel):
    """Cash drawn for a trip (VW-3.4.1c); `expense_id` is the expense claim against which it was set."""

    order_id = fields.BigIntField(db_index=True)
    amount = Money()
    reason = fields.CharField(max_length=200, default="")
    paid_at = Instant(null=True)
    expense_id = fields.BigIntField(null=True, db_index=True)

    class Meta:
        table = "vehicle_warranty_cash_advance"


class ExpenseClaim(SubjectModel):
    """What a trip cost (VW-3.4.3d): `total` of the lines, less `advance` drawn; `payable` below nothing is paid back."""

    order_id = fields.BigIntField(db_index=True)
    total = Money(default=0)
    advance = Money(default=0)
    payable = Money(default=0)
    remark = fields.CharField(max_length=200, default="")
    paid_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_expense_claim"


class ExpenseLine(Model):
    id = fields.BigIntField(primary_key=True)
    expense = Ref("vehicle_warranty.ExpenseClaim")
    what = fields.CharField(max_length=120)
    voucher_no = fields.CharField(max_length=60, default="")
    amount = Money()

    class Meta:
        table = "vehicle_warranty_expense_line"


class ConductCase(SubjectModel):
    """A breach of conduct: `clause` it stands on, the sanction that clause prescribes, and what management decided."""

    person = Ref("core.User")
    clause = fields.CharField(max_length=20)
    facts_text = fields.TextField(default="")
    order_id = fields.BigIntField(null=True, db_index=True)
    statement = fields.TextField(default="")
    prescribed = fields.CharField(max_length=20)
    decision = fields.CharField(max_length=20, default="")
    grounds = fields.TextField(default="")
    decided_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_conduct_case"
