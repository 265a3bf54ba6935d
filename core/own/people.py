"""Who works here: accounts, and the acts that give and take their rights. The rules of giving stand in `grants`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.api import (
    N_,
    Act,
    Column,
    Ctx,
    Filter,
    Refusal,
    Refused,
    Related,
    Screen,
    Stage,
    Subject,
    host,
)
from core.errors import MissingPart
from core.models import Grant, User
from core.own.accounts import end_tokens
from core.own.grants import SCOPES, load_admins, lone_admin
from core.own.people_forms import (
    EditForm,
    GrantForm,
    InviteForm,
    MoveForm,
    ReasonForm,
    RevokeForm,
)
from core.own.unique import unique
from core.own.words import ADMIN, EVERYBODY, LANGUAGES
from core.services.passwords import hash_password

SUBJECT = Subject(
    "core.user",
    User,
    N_("User"),
    {"active": Stage(N_("Active")), "disabled": Stage(N_("Disabled"), "done")},
    "active",
    "YG",
    personal=("phone", "password"),
    title="name",
    search=("name", "login"),
    pinyin=("name",),
    icon="user",
)


async def _invite(ctx: Ctx) -> None:
    ctx.set(
        lang=ctx.data.lang or "zh_CN",
        department_id=ctx.data.department,
        owner_id=None,
        phone=ctx.data.phone,
        party_id=ctx.facts.get("core.party"),
        password=await hash_password(ctx.data.password),
        must_change=True,
    )
    await ctx.bump()


async def _edit(ctx: Ctx) -> None:
    if ctx.data.lang:
        ctx.set(lang=ctx.data.lang)
    if ctx.data.party:
        ctx.set(party_id=ctx.facts["core.party"])
    await ctx.bump()


async def _move(ctx: Ctx) -> None:
    ctx.set(department_id=ctx.data.department)
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


async def _disable(ctx: Ctx) -> None:
    await ctx.bump()
    await _keep_an_admin(ctx)
    await end_tokens(ctx)
    ctx.answer(reason=ctx.data.reason)


async def _enable(ctx: Ctx) -> None:
    await ctx.bump()


async def _grant(ctx: Ctx) -> None:
    d = ctx.data
    # the row becomes his own, so that a scope of "own cases only" shows him himself
    ctx.set(owner_id=ctx.id)
    await ctx.add(Grant, user_id=ctx.id, role=d.role, scope=d.scope, departments=list(chosen(d.departments)))
    ctx.answer(role=d.role, scope=d.scope, departments=list(chosen(d.departments)))
    await ctx.bump()


def chosen(rows: list[dict[str, int]] | None) -> tuple[int, ...]:
    return tuple(sorted({row["department"] for row in rows or ()}))


async def _revoke(ctx: Ctx) -> None:
    await ctx.bump()
    if (ctx.data.role, ctx.data.scope) == (ADMIN, "all"):
        await _keep_an_admin(ctx)
    await ctx.remove(Grant, user_id=ctx.id, role=ctx.data.role, scope=ctx.data.scope)
    ctx.answer(role=ctx.data.role, scope=ctx.data.scope)


async def _keep_an_admin(ctx: Ctx) -> None:
    """Asked again once `bump` has locked the generation row: of two switching each other off, one is refused."""
    if lone_admin((await load_admins([0]))[0], int(ctx.subject.id)):
        raise Refused(
            [Refusal("gate", None, "", (MissingPart("admin", N_("another active administrator of everything")),))]
        )


class RoleLabels(Mapping[str, str]):
    """Labels of all declared roles; read when shown, because plugins declare roles after this module is loaded."""

    def __getitem__(self, name: str) -> str:
        return host().registry.roles[name].label

    def __iter__(self) -> Iterator[str]:
        return iter(host().registry.roles)

    def __len__(self) -> int:
        return len(host().registry.roles)


ONLY = (ADMIN,)
ACTS = (
    Act(
        "invite",
        SUBJECT.name,
        N_("Invite a user"),
        ONLY,
        InviteForm,
        creates=True,
        writes=("login", "name"),
        run=_invite,
        by="either",
        natural=lambda d: str(d["login"]),
        icon="plus",
    ),
    Act(
        "edit",
        SUBJECT.name,
        N_("Edit"),
        ONLY,
        EditForm,
        source=("active",),
        writes=("name", "phone"),
        run=_edit,
        by="either",
        icon="pen",
    ),
    Act(
        "move",
        SUBJECT.name,
        N_("Move to a department"),
        ONLY,
        MoveForm,
        source=("active",),
        run=_move,
        by="either",
        icon="swap",
    ),
    Act(
        "grant",
        SUBJECT.name,
        N_("Grant a role"),
        ONLY,
        GrantForm,
        source=("active",),
        run=_grant,
        by="either",
        icon="shield",
    ),
    Act(
        "revoke",
        SUBJECT.name,
        N_("Revoke a role"),
        ONLY,
        RevokeForm,
        run=_revoke,
        alone=True,
        by="either",
        icon="undo",
        danger=True,
    ),
    Act(
        "disable",
        SUBJECT.name,
        N_("Disable"),
        ONLY,
        ReasonForm,
        source=("active",),
        to="disabled",
        run=_disable,
        alone=True,
        by="either",
        icon="lock",
        danger=True,
        confirm=N_("The user is signed out at once and cannot sign in again."),
    ),
    Act(
        "enable",
        SUBJECT.name,
        N_("Enable"),
        ONLY,
        source=("disabled",),
        to="active",
        run=_enable,
        by="either",
        icon="check",
    ),
)


RULES = unique("core.user", User, "login", N_("a login name that is not in use yet"), "invite")

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("login", N_("Login name"), "code"),
        Column("name", N_("Full name")),
        Column("department_id", N_("Department"), "department"),
        Column("phone", N_("Phone")),
        Column("state", N_("State"), "stage"),
    ),
    roles=EVERYBODY,
    menu=N_("Users"),
    filters=(Filter("state", N_("State"), "stage"), Filter("department_id", N_("Department"), "department")),
    sorts=("-id", "login", "name"),
    facts=(
        Column("login", N_("Login name"), "code"),
        Column("name", N_("Full name")),
        Column("department_id", N_("Department"), "department"),
        Column("phone", N_("Phone")),
        Column("lang", N_("Language"), "choice", LANGUAGES),
        Column("second_at", N_("Second factor since"), "instant"),
        Column("must_change", N_("Has to choose a password"), "bool"),
        Column("created_at", N_("Registered"), "instant"),
    ),
    related=(
        Related(
            N_("Grants"),
            Grant,
            "user_id",
            (Column("role", N_("Role"), "choice", RoleLabels()), Column("scope", N_("Data scope"), "choice", SCOPES)),
        ),
    ),
    hint=N_("Everybody who works here. Invite somebody, then grant a role."),
)
