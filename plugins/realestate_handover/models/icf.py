"""Internal contact forms: feedback reported to management or forwarded to a department (RE-2.8)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class ContactForm(SubjectModel):
    """`addressee` is the person it is sent to, who answers; `feedback` what it is about."""

    feedback = Ref("realestate_handover.Feedback", null=True)
    receiver = fields.CharField(max_length=20)
    addressee_id = fields.BigIntField(null=True)
    to_department = Ref("core.Department", null=True)
    title = fields.CharField(max_length=120)
    content = fields.TextField(default="")
    sent_at = Instant(null=True)
    reply = fields.TextField(default="")
    replied_at = Instant(null=True)
    replied_by_id = fields.BigIntField(null=True)
    fed_back_at = Instant(null=True)
    fed_back_to = fields.CharField(max_length=60, default="")
    fed_back_by = fields.CharField(max_length=20, default="")
    result = fields.TextField(default="")

    class Meta:
        table = "realestate_handover_contact_form"
