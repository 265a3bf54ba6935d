"""Calls and letters in time order, faults that users report, and what was written to makers about them."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class CallLog(SubjectModel):
    """One line of the log (VW-3.5.1). `is_clear` is what the clerk judged when it came in; an unclear one waits for `clarified_at`."""

    sender = fields.CharField(max_length=60)
    channel = fields.CharField(max_length=20)
    content = fields.TextField()
    is_clear = fields.BooleanField()
    received_at = Instant(db_index=True)
    clarification = fields.TextField(default="")
    clarified_at = Instant(null=True)
    answer = fields.TextField(default="")
    answered_at = Instant(null=True)
    archive_no = fields.CharField(max_length=60, default="")
    archived_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_call"


class FaultReport(SubjectModel):
    """A fault of one vehicle. `distance_m` metres from the service point to the vehicle; `to_marketing`: the user came straight to us (VW-3.2.3)."""

    customer = Ref("core.Customer")
    vehicle = fields.CharField(max_length=60, db_index=True)
    fault = fields.TextField()
    fault_group = fields.CharField(max_length=10)
    channel = fields.CharField(max_length=20)
    to_marketing = fields.BooleanField(default=False)
    service_point = fields.CharField(max_length=120)
    distance_m = fields.IntField()
    distance_source = fields.CharField(max_length=20)
    supplier_needed = fields.BooleanField(default=False)
    reported_at = Instant(db_index=True)
    supplier_found_at = Instant(null=True)
    answer = fields.TextField(default="")
    answered_at = Instant(null=True)
    arrived_at = Instant(null=True)
    result = fields.TextField(default="")
    closed_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_fault"


class SupplierContact(SubjectModel):
    """What was written to the maker of chassis or engine or to its station, and what came of it (VW-3.2.3)."""

    fault = Ref("vehicle_warranty.FaultReport")
    addressee = fields.CharField(max_length=120)
    medium = fields.CharField(max_length=20)
    text = fields.TextField()
    sent_at = Instant()
    outcome = fields.TextField(default="")
    outcome_at = Instant(null=True)
    archive_no = fields.CharField(max_length=60, default="")
    archived_at = Instant(null=True)
    fed_back_to = fields.CharField(max_length=60, default="")
    fed_back_at = Instant(null=True)

    class Meta:
        table = "vehicle_warranty_supplier_contact"
