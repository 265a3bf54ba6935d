"""Moving in, certificates, and every talk with the customer."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Json, Ref, SubjectModel


class MoveIn(SubjectModel):
    """Handing a home over. `delivered_on` starts the time for the certificates (RE-2.10); `deemed` without the owner's signature.

    `notice_at` is the move-in notice of RE-2.9, written when it is sent; `works` are the answers of the hand-over checklist.
    """

    file = Ref("realestate_handover.SaleFile")
    building = Ref("realestate_handover.Building")
    unit_code = fields.CharField(max_length=61, default="")
    purchase_kind = fields.CharField(max_length=10, default="")
    called_at = Instant(null=True)
    notice_at = Instant(null=True)
    works = Json(null=True)
    works_kept = fields.IntField(null=True)
    works_judged = fields.IntField(null=True)
    keys = fields.IntField(null=True)
    received_by = fields.CharField(max_length=60, default="")
    delivered_on = fields.DateField(null=True)
    deemed = fields.BooleanField(default=False)
    evidence = fields.TextField(default="")

    class Meta:
        table = "realestate_handover_movein"


class Defect(Model):
    """A defect that was noted when the home was handed over."""

    id = fields.BigIntField(primary_key=True)
    movein = Ref("realestate_handover.MoveIn")
    place = fields.CharField(max_length=60)
    what = fields.CharField(max_length=200)
    until = fields.DateField(null=True)

    class Meta:
        table = "realestate_handover_defect"


class Title(SubjectModel):
    """One certificate of one home (RE-2.5, RE-2.10). `papers` are the answers of the list of its kind, `papers_ok` of `papers_asked` are there."""

    file = Ref("realestate_handover.SaleFile")
    kind = fields.CharField(max_length=10)
    unit_code = fields.CharField(max_length=61, default="")
    contacted_on = fields.DateField(null=True)
    authority = fields.CharField(max_length=120, default="")
    papers = Json(null=True)
    papers_ok = fields.IntField(null=True)
    papers_asked = fields.IntField(null=True)
    papers_ready_on = fields.DateField(null=True)
    lodged_at = Instant(null=True)
    receipt_no = fields.CharField(max_length=60, default="")
    issued_on = fields.DateField(null=True)
    cert_no = fields.CharField(max_length=60, default="")
    given_on = fields.DateField(null=True)
    given_to = fields.CharField(max_length=60, default="")
    declaration = fields.TextField(default="")
    declared_on = fields.DateField(null=True)

    class Meta:
        table = "realestate_handover_title"


class ContactRecord(SubjectModel):
    """A talk with a buyer or prospect: by which channel, which way, what for, what was said (RE-2.7)."""

    file = Ref("realestate_handover.SaleFile", null=True)
    prospect = Ref("realestate_handover.Prospect", null=True)
    customer = Ref("core.Customer", null=True)
    channel = fields.CharField(max_length=10)
    direction = fields.CharField(max_length=4)
    purpose = fields.CharField(max_length=12)
    at = Instant()
    content = fields.TextField(default="")

    class Meta:
        table = "realestate_handover_contact"
