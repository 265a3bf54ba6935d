"""What is sold and how it reaches the buyer: the supply contract, its changes, collection by the buyer, shipment in crates."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class Contract(SubjectModel):
    """A supply contract. `delivery_on`, `place` and `mode` are the terms that delivery keeps to (TS-1.0); a change of them is a Change."""

    customer = Ref("core.Customer")
    contract_no = fields.CharField(max_length=60, unique=True)
    equipment = fields.CharField(max_length=120)
    mode = fields.CharField(max_length=10)
    delivery_on = fields.DateField()
    place = fields.CharField(max_length=200, default="")
    consignee = fields.CharField(max_length=120, default="")
    destination = fields.CharField(max_length=120, default="")
    address = fields.CharField(max_length=200, default="")
    contact = fields.CharField(max_length=60, default="")
    phone = fields.CharField(max_length=40, default="")
    postcode = fields.CharField(max_length=20, default="")
    warranty_months = fields.IntField(default=12)
    acceptance_terms = fields.TextField(default="")
    training_terms = fields.TextField(default="")
    delivered_at = Instant(null=True)

    class Meta:
        table = "tech_support_contract"


class TermChange(SubjectModel):
    """A wish to change the terms of delivery: what it would make of them, with whom it was confirmed, to whom it was handed (TS-1.0)."""

    contract = Ref("tech_support.Contract")
    what = fields.TextField(default="")
    known_at = Instant()
    delivery_on = fields.DateField(null=True)
    place = fields.CharField(max_length=200, default="")
    mode = fields.CharField(max_length=10, default="")
    outcome = fields.CharField(max_length=10, default="")
    confirmed_with = fields.CharField(max_length=60, default="")
    confirmed_through = fields.CharField(max_length=20, default="")
    confirmed_at = Instant(null=True)
    handed_to_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_term_change"


class Pickup(SubjectModel):
    """The buyer collects. `pickup_on` is the agreed day, `missed_at` the midnight at which it was over without him (TS-1.1)."""

    contract = Ref("tech_support.Contract")
    pickup_on = fields.DateField()
    noticed_at = Instant(null=True)
    notice_channel = fields.CharField(max_length=20, default="")
    notice_to = fields.CharField(max_length=60, default="")
    missed_at = Instant(null=True)
    collected_at = Instant(null=True)
    collected_by = fields.CharField(max_length=60, default="")

    class Meta:
        table = "tech_support_pickup"


class PickupCall(Model):
    """A call after a day on which nobody came, and the new day it agreed."""

    id = fields.BigIntField(primary_key=True)
    pickup = Ref("tech_support.Pickup")
    at = Instant()
    spoke_with = fields.CharField(max_length=60)
    said = fields.TextField(default="")
    old_day = fields.DateField()
    new_day = fields.DateField()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_pickup_call"


class Shipment(SubjectModel):
    """The seller ships. The six proofs of packing (TS-1.2b), what every label says (TS-1.2c), the seven contents of the notice (TS-1.2a)."""

    contract = Ref("tech_support.Contract")
    proof_distance = fields.BooleanField(null=True)
    proof_moisture = fields.BooleanField(null=True)
    proof_rain = fields.BooleanField(null=True)
    proof_rust = fields.BooleanField(null=True)
    proof_shock = fields.BooleanField(null=True)
    proof_corrosion = fields.BooleanField(null=True)
    packed_at = Instant(null=True)
    consignee = fields.CharField(max_length=120, default="")
    destination = fields.CharField(max_length=120, default="")
    address = fields.CharField(max_length=200, default="")
    contact = fields.CharField(max_length=60, default="")
    phone = fields.CharField(max_length=40, default="")
    postcode = fields.CharField(max_length=20, default="")
    shipper = fields.CharField(max_length=120, default="")
    shipper_address = fields.CharField(max_length=200, default="")
    shipper_phone = fields.CharField(max_length=40, default="")
    labels_at = Instant(null=True)
    dispatched_at = Instant(null=True)
    transport = fields.CharField(max_length=20, default="")
    station = fields.CharField(max_length=120, default="")
    notice_channel = fields.CharField(max_length=20, default="")
    noticed_at = Instant(null=True)
    received_at = Instant(null=True)
    received_by = fields.CharField(max_length=60, default="")

    class Meta:
        table = "tech_support_shipment"


class Crate(SubjectModel):
    """One crate; `changed_at` is when its label or content last changed: labels printed before that do not count."""

    shipment = Ref("tech_support.Shipment")
    crate_no = fields.CharField(max_length=20)
    equipment = fields.CharField(max_length=120, default="")
    marks = fields.CharField(max_length=200, default="")
    certificate_no = fields.CharField(max_length=60, default="")
    items = fields.IntField(default=0)
    changed_at = Instant()

    class Meta:
        table = "tech_support_crate"
        unique_together = (("shipment", "crate_no"),)


class CrateItem(Model):
    """A line of a crate's packing list (TS-1.2d)."""

    id = fields.BigIntField(primary_key=True)
    crate = Ref("tech_support.Crate")
    name = fields.CharField(max_length=120)
    qty = fields.IntField()
    unit = fields.CharField(max_length=20, default="")

    class Meta:
        table = "tech_support_crate_item"
