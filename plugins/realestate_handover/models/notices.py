"""What every owner and every buyer of an accepted building is told (RE-2.4, RE-2.9)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class OwnerNotice(SubjectModel):
    """One sale file of an accepted building: its owner is to be told, by any recorded way."""

    file = Ref("realestate_handover.SaleFile")
    building = Ref("realestate_handover.Building")
    unit = Ref("realestate_handover.Unit")
    accepted_at = Instant(db_index=True)
    off_plan = fields.BooleanField()
    told_at = Instant(null=True)
    channel = fields.CharField(max_length=20, default="")
    told_to = fields.CharField(max_length=60, default="")
    content = fields.CharField(max_length=400, default="")

    class Meta:
        table = "realestate_handover_owner_notice"
        unique_together = (("file",),)


class MoveInNotice(SubjectModel):
    """The notice of one off-plan sale file, sent by the property company: how, under which number, when and by whom."""

    file = Ref("realestate_handover.SaleFile")
    building = Ref("realestate_handover.Building")
    unit = Ref("realestate_handover.Unit")
    addressee = fields.CharField(max_length=120, default="")
    address = fields.CharField(max_length=200, default="")
    channel = fields.CharField(max_length=20)
    tracking_no = fields.CharField(max_length=60)
    sent_at = Instant(db_index=True)
    sender = fields.CharField(max_length=60)
    returned_on = fields.DateField(null=True)
    return_reason = fields.CharField(max_length=200, default="")
    times = fields.IntField(default=1)

    class Meta:
        table = "realestate_handover_movein_notice"
        unique_together = (("file",),)
