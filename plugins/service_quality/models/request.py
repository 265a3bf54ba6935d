"""The request form: one call, from the ringing telephone to the signed and closed sheet."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Json, Money, Ref, SubjectModel


class Request(SubjectModel):
    """`free` is decided at registration from the warranty on the day of the call (ES-4.1); `warranty_to` is its ground.

    `place` is home or point (the service point, ES-2.1). `visit_on` is the day (Shanghai) of the last visit's end: the
    form is due by its 24:00 (ES-4.3.5). `card_lines` counts the lines this form put on the warranty card. Amounts are
    payable fen, 0 within the warranty; `charge_no` counts the charges drawn up, the last one counts.
    `erred`: a complaint about it has found somebody of ours responsible (ES-3.1).
    `ones` and `conduct` hold the answers of the visit's checklists; `ones_kept` of `ones_checked` feed the figure.
    """

    customer = Ref("core.Customer")
    asset = Ref("core.Asset")
    fault = fields.TextField()
    channel = fields.CharField(max_length=20)
    place = fields.CharField(max_length=10, default="home")
    region = fields.CharField(max_length=40, default="", db_index=True)
    reported_at = Instant(db_index=True)
    assigned_at = Instant(null=True)
    free = fields.BooleanField(default=False)
    warranty_to = fields.DateField(null=True)

    contacted_at = Instant(null=True)
    contact_result = fields.CharField(max_length=20, default="")
    contact_note = fields.TextField(default="")
    appointment_at = Instant(null=True)

    arrived_at = Instant(null=True)
    ones = Json(null=True)
    conduct = Json(null=True)
    ones_kept = fields.IntField(default=0)
    ones_checked = fields.IntField(default=0)
    cause = fields.TextField(default="")
    explanation = fields.TextField(default="")
    ended_at = Instant(null=True)
    visit_on = fields.DateField(null=True)
    outcome = fields.CharField(max_length=20, default="")

    promised_on = fields.DateField(null=True)
    intake_condition = fields.TextField(default="")
    accessories = fields.CharField(max_length=200, default="")
    work = fields.TextField(default="")
    return_condition = fields.TextField(default="")
    returned_at = Instant(null=True)

    card_lines = fields.IntField(default=0)
    charged_at = Instant(null=True)
    charge_no = fields.IntField(default=0)
    parts = Money(default=0)
    labour = Money(default=0)
    total = Money(default=0)
    invoice_no = fields.CharField(max_length=40, default="")
    submitted_at = Instant(null=True)
    closed_at = Instant(null=True, db_index=True)
    erred = fields.BooleanField(default=False, db_default=False)
    unacknowledged = fields.CharField(max_length=200, default="")

    class Meta:
        table = "service_quality_request"


class Call(Model):
    """A customer's further call about a form, and what was answered; whoever picks up may write it down (ES-4.3.3)."""

    id = fields.BigIntField(primary_key=True)
    request = Ref("service_quality.Request")
    at = Instant()
    said = fields.TextField()
    answer = fields.TextField(default="")
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "service_quality_call"
