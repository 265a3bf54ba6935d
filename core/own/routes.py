"""Who answers for a kind of case from a date on; the plugins declare the tables, the administrator fills them."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Act,
    Choice,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    LongText,
    Lookup,
    Missing,
    Moment,
    Route,
    Screen,
    Stage,
    Subject,
    Text,
    View,
    host,
)
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.route",
    Route,
    N_("Route"),
    {"set": Stage(N_("Set")), "withdrawn": Stage(N_("Withdrawn"), "done")},
    "set",
    "FP",
    title="key",
    search=("key",),
    icon="route",
)


def _routings() -> list[tuple[str, str]]:
    return [(routing.name, routing.label) for routing in host().registry.routings.values()]


class SetForm(Form):
    routing = Choice(N_("Routing table"), choices=_routings, required=True)
    key = Text(N_("Kind of case"), required=True, max=80)
    department = Lookup(N_("To department"), subject="core.department")
    user = Lookup(N_("To person"), subject="core.user")
    effective_from = Moment(N_("Effective from"), hint=N_("Left empty: from now on."))


class WithdrawForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


async def _set(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(to_department_id=d.department, to_user_id=d.user, effective_from=d.effective_from or ctx.now)
    await ctx.bump()


async def _withdraw(ctx: Ctx) -> None:
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


ACTS = (
    Act(
        "set",
        SUBJECT.name,
        N_("Set a route"),
        (ADMIN,),
        SetForm,
        creates=True,
        writes=("routing", "key"),
        run=_set,
        by="either",
        icon="plus",
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
        icon="undo",
        danger=True,
    ),
)


def _has_target(view: View) -> Iterable[Missing | None]:
    if not (view.data.department or view.data.user):
        yield Missing("target", N_("a department or a person"))


RULES = (Gate("core.route.set", None, _has_target),)

SCREEN = Screen(
    SUBJECT.name,
    columns=(
        Column("number", N_("Number"), "code"),
        Column("routing", N_("Routing table"), "code"),
        Column("key", N_("Kind of case")),
        Column("to_department_id", N_("To department"), "department"),
        Column("to_user_id", N_("To person"), "user"),
        Column("effective_from", N_("Effective from"), "instant"),
        Column("state", N_("State"), "stage"),
    ),
    roles=(ADMIN, AUDITOR),
    menu=N_("Routes"),
    filters=(Filter("state", N_("State"), "stage"), Filter("to_department_id", N_("To department"), "department")),
    sorts=("-effective_from", "routing", "key"),
    facts=(
        Column("routing", N_("Routing table"), "code"),
        Column("key", N_("Kind of case")),
        Column("to_department_id", N_("To department"), "department"),
        Column("to_user_id", N_("To person"), "user"),
        Column("effective_from", N_("Effective from"), "instant"),
    ),
    hint=N_("Who answers for which kind of case. Until a row is set, the regulation's own table holds."),
)
