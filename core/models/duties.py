"""What somebody owes and until when. State is never stored: it is read from the instants."""

from __future__ import annotations

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from core.db.fields import Instant, Json


class Duty(Model):
    """One clock. Met: `stop_at < late_from`. `late_from` is the first late instant: an hour clock's due + 1 microsecond, a day clock's
    midnight. `policies` keeps every value read at the start instant, `computed` how the due instant came about.

    `performed_at` says when the act was tried that the system does when it falls due. The window of a periodic duty has a number, counted
    from 1, a first and a last day, and how many acts it requires and has. `calendar` names the calendar its time was counted by,
    `calendar_mark` how far that had been corrected.

    `running` is 1 until stopped, cancelled or closed: the only index sweep and lists need.
    """

    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=120)
    plugin = fields.CharField(max_length=60)
    clause = fields.CharField(max_length=20)
    subject_type = fields.CharField(max_length=80)
    subject_id = fields.BigIntField()
    number = fields.CharField(max_length=40)
    ticket_id = fields.BigIntField(null=True, db_index=True)
    department_id = fields.BigIntField(null=True)
    owner_id = fields.BigIntField(null=True)
    party_id = fields.BigIntField(null=True)
    role = fields.CharField(max_length=80, default="")
    start_at = Instant()
    due_at = Instant()
    late_from = Instant()
    warn_at = Instant()
    stop_at = Instant(null=True)
    cancelled_at = Instant(null=True)
    reason = fields.CharField(max_length=200, default="")
    running = fields.IntField(default=1)
    policies = Json(default=dict)
    computed = Json(default=dict)
    warned_at = Instant(null=True)
    lapsed_at = Instant(null=True)
    escalated_at = Instant(null=True)
    escalated_to = fields.BigIntField(null=True)
    performed_at = Instant(null=True)
    window_no = fields.IntField(null=True)
    window_from = fields.DateField(null=True)
    window_to = fields.DateField(null=True)
    required = fields.IntField(default=1, db_default=1)
    counted = fields.IntField(default=0, db_default=0)
    calendar = fields.CharField(max_length=60, default="", db_default="")
    calendar_mark = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "core_duty"
        # once per window, whoever opens it: NULLs of deadlines differ from each other
        unique_together = (("subject_type", "code", "subject_id", "window_no"),)
        indexes = (
            Index(fields=("subject_type", "subject_id"), name="core_duty_subject"),
            Index(fields=("running", "owner_id", "late_from"), name="core_duty_owner"),
            Index(fields=("running", "late_from"), name="core_duty_late"),
            Index(fields=("running", "warn_at"), name="core_duty_warn"),
            Index(fields=("running", "escalated_to"), name="core_duty_escalated"),
            Index(fields=("code", "due_at"), name="core_duty_code"),
        )
