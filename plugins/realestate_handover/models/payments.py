"""What is to be paid when, and what has come in. Amounts are whole fen."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Money, Ref, SubjectModel


class Term(SubjectModel):
    """A term of payment by the contract (RE-2.3): `open_amount` = `amount` - `paid`; `in_time` is what had come by its day."""

    file = Ref("realestate_handover.SaleFile")
    term_no = fields.IntField()
    due_on = fields.DateField(db_index=True)
    amount = Money()
    paid = Money(default=0)
    open_amount = Money(default=0)
    in_time = Money(default=0)
    noticed_at = Instant(null=True)
    notice_channel = fields.CharField(max_length=10, default="")
    paid_on = fields.DateField(null=True)

    class Meta:
        table = "realestate_handover_term"
        unique_together = (("file", "term_no"),)


class Receipt(Model):
    """Money that came in, booked by finance: for a term, from the bank (`mortgage`), or for the contract as a whole; negative if taken back."""

    id = fields.BigIntField(primary_key=True)
    file = Ref("realestate_handover.SaleFile")
    term = Ref("realestate_handover.Term", null=True)
    mortgage = Ref("realestate_handover.Mortgage", null=True)
    amount = Money()
    received_at = Instant()
    payer = fields.CharField(max_length=60, default="")
    note = fields.CharField(max_length=200, default="")
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "realestate_handover_receipt"


class Mortgage(SubjectModel):
    """A loan that pays a contract (RE-2.2). `arrived` is the sum of what the bank has paid out, at most `loan_amount`."""

    file = Ref("realestate_handover.SaleFile")
    bank = fields.CharField(max_length=120)
    loan_amount = Money()
    arrived = Money(default=0)
    papers = fields.TextField(default="")
    submitted_on = fields.DateField()
    approved_on = fields.DateField(null=True)
    approval_no = fields.CharField(max_length=60, default="")
    paid_out_on = fields.DateField(null=True)
    last_result = fields.TextField(default="")

    class Meta:
        table = "realestate_handover_mortgage"


class MortgageFollowUp(Model):
    """What the bank said when it was urged."""

    id = fields.BigIntField(primary_key=True)
    mortgage = Ref("realestate_handover.Mortgage")
    at = Instant()
    contact = fields.CharField(max_length=60, default="")
    result = fields.TextField(default="")
    next_on = fields.DateField(null=True)
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "realestate_handover_mortgage_follow_up"
