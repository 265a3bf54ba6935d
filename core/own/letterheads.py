"""The company's name, address and telephone on printed documents: set from a date on, for all or for one department."""

from __future__ import annotations

from core.api import (
    N_,
    Column,
    Ctx,
    Filter,
    Form,
    Lookup,
    Moment,
    Phone,
    Screen,
    Subject,
    Text,
)
from core.models import Letterhead
from core.own.dated import STATES, dated, from_now_on
from core.own.words import ADMIN, AUDITOR

SUBJECT = Subject(
    "core.letterhead",
    Letterhead,
    N_("Letterhead"),
    STATES,
    "set",
    "XH",
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


async def _set(ctx: Ctx) -> None:
    ctx.set(to_department_id=ctx.data.department, effective_from=ctx.data.effective_from or ctx.now)


ACTS = dated(SUBJECT.name, N_("Set a letterhead"), SetForm, ("company", "address", "phone"), _set)


RULES = from_now_on(SUBJECT.name)

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
