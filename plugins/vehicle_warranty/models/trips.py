"""Outing orders and service reports, as far as parts and money rest on them."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class ServiceOrder(SubjectModel):
    """One trip to one vehicle (VW-3.4.1a); `vehicle` is its number, `km` the mileage as reported."""

    customer = Ref("core.Customer")
    vehicle = fields.CharField(max_length=60, db_index=True)
    purchased_on = fields.DateField(null=True)
    km = fields.IntField(null=True)
    task = fields.TextField(default="")
    back_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_order"


class ServiceReport(SubjectModel):
    """What was found and done; signed by the user after the service has ended (VW-3.3.2), then approved (VW-3.4.3c)."""

    order = Ref("vehicle_warranty.ServiceOrder")
    cause = fields.TextField(default="")
    handling = fields.TextField(default="")
    user_opinion = fields.CharField(max_length=200, default="")
    ended_at = Instant(null=True)
    approved_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_report"
