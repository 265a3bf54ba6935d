"""Advances, expenses and conduct: what must be there (VW-3.3.2 to 3.3.5, 3.4.1c, 3.4.3d)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Child, Gate, Kpi, Measure, Missing, Record, Total, View
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.expenses import ExpenseLine
from plugins.vehicle_warranty.rules import money_facts as m
from plugins.vehicle_warranty.rules.stock_common import needs

_TAKING = "VW-3.3.4b"


def _lines(view: View) -> Iterable[Missing]:
    if not view.data.lines:
        yield Missing("lines", N_("at least one expense"))


def _vouchers(view: View) -> Iterable[Missing]:
    for what in view.facts[m.EXPENSE.name].bare:
        yield Missing(f"voucher:{what}", N_("the voucher for %(what)s"), f"{n.EXPENSE}.add_voucher", {"what": what})


def _not_himself(view: View) -> Iterable[Missing]:
    if view.subject.person_id == view.actor.id:
        yield Missing("other_person", N_("a decision by somebody else than the person concerned"))


def _grounds_if_other(view: View) -> Iterable[Missing]:
    if view.subject.clause != _TAKING:
        yield from _prescribed_or_grounds(view)


def _grounds_if_taking(view: View) -> Iterable[Missing]:
    if view.subject.clause == _TAKING:
        yield from _prescribed_or_grounds(view)


def _prescribed_or_grounds(view: View) -> Iterable[Missing]:
    if view.data.decision and view.data.decision != view.subject.prescribed and not view.data.grounds:
        yield Missing("grounds", N_("the grounds for not taking the prescribed sanction"))


def _line_there(view: View) -> Iterable[Missing]:
    if view.data.what not in view.facts[m.EXPENSE.name].bare:
        yield Missing("what", N_("an expense without a voucher, named as it stands there"))


GATES = (
    Gate(f"{n.EXPENSE}.submit", "VW-3.4.3d", _lines),
    Gate(f"{n.EXPENSE}.add_voucher", "VW-3.4.3d", _line_there, (m.EXPENSE.name,)),
    Gate(f"{n.EXPENSE}.approve", "VW-3.4.3d", _vouchers, (m.EXPENSE.name,)),
    Gate((f"{n.CONDUCT}.hear", f"{n.CONDUCT}.decide"), "VW-3.3.2", _not_himself),
    Gate(f"{n.CONDUCT}.decide", "VW-3.3.2", _grounds_if_other),
    Gate(f"{n.CONDUCT}.decide", _TAKING, _grounds_if_taking),
)
RECORDS = (
    Record(
        "advance",
        n.ADVANCE,
        "VW-3.4.1c",
        N_("Cash advance"),
        ("amount", "reason"),
        needs=needs("VW-3.4.1c", f"{n.ADVANCE}.ask", reason=N_("the purpose of the advance")),
    ),
    Record(
        "expenses",
        n.EXPENSE,
        "VW-3.4.3d",
        N_("Expense claim"),
        ("total",),
        children=(Child(ExpenseLine, "expense_id", ("what", "voucher_no", "amount")),),
    ),
    Record(
        "conduct",
        n.CONDUCT,
        "VW-3.3.5",
        N_("Conduct case"),
        ("facts_text", "statement"),
        needs=needs("VW-3.3.5", f"{n.CONDUCT}.open", facts_text=N_("the facts of the breach")),
    ),
)
TOTALS = (Total(n.EXPENSE, ExpenseLine, "expense_id", "amount", column="total"),)
KPIS = (
    Kpi(
        "vehicle_warranty.breaches",
        N_("Breaches of conduct found"),
        "VW-3.3.5",
        Measure(n.CONDUCT, at="decided_at", where={"state": "decided", "decision__not": "unfounded"}),
        unit="count",
        better="low",
        heading=N_("Satisfied user"),
    ),
)
DECLARED = (*m.FACTS, *GATES, *RECORDS, *TOTALS, *KPIS)
