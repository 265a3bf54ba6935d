"""What a customer said when asked how the product is doing (ES-4.3.1)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Enquiry(SubjectModel):
    """An enquiry of ours about an asset: `asked_at` is when the customer was spoken with, `person` who of them."""

    asset = Ref("core.Asset")
    customer = Ref("core.Customer")
    asked_at = Instant()
    channel = fields.CharField(max_length=20)
    person = fields.CharField(max_length=60, default="")
    usage = fields.TextField(default="")
    needs = fields.TextField(default="")
    satisfaction = fields.CharField(max_length=20, default="")

    class Meta:
        table = "service_quality_enquiry"
