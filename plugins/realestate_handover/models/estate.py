"""Development, building, unit: what is built and sold, and how far it is built."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Ref, SubjectModel


class Development(SubjectModel):
    """A housing estate. `property_company` is the customer whose outside logins see its buildings and no others."""

    name = fields.CharField(max_length=80, unique=True)
    developer = fields.CharField(max_length=120, default="")
    property_company = Ref("core.Customer", null=True)

    class Meta:
        table = "realestate_handover_development"


class Building(SubjectModel):
    """`party_id` is the property company. `accepted_on` is the day of the completion acceptance (RE-2.4), `property_told_at` when the
    property company was told of it (RE-2.9)."""

    development = Ref("realestate_handover.Development")
    code = fields.CharField(max_length=40)
    acceptance_no = fields.CharField(max_length=60, default="")
    accepted_on = fields.DateField(null=True)
    accepted_at = Instant(null=True)
    property_told_at = Instant(null=True)
    property_told_through = fields.CharField(max_length=20, default="")
    property_told_to = fields.CharField(max_length=60, default="")
    notices_sent_at = Instant(null=True)

    class Meta:
        table = "realestate_handover_building"
        unique_together = (("development", "code"),)


class Milestone(SubjectModel):
    """A milestone of a building; `name` is said by hand where `kind` is another than the usual ones."""

    building = Ref("realestate_handover.Building")
    kind = fields.CharField(max_length=10)
    name = fields.CharField(max_length=60, default="")
    planned_on = fields.DateField(null=True)
    reached_on = fields.DateField(null=True)

    class Meta:
        table = "realestate_handover_milestone"
        unique_together = (("building", "kind", "name"),)


class Unit(SubjectModel):
    """A home. `area` in hundredths of a square metre; `code` is "building code-room", by which people speak of it."""

    building = Ref("realestate_handover.Building")
    room_no = fields.CharField(max_length=20)
    code = fields.CharField(max_length=61)
    unit_type = fields.CharField(max_length=40, default="", db_index=True)
    area = fields.IntField(default=0)

    class Meta:
        table = "realestate_handover_unit"
        unique_together = (("building", "room_no"),)
