"""The ring-fenced account: by which method a department takes deposits and penalties, and every move (CS-3.5.4)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Json, Money, Ref, SubjectModel


class FundMethod(SubjectModel):
    """A department's method; `uses` are the permitted ones, keys of `names.USES` or free words. One is in force at a time."""

    title = fields.CharField(max_length=120)
    text = fields.TextField()
    uses = Json(default=list)
    in_force_at = Instant(null=True)
    replaced_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_fund_method"


class FundMove(SubjectModel):
    """Money that came in or went out; `signed` is the amount in fen, negative when it left the account."""

    kind = fields.CharField(max_length=20)
    account = fields.CharField(max_length=20)
    org = Ref("contractor_safety.ExternalOrg", null=True)
    violation = Ref("contractor_safety.Violation", null=True)
    method = Ref("contractor_safety.FundMethod")
    amount = Money()
    signed = Money()
    purpose = fields.CharField(max_length=60, default="")
    note = fields.TextField(default="")
    at = Instant(db_index=True)

    class Meta:
        table = "contractor_safety_fund_move"
