"""Single rights that an administrator gave to a role or took from it, beside what the plugins declare."""

from __future__ import annotations

from tortoise import fields

from core.models.base import SubjectModel


class RoleRight(SubjectModel):
    """`given` or taken, as long as the row is in state "set"; of two for one role and permission the later holds."""

    role = fields.CharField(max_length=80)
    permission = fields.CharField(max_length=160)
    given = fields.BooleanField()
    reason = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_role_right"
