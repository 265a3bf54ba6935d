"""Who works here: departments as a tree, users, and the grants (role x data scope) that give them rights."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from core.db.fields import Instant, Json, Ref
from core.models.base import SubjectModel


class Department(SubjectModel):
    """A node of the tree: `path` holds the codes from the root, "/hq/north/", so that "own and below" is a prefix."""

    name = fields.CharField(max_length=80)
    code = fields.CharField(max_length=40, unique=True)
    parent_id = fields.BigIntField(null=True)
    path = fields.CharField(max_length=200, default="/")
    manager_id = fields.BigIntField(null=True)
    regions = Json(default=list)

    class Meta:
        table = "core_department"


class User(SubjectModel):
    """A person who logs in. `department_id` (scope column) is the department of work; `party_id` binds an outside login to a customer.

    `must_change`: the password was chosen by somebody else; `second_at`: since when an authenticator is asked for, None = not.
    """

    login = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=60)
    phone = fields.CharField(max_length=30, default="")
    password = fields.CharField(max_length=200, default="")
    lang = fields.CharField(max_length=10, default="zh_CN")
    must_change = fields.BooleanField(default=False, db_default=False)
    second_at = Instant(null=True)

    class Meta:
        table = "core_user"


class Grant(Model):
    """One role of one user with one data scope: all, depts (of `departments`), below, own, self, party."""

    id = fields.BigIntField(primary_key=True)
    user = Ref("core.User")
    role = fields.CharField(max_length=80)
    scope = fields.CharField(max_length=10)
    departments = Json(default=list)

    class Meta:
        table = "core_grant"
        unique_together = (("user", "role", "scope"),)


class Session(Model):
    """A server-side session: the cookie holds a random token, the table its sha256; CSRF token and language live here."""

    id = fields.BigIntField(primary_key=True)
    token = fields.CharField(max_length=64, unique=True)
    user = Ref("core.User")
    csrf = fields.CharField(max_length=64)
    lang = fields.CharField(max_length=10, default="zh_CN")
    created_at = Instant()
    seen_at = Instant()
    ends_at = Instant(db_index=True)
    agent = fields.CharField(max_length=200, default="")

    class Meta:
        table = "core_session"


class LoginTry(Model):
    """Failed sign-ins, counted per login name and per network address across workers."""

    id = fields.BigIntField(primary_key=True)
    login = fields.CharField(max_length=60, db_index=True)
    address = fields.CharField(max_length=60, db_index=True)
    at = Instant(db_index=True)
    ok = fields.BooleanField(default=False)

    class Meta:
        table = "core_login_try"
