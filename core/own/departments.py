"""The tree of departments.

`path` holds the codes from the root, so that "own and below" is a prefix; a code therefore never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from core.api import (
    N_,
    Act,
    Column,
    Ctx,
    Department,
    Filter,
    Form,
    Gate,
    LongText,
    Lookup,
    Missing,
    Related,
    Screen,
    Stage,
    Subject,
    Text,
    User,
    View,
    host,
)
from core.own.unique import unique
from core.own.words import ADMIN, EVERYBODY


class Code(Text):
    """A word of letters, digits and hyphens: it becomes part of a path."""

    def read(self, raw: Any) -> str:
        text = super().read(raw)
        if not re.fullmatch(r"[A-Za-z0-9-]+", text, re.ASCII):
            raise ValueError("not a code")
        return text


class Lines(LongText):
    """Several short texts, one on each line; read as a list."""

    @property
    def empty(self) -> list[str]:  # type: ignore[override]
        return []

    def read(self, raw: Any) -> list[str]:  # type: ignore[override]
        listed = isinstance(raw, list) and all(isinstance(line, str) for line in raw)
        text = super().read("\n".join(raw) if listed else raw)
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def _value(self) -> str:
        return "\n".join(self.data) if isinstance(self.data, list) else super()._value()


class EditForm(Form):
    name = Text(N_("Name"), required=True, max=80)
    manager_id = Lookup(N_("Department manager"), subject="core.user")
    regions = Lines(N_("Regions served"), hint=N_("One on each line."))


class CreateForm(EditForm):
    code = Code(
        N_("Department code"),
        required=True,
        max=40,
        hint=N_("Letters, digits and hyphens; it cannot be changed later."),
    )
    parent = Lookup(N_("Under"), subject="core.department")


class MoveForm(Form):
    parent = Lookup(N_("Under"), subject="core.department")
    reason = Text(N_("Reason"), required=True, max=200)


class FollowForm(Form):
    path = Text(N_("Path"), required=True)


SUBJECT = Subject(
    "core.department",
    Department,
    N_("Department"),
    {"active": Stage(N_("Active"))},
    "active",
    "BM",
    title="name",
    search=("name", "code"),
    pinyin=("name",),
    icon="building",
)


def _path(parent_id: int | None, code: str) -> str:
    parent = host().directory.departments.get(parent_id) if parent_id else None
    return f"{parent.path if parent else '/'}{code}/"


async def _create(ctx: Ctx) -> None:
    d = ctx.data
    parent = await Department.get(id=d.parent) if d.parent else None  # the directory may not have it yet
    ctx.set(
        parent_id=d.parent,
        department_id=d.parent,
        path=f"{parent.path if parent else '/'}{d.code}/",
    )
    await ctx.bump()


async def _edit(ctx: Ctx) -> None:
    await ctx.bump()


async def _move(ctx: Ctx) -> None:
    """Everything below follows, each by an act of its own, so that every row's journal tells why its path changed."""
    old, new = ctx.subject.path, _path(ctx.data.parent, ctx.subject.code)
    ctx.set(parent_id=ctx.data.parent, department_id=ctx.data.parent, path=new)
    for entry in sorted(host().directory.departments.values(), key=lambda d: d.path):
        if entry.path.startswith(old) and entry.id != ctx.id:
            await ctx.act("core.department.follow", entry.id, path=new + entry.path[len(old) :])
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


ACTS = (
    Act(
        "create",
        SUBJECT.name,
        N_("Create a department"),
        (ADMIN,),
        CreateForm,
        creates=True,
        writes=("name", "code", "manager_id", "regions"),
        run=_create,
        by="either",
        natural=lambda d: str(d["code"]),
        icon="plus",
    ),
    Act(
        "edit",
        SUBJECT.name,
        N_("Edit"),
        (ADMIN,),
        EditForm,
        writes=("name", "manager_id", "regions"),
        run=_edit,
        by="either",
        icon="pen",
    ),
    Act("move", SUBJECT.name, N_("Move"), (ADMIN,), MoveForm, run=_move, by="either", icon="swap"),
    Act("follow", SUBJECT.name, N_("Follow the department above"), form=FollowForm, writes=("path",), by="system"),
)


def _not_below_itself(view: View) -> Iterable[Missing | None]:
    if view.data.parent in host().directory.below(view.subject.id):
        yield Missing("parent", N_("a department that is not below this one"))


RULES = (
    Gate("core.department.move", None, _not_below_itself),
    *unique("core.department", Department, "code", N_("a department code that is not in use yet"), "create"),
)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("code", N_("Department code"), "code"),
        Column("name", N_("Name")),
        Column("parent_id", N_("Under"), "department"),
        Column("manager_id", N_("Department manager"), "user"),
    ),
    roles=EVERYBODY,
    menu=N_("Departments"),
    filters=(Filter("parent_id", N_("Under"), "department"),),
    sorts=("path", "code", "name"),
    facts=(
        Column("number", N_("Number"), "code"),
        Column("code", N_("Department code"), "code"),
        Column("name", N_("Name")),
        Column("parent_id", N_("Under"), "department"),
        Column("manager_id", N_("Department manager"), "user"),
        Column("regions", N_("Regions served")),
    ),
    related=(
        Related(
            N_("Users"),
            User,
            "department_id",
            (Column("number", N_("Number"), "code"), Column("name", N_("Name")), Column("state", N_("State"), "stage")),
            subject="core.user",
        ),
    ),
    hint=N_("The company's tree: who works where, and which regions a department serves."),
)
