"""Who stands for whom: while a person is away, another decides what waits for his approval, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Act,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    Lookup,
    Missing,
    Moment,
    Screen,
    Stage,
    Subject,
    Text,
    View,
)
from core.models import Deputy
from core.own.grants import PERMISSION
from core.own.words import ADMIN, AUDITOR, EVERYBODY, STAFF

SUBJECT = Subject(
    "core.deputy",
    Deputy,
    N_("Deputy"),
    {"set": Stage(N_("In force")), "withdrawn": Stage(N_("Withdrawn"), "done")},
    "set",
    "DL",
    icon="swap",
    private=(ADMIN, AUDITOR),
)


class SetForm(Form):
    user = Lookup(N_("Who is away"), subject="core.user", hint=N_("Left empty: yourself."))
    deputy = Lookup(N_("Who stands in"), subject="core.user", required=True)
    starts_at = Moment(N_("From"), required=True)
    ends_at = Moment(N_("Until"), required=True)
    reason = Text(N_("Reason"), max=200)


async def _set(ctx: Ctx) -> None:
    away = ctx.data.user or ctx.actor.id
    ctx.set(user_id=away, owner_id=away, deputy_id=ctx.data.deputy, reason=ctx.data.reason or "")
    await ctx.bump()


async def _withdraw(ctx: Ctx) -> None:
    await ctx.bump()


def _own(view: View) -> Iterable[Missing]:
    """A deputy decides with the rights of another: only that other lends them, or who gives rights anyway."""
    away = view.data.user or view.actor.id
    if away != view.actor.id and not view.actor.may(PERMISSION):
        yield Missing("self", N_("the person himself, or an administrator"))


def _somebody_else(view: View) -> Iterable[Missing]:
    if view.data.deputy == (view.data.user or view.actor.id):
        yield Missing("deputy", N_("another person as deputy"))


def _span(view: View) -> Iterable[Missing]:
    if view.data.ends_at <= max(view.data.starts_at, view.now):
        yield Missing("ends_at", N_("an end after the beginning and after now"))


ACTS = (
    Act(
        "set",
        SUBJECT.name,
        N_("Name a deputy"),
        (ADMIN, *STAFF),
        SetForm,
        creates=True,
        writes=("starts_at", "ends_at"),
        run=_set,
        icon="plus",
    ),
    Act(
        "withdraw",
        SUBJECT.name,
        N_("Withdraw"),
        (ADMIN, *STAFF),
        source=("set",),
        to="withdrawn",
        run=_withdraw,
        icon="undo",
    ),
)
RULES = tuple(Gate("core.deputy.set", None, check) for check in (_own, _somebody_else, _span))

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("user_id", N_("Who is away"), "user"),
        Column("deputy_id", N_("Who stands in"), "user"),
        Column("starts_at", N_("From"), "instant"),
        Column("ends_at", N_("Until"), "instant"),
        Column("state", N_("State"), "stage"),
    ),
    roles=EVERYBODY,
    menu=N_("Deputies"),
    filters=(Filter("state", N_("State"), "stage"), Filter("deputy_id", N_("Who stands in"), "user")),
    sorts=("-id", "starts_at"),
    facts=(
        Column("user_id", N_("Who is away"), "user"),
        Column("deputy_id", N_("Who stands in"), "user"),
        Column("starts_at", N_("From"), "instant"),
        Column("ends_at", N_("Until"), "instant"),
        Column("reason", N_("Reason")),
    ),
    hint=N_("While somebody is away, another decides on what waits for his approval."),
)
