"""The company's name, address and telephone on printed documents: set from a date on, for all or for one department."""

from __future__ import annotations

from core.api import (
    N_,
    Act,
    Column,
    Ctx,
    Filter,
    Form,
    Gate,
    LongText,
    Lookup,
    Moment,
    Phone,
    Screen,
    Stage,
    Subject,
    Text,
)
from core.models import Letterhead
from core.own.settings import _not_backdated, _not_in_force
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.letterhead",
    Letterhead,
    N_("Letterhead"),
    {"set": Stage(N_("Set")), "withdrawn": Stage(N_("Withdrawn"), "done")},
    "set",
    "XT",
    title="company",
    icon="print",
    shared=True,
)


class SetForm(Form):
    company = Text(N_("Company"), required=True, max=80)
    address = Text(N_("Address"), max=200)
    phone = Phone(N_("Phone"), max=40)
    department = Lookup(
        N_("For department"), subject="core.department", hint=N_("And all below it; left empty: the whole company.")
    )
    effective_from = Moment(N_("Effective from"), hint=N_("Left empty: from now on. What has been issued stays."))


class WithdrawForm(Form):
    reason = LongText(N_("Reason"), required=True, max=200)


async def _set(ctx: Ctx) -> None:
    ctx.set(to_department_id=ctx.data.department, effective_from=ctx.data.effective_from or ctx.now)
    await ctx.bump()


async def _withdraw(ctx: Ctx) -> None:
    ctx.answer(reason=ctx.data.reason)
    await ctx.bump()


ACTS = (
    Act(
        "set",
        SUBJECT.name,
        N_("Set a letterhead"),
        (ADMIN,),
        SetForm,
        creates=True,
        writes=("company", "address", "phone"),
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
RULES = (Gate("core.letterhead.set", None, _not_backdated), Gate("core.letterhead.withdraw", None, _not_in_force))

_COLUMNS = (
    Column("company", N_("Company")),
    Column("address", N_("Address")),
    Column("phone", N_("Phone")),
    Column("to_department_id", N_("For department"), "department"),
    Column("effective_from", N_("Effective from"), "instant"),
)
SCREEN = Screen(
    SUBJECT.name,
    columns=(Column("number", N_("Number"), "code"), *_COLUMNS, Column("state", N_("State"), "stage")),
    roles=(ADMIN, AUDITOR),
    menu=N_("Letterheads"),
    filters=(Filter("state", N_("State"), "stage"), Filter("effective_from", N_("Effective from"), "day")),
    sorts=("-effective_from",),
    facts=_COLUMNS,
    hint=N_("What stands at the head of printed documents. Until one is set it is the name of the topmost department."),
)
