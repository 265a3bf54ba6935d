"""What people keep about lists, and work on many rows that runs behind the pages."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json
from core.models.base import SubjectModel


class SavedView(SubjectModel):
    """A way of looking at the list of subject `on`: `query` holds filters, search, sorting and columns as in its address."""

    on = fields.CharField(max_length=80, db_index=True)
    name = fields.CharField(max_length=40)
    query = Json(default=dict)
    shared_department_id = fields.BigIntField(null=True, db_index=True)
    shared_role = fields.CharField(max_length=80, default="", db_index=True)

    class Meta:
        table = "core_view"


class ListColumns(Model):
    """The columns a user wants to see in the list of subject `on`."""

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    on = fields.CharField(max_length=80)
    columns = Json(default=list)

    class Meta:
        table = "core_list_columns"
        unique_together = (("user_id", "on"),)


class Task(Model):
    """Work on many rows for one user. `payload` says what to do, `results` how each row ended; kept until seen.

    states: waiting running done failed. `locked_until` = a worker has it until then; `key` makes sending it twice once.
    """

    id = fields.BigIntField(primary_key=True)
    uid = fields.CharField(max_length=40, unique=True)
    key = fields.CharField(max_length=160, unique=True)
    kind = fields.CharField(max_length=20)
    state = fields.CharField(max_length=20, db_index=True)
    user_id = fields.BigIntField(db_index=True)
    lang = fields.CharField(max_length=10)
    payload = Json(default=dict)
    total = fields.IntField(default=0)
    done = fields.IntField(default=0)
    results = Json(default=dict)
    error = fields.TextField(default="")
    created_at = Instant()
    finished_at = Instant(null=True)
    seen_at = Instant(null=True)
    locked_until = Instant(null=True)

    class Meta:
        table = "core_task"
