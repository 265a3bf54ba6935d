"""Keys for programs: a token acts as its user, within what was written on it, until it ends or is revoked.

Its secret is told once and kept nowhere; the table holds a hash. Nobody gives a token more than he may himself, and no
token makes another one (`core.services.tokens`), so whoever finds one gains nothing that lasts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Ctx,
    Facts,
    Filter,
    Form,
    Gate,
    Lookup,
    Missing,
    Rows,
    Screen,
    Stage,
    Subject,
    Text,
    User,
    View,
    Whole,
    gettext,
    host,
)
from core.models import Token
from core.models.access import Granted
from core.own.grants import PERMISSION, covers, load_grants
from core.own.words import ADMIN, EVERYBODY
from core.services.rights import words
from core.services.tokens import ALL, KEPT_BACK, PREFIX, digest

_LONGEST_DAYS = 366
_ALL = N_("Everything I may do myself")

SUBJECT = Subject(
    "core.token",
    Token,
    N_("API token"),
    {"active": Stage(N_("Active")), "revoked": Stage(N_("Revoked"), "done")},
    "active",
    "LP",
    personal=("digest",),
    title="name",
    search=("name",),
    icon="key",
    private=(ADMIN,),
)


def _permissions() -> list[tuple[str, str]]:
    """Whatever a token can hold: all that is declared, but for what no token may do; in words, those of a plugin together."""
    names = host().registry.permissions.keys() - KEPT_BACK
    found = sorted(((name, str(words(name))) for name in names), key=lambda each: each[1])
    return [(ALL, gettext(_ALL)), *found]


class Permission(Choice):
    """The name of a permission; an error does not list them all."""

    def expected(self) -> str:
        return gettext("the name of a permission such as core.customer.read")


class PermissionRow(Form):
    permission = Permission(N_("Permission"), choices=_permissions, required=True)


class IssueForm(Form):
    name = Text(N_("What it is for"), required=True, max=60)
    days = Whole(N_("Valid for days"), required=True, min=1, max=_LONGEST_DAYS, default=90)
    permissions = Rows(N_("What it may do"), PermissionRow, min=1)
    user = Lookup(N_("For whom"), subject="core.user", hint=N_("Left empty: for yourself."))


async def _issue(ctx: Ctx) -> None:
    """The secret leaves with the answer; only its hash is written."""
    secret = PREFIX + secrets.token_urlsafe(32)
    user_id = _holder(ctx)
    holder = ctx.facts["core.token_user"]
    ctx.set(
        user_id=user_id,
        owner_id=user_id,
        department_id=holder["department_id"],
        digest=digest(secret),
        permissions=_asked(ctx),
        expires_at=ctx.now + timedelta(days=ctx.data.days),
    )
    ctx.answer_once(token=secret)


async def _revoke(ctx: Ctx) -> None:
    ctx.set(revoked_at=ctx.now)


def _holder(view: View) -> int | None:
    return view.data.user or view.actor.id


def _asked(view: View) -> list[str]:
    return list(dict.fromkeys(str(row["permission"]) for row in view.data.permissions or ()))


async def load_holders(keys: Sequence[int]) -> Mapping[int, Any]:
    """State, department and grants of the users a token is for."""
    grants = await load_grants(keys)
    rows = await User.filter(id__in=keys).values("id", "state", "department_id")
    return {row["id"]: {**row, "grants": grants[row["id"]]} for row in rows}


def _somebody(view: View) -> Iterable[Missing | None]:
    holder = view.facts.get("core.token_user")
    if holder is None or holder["state"] != "active":
        yield Missing("user", N_("an active user for whom it is"))


def _others_by_admins(view: View) -> Iterable[Missing | None]:
    """A token acts as its user: whoever gives one for somebody else must reach all that this user holds."""
    actor, holder = view.actor, view.facts.get("core.token_user")
    if actor.is_system or holder is None or _holder(view) == actor.id:
        return
    rights = (*holder["grants"], Granted("", "own"))
    if not actor.may(PERMISSION) or not all(covers(actor, g, holder["department_id"]) for g in rights):
        yield Missing("self", N_("an administrator of this user: everybody else gives tokens to himself only"))


def _not_broader(view: View) -> Iterable[Missing | None]:
    actor, own = view.actor, _holder(view) == view.actor.id
    beyond = [] if actor.is_system else [p for p in _asked(view) if not (own if p == ALL else actor.may(p))]
    for permission in beyond:
        label = N_("the permission {permission}, which you do not hold yourself")
        yield Missing(f"permission:{permission}", label, args={"permission": permission})


ACTS = (
    Act(
        "issue",
        SUBJECT.name,
        N_("Issue a token"),
        EVERYBODY,
        IssueForm,
        creates=True,
        writes=("name",),
        run=_issue,
        facts=("core.token_user",),
        icon="plus",
    ),
    Act(
        "revoke",
        SUBJECT.name,
        N_("Revoke"),
        EVERYBODY,
        source=("active",),
        to="revoked",
        run=_revoke,
        icon="undo",
        danger=True,
        confirm=N_("Programs that use this token are turned away at once."),
    ),
)

_FACTS = ("core.token_user",)
RULES = (
    Facts("core.token_user", load_holders, _holder),
    Gate("core.token.issue", None, _somebody, facts=_FACTS),
    Gate("core.token.issue", None, _others_by_admins, facts=_FACTS),
    Gate("core.token.issue", None, _not_broader),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("name", N_("What it is for")),
        Column("user_id", N_("User"), "user"),
        Column("expires_at", N_("Valid until"), "instant"),
        Column("last_used_at", N_("Last used"), "instant"),
        Column("state", N_("State"), "stage"),
    ),
    roles=EVERYBODY,
    menu=N_("API tokens"),
    filters=(Filter("state", N_("State"), "stage"), Filter("user_id", N_("User"), "user")),
    sorts=("-id", "name", "expires_at"),
    facts=(
        Column("name", N_("What it is for")),
        Column("user_id", N_("User"), "user"),
        Column("permissions", N_("What it may do"), "right"),
        Column("created_at", N_("Issued at"), "instant"),
        Column("expires_at", N_("Valid until"), "instant"),
        Column("last_used_at", N_("Last used"), "instant"),
        Column("revoked_at", N_("Revoked at"), "instant"),
    ),
    hint=N_("Keys for programs. Each acts as its user, within what is written on it."),
)
