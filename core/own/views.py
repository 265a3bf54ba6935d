"""Saved views: a list as somebody looks at it, kept under a name, shared by a manager with a department or a role.

A view holds an address and no rows: whoever opens it sees what he may read himself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

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
    InvalidInput,
    LongText,
    Lookup,
    Missing,
    Screen,
    Stage,
    Subject,
    Text,
    View,
    host,
)
from core.models import SavedView
from core.own.words import EVERYBODY
from core.web.asking import read

_LONGEST = 2_000  # characters of an address
_PASSING = ("after", "done")  # parts of an address that say where one is and not what one looks at

SUBJECT = Subject(
    "core.view",
    SavedView,
    N_("Saved view"),
    {"kept": Stage(N_("Kept")), "deleted": Stage(N_("Deleted"), "done")},
    "kept",
    "ST",
    title="name",
    icon="columns",
    private=(),
)


def _lists() -> list[tuple[str, str]]:
    registry = host().registry
    return [(name, screen.menu or registry.subjects[name].label) for name, screen in registry.screens.items()]


def _roles() -> list[tuple[str, str]]:
    return [(role.name, role.label) for role in host().registry.roles.values()]


class SaveForm(Form):
    on = Choice(N_("List"), choices=_lists, required=True)
    name = Text(N_("Name"), required=True, max=40)
    query = LongText(N_("Address of the list, after the question mark"), max=_LONGEST)


class RenameForm(Form):
    name = Text(N_("Name"), required=True, max=40)


class ShareForm(Form):
    department = Lookup(N_("With a department and those below"), subject="core.department")
    role = Choice(N_("With a role"), choices=_roles, hint=N_("Both left empty: with nobody."))


def parts(query: str | None) -> dict[str, str]:
    """What an address asks for."""
    return {k: v for k, v in parse_qsl(query or "") if k not in _PASSING}


async def _save(ctx: Ctx) -> None:
    ctx.set(query=parts(ctx.data.query), owner_id=ctx.actor.id)


async def _share(ctx: Ctx) -> None:
    ctx.set(shared_department_id=ctx.data.department, shared_role=ctx.data.role or "")


ACTS = (
    Act(
        "save",
        SUBJECT.name,
        N_("Save this view"),
        EVERYBODY,
        SaveForm,
        creates=True,
        writes=("on", "name"),
        run=_save,
        icon="plus",
    ),
    Act(
        "rename",
        SUBJECT.name,
        N_("Rename"),
        EVERYBODY,
        RenameForm,
        source=("kept",),
        writes=("name",),
        icon="pen",
    ),
    Act(
        "share",
        SUBJECT.name,
        N_("Share"),
        ("manager",),
        ShareForm,
        source=("kept",),
        run=_share,
        icon="link",
    ),
    Act(
        "delete",
        SUBJECT.name,
        N_("Delete"),
        EVERYBODY,
        source=("kept",),
        to="deleted",
        icon="cross",
        danger=True,
    ),
)


def _usable(view: View) -> Iterable[Missing | None]:
    """Only what the list itself would take from this user may be kept."""
    registry = host().registry
    screen: Any = registry.screens.get(view.data.on)
    if screen is None or not view.actor.may(f"{view.data.on}.read"):
        yield Missing("on", N_("a list that you may read"))
        return
    try:
        read(parts(view.data.query), registry.subjects[view.data.on], screen, view.actor)
    except InvalidInput:
        yield Missing("query", N_("filters, columns and sorting that the list has"))


RULES: tuple[Facts | Gate, ...] = (Gate("core.view.save", None, _usable),)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("name", N_("Name")),
        Column("on", N_("List"), "code"),
        Column("shared_department_id", N_("Shared with department"), "department"),
        Column("shared_role", N_("Shared with role"), "code"),
        Column("created_at", N_("Saved at"), "instant", optional=True),
        Column("state", N_("State"), "stage"),
    ),
    roles=EVERYBODY,
    filters=(Filter("state", N_("State"), "stage"),),
    sorts=("-id", "name"),
    facts=(
        Column("on", N_("List"), "code"),
        Column("query", N_("Filters and columns")),
        Column("shared_department_id", N_("Shared with department"), "department"),
        Column("shared_role", N_("Shared with role"), "code"),
        Column("created_at", N_("Saved at"), "instant"),
    ),
    hint=N_("Filters, sorting and columns of a list, kept under a name. Save one from the list itself."),
)
