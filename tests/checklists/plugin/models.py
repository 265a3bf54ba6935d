"""One thing that is inspected, with what was answered about it."""

from __future__ import annotations

from tortoise import fields

from core.api import Json, SubjectModel


class Round(SubjectModel):
    place = fields.CharField(max_length=40)
    trade = fields.CharField(max_length=40, default="")
    answers = Json(default=dict)
    kept = fields.IntField(default=0)
    judged = fields.IntField(default=0)

    class Meta:
        table = "inspection_round"
