"""Editions of the regulation."""

from __future__ import annotations

from tortoise import fields

from core.api import SubjectModel


class Edition(SubjectModel):
    """An edition of the regulation with the four entries at its end (TS-9); each is written by the act of whoever stands for it."""

    title = fields.CharField(max_length=80)
    effective_from = fields.DateField()
    drafted = fields.CharField(max_length=60, default="")
    reviewed = fields.CharField(max_length=60, default="")
    approved = fields.CharField(max_length=60, default="")
    issued = fields.CharField(max_length=60, default="")

    class Meta:
        table = "tech_support_edition"
