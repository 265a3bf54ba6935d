"""Inspections of the service, by sale mode, on lists that are data (RS-3)."""

from __future__ import annotations

from tortoise import fields

from core.api import Json, Ref, SubjectModel


class Inspection(SubjectModel):
    """`listed` names the list asked, by sale mode; its answers stand under its part. `kept` of `judged` items were good."""

    held_on = fields.DateField(db_index=True)
    sale_mode = fields.CharField(max_length=40)
    part = fields.CharField(max_length=20)
    listed = fields.CharField(max_length=60)
    development = Ref("realestate_handover.Development", null=True)
    inspected = fields.CharField(max_length=80, default="")
    daily = Json(null=True)
    after_sales = Json(null=True)
    kept = fields.IntField(null=True)
    judged = fields.IntField(null=True)
    remark = fields.TextField(default="")
    measures = fields.TextField(default="")

    class Meta:
        table = "realestate_handover_inspection"
