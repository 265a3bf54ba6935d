"""What is kept of a question and of what follows from it. Instants are aware UTC; times of day never matter to these clocks."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.api import Instant, Ref, SubjectModel


class Question(SubjectModel):
    """A user's technical question. `region` is the key of the office routing; `answer` is the last answer given (the journal keeps all)."""

    customer = Ref("core.Customer")
    asset = Ref("core.Asset", null=True)
    title = fields.CharField(max_length=200)
    content = fields.TextField(default="")
    channel = fields.CharField(max_length=20)
    region = fields.CharField(max_length=40, default="", db_index=True)
    asked_at = Instant(db_index=True)
    acknowledged_at = Instant(null=True)
    answer = fields.TextField(default="")
    answer_channel = fields.CharField(max_length=20, default="")
    answered_at = Instant(null=True)
    answered_by_id = fields.BigIntField(null=True)
    solution = fields.TextField(default="")
    solved_at = Instant(null=True)
    breach = fields.CharField(max_length=200, default="")

    class Meta:
        table = "tech_support_question"


class RemoteSession(SubjectModel):
    """One remote session: consent is per session (TS-5.2), so it stands here and not on the question."""

    question = Ref("tech_support.Question")
    consent_by = fields.CharField(max_length=60, default="")
    consent_at = Instant(null=True)
    started_at = Instant(null=True)
    told_at = Instant(null=True)
    withdrawn_by = fields.CharField(max_length=60, default="")
    withdrawn_at = Instant(null=True)
    ended_at = Instant(null=True)
    result = fields.TextField(default="")

    class Meta:
        table = "tech_support_remote_session"


class RemoteProgress(Model):
    """What the user was told during a session, and when."""

    id = fields.BigIntField(primary_key=True)
    session = Ref("tech_support.RemoteSession")
    at = Instant()
    content = fields.TextField()
    by_id = fields.BigIntField(null=True)

    class Meta:
        table = "tech_support_remote_progress"


class OnsiteVisit(SubjectModel):
    """One visit. `agreed_at` is when the user agreed, from which the clock runs (TS-5.3), not when it was typed in."""

    question = Ref("tech_support.Question")
    agreed_with = fields.CharField(max_length=60)
    agreed_at = Instant()
    address = fields.CharField(max_length=200, default="")
    arrived_at = Instant(null=True)
    result = fields.TextField(default="")
    ended_at = Instant(null=True)
    breach = fields.CharField(max_length=200, default="")

    class Meta:
        table = "tech_support_onsite_visit"


class Office(SubjectModel):
    """How a user reaches the office of a region: the numbers are the company's and are entered by it."""

    region = fields.CharField(max_length=40, unique=True)
    hotline = fields.CharField(max_length=40, default="")
    mobile = fields.CharField(max_length=40, default="")
    address = fields.CharField(max_length=200, default="")

    class Meta:
        table = "tech_support_office"
