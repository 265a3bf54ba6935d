"""Violations of rules, contract or agreement, and of unapproved work (CS-3.5.5, CS-3.5.6a, CS-3.5.7)."""

from __future__ import annotations

from tortoise import fields

from core.api import Instant, Money, Ref, SubjectModel


class Violation(SubjectModel):
    """Found by anybody, decided by the safety department. Its department is answerable; `penalty` is fen; dismissed, it no longer `stands`."""

    kind = fields.CharField(max_length=30)
    engagement = Ref("contractor_safety.Engagement", null=True)
    person = Ref("contractor_safety.ExternalPerson", null=True)
    org = Ref("contractor_safety.ExternalOrg", null=True)
    description = fields.TextField()
    place = fields.CharField(max_length=120, default="")
    found_at = Instant()
    clause = fields.CharField(max_length=20, default="")
    decision = fields.TextField(default="")
    basis = fields.CharField(max_length=200, default="")
    penalty = Money(null=True)
    stands = fields.BooleanField(default=True, db_default=True)
    decided_at = Instant(null=True)
    executed_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_violation"
