"""What an admin sets: policy values from a date on, plugin intervals, routing rows; and the generation that tells workers to reread."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json
from core.models.base import SubjectModel


class PolicyValue(SubjectModel):
    """A value of a policy from `effective_from` on; never changed, only followed by a later one or withdrawn before it is in force."""

    key = fields.CharField(max_length=80, db_index=True)
    value = Json()
    effective_from = Instant()
    reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_policy_value"


class PluginSwitch(SubjectModel):
    """An interval in which a plugin is on: state "on" until switched off."""

    plugin = fields.CharField(max_length=60, db_index=True)
    on_at = Instant()
    off_at = Instant(null=True)
    reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_plugin_switch"


class Route(SubjectModel):
    """From a date on, cases of `key` in routing `routing` are answered by this department and, if named, this user."""

    routing = fields.CharField(max_length=80, db_index=True)
    key = fields.CharField(max_length=80)
    to_department_id = fields.BigIntField(null=True)
    to_user_id = fields.BigIntField(null=True)
    effective_from = Instant()

    class Meta:
        table = "core_route"


class CalendarDay(SubjectModel):
    """What a day is in a calendar, before the published table: the last row not withdrawn holds. `hours` as "08:30-12:00 13:30-17:30"."""

    calendar = fields.CharField(max_length=60, db_index=True)
    day = fields.DateField(db_index=True)
    kind = fields.CharField(max_length=10)
    hours = fields.CharField(max_length=120, default="")
    note = fields.CharField(max_length=120, default="")

    class Meta:
        table = "core_calendar_day"


class Generation(Model):
    """One row (id 1): `number` grows with every switch, policy value, route, department or user; workers compare it on each request."""

    id = fields.IntField(primary_key=True)
    number = fields.BigIntField(default=1)

    class Meta:
        table = "core_generation"


class JobRun(Model):
    """Which worker runs a job until when, and how the last run ended; `failing_since` and `in_row` are of its latest failures."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120, unique=True)
    locked_until = Instant(null=True)
    last_at = Instant(null=True)
    last_ok = fields.BooleanField(default=True)
    last_error = fields.TextField(default="")
    runs = fields.IntField(default=0)
    failures = fields.IntField(default=0)
    failing_since = Instant(null=True)
    in_row = fields.IntField(default=0, db_default=0)

    class Meta:
        table = "core_job_run"
