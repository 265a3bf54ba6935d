"""Figures of closed periods as they stood: later changes of data or policy do not move them."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json


class Figure(Model):
    """One KPI over one closed period, both days inclusive. `policies` holds the target in force at its end; `scope` is "all" rows."""

    id = fields.BigIntField(primary_key=True)
    kpi = fields.CharField(max_length=120)
    scope = fields.CharField(max_length=40, default="all")
    first_day = fields.DateField()
    last_day = fields.DateField()
    numerator = fields.BigIntField()
    denominator = fields.BigIntField()
    policies = Json(default=dict)
    taken_at = Instant()

    class Meta:
        table = "core_figure"
        unique_together = (("kpi", "scope", "first_day", "last_day"),)
