"""What an assessment rests on: inspections, feedback, findings of woodpeckers, and the ledger they are entered in (ES-3.2, ES-3.3, ES-3.5)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, SubjectModel


class Inspection(SubjectModel):
    """On site at the department; 1 to 5 points for each of five things, NULL = not looked at (ES-3.2.1)."""

    inspected_at = Instant()
    place = fields.CharField(max_length=120, default="")
    attitude = fields.IntField(null=True)
    execution = fields.IntField(null=True)
    service_items = fields.IntField(null=True)
    norms = fields.IntField(null=True)
    contentment = fields.IntField(null=True)
    points = fields.IntField(default=0)
    remark = fields.TextField(default="")

    class Meta:
        table = "service_quality_inspection"


class Feedback(SubjectModel):
    """What came in by box, phone or correspondent about the department (ES-3.2.3); `regular` = gathered at a fixed time."""

    source = fields.CharField(max_length=15)
    regular = fields.BooleanField(default=False)
    noted_at = Instant()
    content = fields.TextField(default="")
    outcome = fields.TextField(default="")
    handled_at = Instant(null=True)

    class Meta:
        table = "service_quality_feedback"


class Finding(SubjectModel):
    """A fault found by a woodpecker; the inspected department learns the fault, never the finder (ES-3.5, FUNCTIONS 4.7-9)."""

    inspected_id = fields.BigIntField(null=True, db_index=True)
    found_on = fields.DateField()
    fault = fields.TextField(default="")
    proposal = fields.TextField(default="")
    passed_at = Instant(null=True)
    outcome = fields.TextField(default="")

    class Meta:
        table = "service_quality_finding"


class LedgerEntry(SubjectModel):
    """A line of the department's ledger (ES-3.3); `source` is the number of what it comes from, if anything."""

    on = fields.DateField(db_index=True)
    kind = fields.CharField(max_length=12)
    content = fields.TextField(default="")
    source = fields.CharField(max_length=40, default="")

    class Meta:
        table = "service_quality_ledger_entry"


class Report(SubjectModel):
    """The department's service-quality report of a period (ES-3.3); the counts are taken when it is written and stay."""

    programme_id = fields.BigIntField(null=True, db_index=True)
    from_on = fields.DateField()
    to_on = fields.DateField()
    forms = fields.IntField(default=0)
    forms_in_time = fields.IntField(default=0)
    complaints = fields.IntField(default=0)
    feedback = fields.IntField(default=0)
    done_well = fields.TextField(default="")
    problems = fields.TextField(default="")
    measures = fields.TextField(default="")
    submitted_at = Instant(null=True)
    review = fields.TextField(default="")

    class Meta:
        table = "service_quality_report"
