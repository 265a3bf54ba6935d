"""Single rights of a role, given or taken beside what the plugins declare; in force at once, on every worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    LongText,
    Missing,
    Screen,
    Stage,
    Subject,
    View,
    gettext,
    host,
)
from core.host.rights import OFFICERS, movable
from core.models import RoleRight
from core.own.people import RoleLabels
from core.own.words import ADMIN, AUDITOR
from core.services.rights import words

GIVE, TAKE = "give", "take"
CHANGES = {GIVE: N_("Give"), TAKE: N_("Take away")}

SUBJECT = Subject(
    "core.role_right",
    RoleRight,
    N_("Right of a role"),
    {"set": Stage(N_("In force")), "withdrawn": Stage(N_("Withdrawn"), "done")},
    "set",
    "QX",
    icon="shield",
)


def _roles() -> list[tuple[str, str]]:
    return [(r.name, r.label) for r in host().registry.roles.values() if r.name not in OFFICERS]


def _permissions() -> list[tuple[str, str]]:
    declared = host().registry.permissions
    found = [(name, str(words(name))) for name in declared if declared[name] - OFFICERS]
    return sorted(found, key=lambda each: each[1])


class Permission(Choice):
    """A long list of words; an error does not repeat it."""

    def expected(self) -> str:
        return gettext("a right that a business role can hold")


class SetForm(Form):
    role = Choice(N_("Role"), choices=_roles, required=True)
    permission = Permission(N_("Right"), choices=_permissions, required=True)
    change = Choice(N_("Change"), choices=list(CHANGES.items()), required=True)
    reason = LongText(N_("Reason"), required=True, max=200)


class WithdrawForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


async def _set(ctx: Ctx) -> None:
    ctx.set(given=ctx.data.change == GIVE)
    await ctx.bump()


async def _withdraw(ctx: Ctx) -> None:
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


async def load_changes(roles: Sequence[str]) -> Mapping[str, Any]:
    """{role: {permission: given}} of the rows in force, read inside the transaction."""
    rows = await RoleRight.filter(role__in=roles, state="set").order_by("id").values("role", "permission", "given")
    return {role: {r["permission"]: bool(r["given"]) for r in rows if r["role"] == role} for role in roles}


def _movable(view: View) -> Iterable[Missing | None]:
    if not movable(host().registry.permissions, view.data.role, view.data.permission):
        yield Missing(
            "right", N_("a right and a role of the business: those of administrators and auditors stay theirs")
        )


def _changes_something(view: View) -> Iterable[Missing | None]:
    role, permission = view.data.role, view.data.permission
    changes = view.facts.get("core.role_changes") or {}
    if permission in changes:
        yield Missing("change", N_("no other change of this right: withdraw that one first"))
        return
    held = role in host().registry.permissions.get(permission, ())
    if held == (view.data.change == GIVE):
        yield Missing(
            "change", N_("a change: the role has this right already") if held else N_("a right that the role has")
        )


ACTS = (
    Act(
        "set",
        SUBJECT.name,
        N_("Give or take a right"),
        (ADMIN,),
        SetForm,
        creates=True,
        writes=("role", "permission", "reason"),
        run=_set,
        by="either",
        icon="shield",
    ),
    Act(
        "withdraw",
        SUBJECT.name,
        N_("Withdraw"),
        (ADMIN,),
        WithdrawForm,
        source=("set",),
        to="withdrawn",
        run=_withdraw,
        by="either",
        icon="undo",
        danger=True,
        confirm=N_("The role is again as the plugins declare it, at once."),
    ),
)

RULES = (
    Facts("core.role_changes", load_changes, lambda view: view.data.role or None),
    Gate("core.role_right.set", None, _movable),
    Gate("core.role_right.set", None, _changes_something, facts=("core.role_changes",)),
)

_COLUMNS = (
    Column("number", N_("Number"), "code"),
    Column("role", N_("Role"), "choice", RoleLabels()),
    Column("permission", N_("Right"), "right"),
    Column("given", N_("Given"), "bool"),
    Column("reason", N_("Reason")),
    Column("created_at", N_("Since"), "instant"),
    Column("state", N_("State"), "stage"),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=_COLUMNS,
    roles=(ADMIN, AUDITOR),
    menu=N_("Changed rights"),
    filters=(Filter("state", N_("State"), "stage"), Filter("role", N_("Role"), "choice", RoleLabels())),
    sorts=("-id", "role"),
    facts=_COLUMNS[1:6],
    hint=N_("Single rights given to a role or taken from it. What each role may do stands under Roles."),
)
