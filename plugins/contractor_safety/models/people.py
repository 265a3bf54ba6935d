"""Outside companies and people, each in one of the groups that the regulation knows (CS-2, CS-3.1.1 to CS-3.1.3)."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class ExternalOrg(SubjectModel):
    """A company outside; an affiliate is the company's own with legal personality (CS-3.5.7)."""

    name = fields.CharField(max_length=120)
    legal_person = fields.BooleanField(default=False)
    own_accounts = fields.BooleanField(default=False)
    bank_account = fields.CharField(max_length=60, default="")
    contract_right = fields.BooleanField(default=False)
    for_profit = fields.BooleanField(default=False)
    affiliate = fields.BooleanField(default=False)
    safety_lead = fields.CharField(max_length=60, default="")
    phone = fields.CharField(max_length=30, default="")

    class Meta:
        table = "contractor_safety_org"


class ExternalPerson(SubjectModel):
    """`group` is one of `names.GROUPS`, `kind` what he is within it; `id_no` is confidential."""

    name = fields.CharField(max_length=60)
    id_no = fields.CharField(max_length=30, default="")
    group = fields.CharField(max_length=20)
    kind = fields.CharField(max_length=20, default="")
    org = Ref("contractor_safety.ExternalOrg", null=True)
    registered_at = Instant(null=True)
    ledger_at = Instant(null=True)
    file_no = fields.CharField(max_length=60, default="", db_default="")
    contract_from = fields.DateField(null=True)
    contract_to = fields.DateField(null=True)
    post = fields.CharField(max_length=60, default="", db_default="")
    post_at = Instant(null=True)
    notice_at = Instant(null=True)

    class Meta:
        table = "contractor_safety_person"


class SafetyTraining(Model):
    """One level of safety education, or the job exam; `passed` by the pass mark of its day. The newest of a level counts."""

    id = fields.BigIntField(primary_key=True)
    person = Ref("contractor_safety.ExternalPerson")
    level = fields.CharField(max_length=20)
    held_on = fields.DateField()
    hours = fields.IntField(null=True)
    examiner = fields.CharField(max_length=60, default="")
    score = fields.IntField()
    passed = fields.BooleanField()

    class Meta:
        table = "contractor_safety_training"


class SpecialCert(Model):
    """A certificate of a special trade; valid through its last day."""

    id = fields.BigIntField(primary_key=True)
    person = Ref("contractor_safety.ExternalPerson")
    trade = fields.CharField(max_length=40)
    cert_no = fields.CharField(max_length=60)
    valid_from = fields.DateField()
    valid_to = fields.DateField()

    class Meta:
        table = "contractor_safety_cert"
