"""Who answers for a kind of case from a date on; the plugins declare the tables, the administrator fills them."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import (
    N_,
    Choice,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    Lookup,
    Missing,
    Moment,
    Route,
    Screen,
    Subject,
    Text,
    View,
    host,
)
from core.own.dated import STATES, dated, from_now_on
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.route",
    Route,
    N_("Route"),
    STATES,
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


async def _set(ctx: Ctx) -> None:
    d = ctx.data
    ctx.set(to_department_id=d.department, to_user_id=d.user, effective_from=d.effective_from or ctx.now)


ACTS = dated(SUBJECT.name, N_("Set a route"), SetForm, ("routing", "key"), _set)


def _has_target(view: View) -> Iterable[Missing | None]:
    if not (view.data.department or view.data.user):
        yield Missing("target", N_("a department or a person"))


RULES = (Gate("core.route.set", None, _has_target), *from_now_on(SUBJECT.name))

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
