"""What a company asks: editions of checklists, each from a date on."""

from __future__ import annotations

from tortoise import fields

from core.db.fields import Instant, Json
from core.models.base import SubjectModel


class ChecklistEdition(SubjectModel):
    """The items of checklist `kind` ("plugin.name") from `effective_from` on; once issued they never change.

    `variant` tells lists of one kind apart ("" = the only one). `items`: dicts as `core.declare.Item`.
    """

    kind = fields.CharField(max_length=80, db_index=True)
    variant = fields.CharField(max_length=60, default="")
    title = fields.CharField(max_length=120)
    effective_from = Instant(null=True)
    items = Json(default=list)

    class Meta:
        table = "core_checklist"
