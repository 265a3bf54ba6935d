"""The fund (CS-3.5.4): no move without an approved method, no use but a permitted one."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Approval, Gate, Kpi, Measure, Missing, Need, Record, Rule, View
from plugins.contractor_safety import names as n
from plugins.contractor_safety.roles import RESPONSIBLE, SAFETY_COMPANY, SAFETY_UNIT
from plugins.contractor_safety.rules.fund_facts import BOOK, IN_FORCE, METHOD, Method, account_of, use_of

_MOVES = tuple(f"{n.FUND_MOVE}.{name}" for name in ("deposit", "refund", "pay", "penalty"))
_ENFORCE, _PAY, _REFUND = f"{n.FUND_METHOD}.enforce", f"{n.FUND_MOVE}.pay", f"{n.FUND_MOVE}.refund"

APPROVAL = Approval(
    "method",
    n.FUND_METHOD,
    _ENFORCE,
    "CS-3.5.4",
    (f"role:{SAFETY_COMPANY}",),
    content=("title", "text", "uses"),
    label=N_("Approval of the method by the safety department"),
    roles=(*RESPONSIBLE, SAFETY_UNIT),
)


def _approved(view: View) -> Iterable[Missing]:
    if view.facts[METHOD.name] is None:
        yield Missing("method", N_("a method of this department that the safety department approved"), n.FUND_METHOD)


def _permitted(view: View) -> Iterable[Missing]:
    method: Method | None = view.facts[METHOD.name]
    said = view.data.purpose
    if method is not None and (use_of(said) or (said or "").strip()) not in method.uses:
        yield Missing("purpose", N_("a use that the method permits"), n.FUND_METHOD)


def _refundable(view: View) -> Iterable[Missing]:
    method: Method | None = view.facts[METHOD.name]
    if method is not None and "refund" not in method.uses:
        yield Missing("purpose", N_("a method that permits refunds"), n.FUND_METHOD)


def _whose(view: View) -> Iterable[Missing]:
    if account_of(view) == "deposit" and not view.data.org:
        yield Missing("org", N_("whose deposit it is"))


DECLARED: tuple[Rule, ...] = (
    BOOK,
    METHOD,
    IN_FORCE,
    APPROVAL,
    Gate(_MOVES, "CS-3.5.4", _approved, (METHOD.name,)),
    Gate(_PAY, "CS-3.5.4", _permitted, (METHOD.name,)),
    Gate(_PAY, "CS-3.5.4", _whose),
    Gate(_REFUND, "CS-3.5.4", _refundable, (METHOD.name,)),
    Record(
        "method",
        n.FUND_METHOD,
        "CS-3.5.4",
        N_("Method of deposits and penalties"),
        ("title", "text", "uses"),
        needs=(Need("text", N_("the text of the method"), "CS-3.5.4", (f"{n.FUND_METHOD}.ask_method", _ENFORCE)),),
    ),
    Kpi(
        "contractor_safety.fund_in",
        N_("Paid into the fund (fen)"),
        "CS-3.5.4",
        Measure(n.FUND_MOVE, at="at", where={"signed__gt": 0}, value="signed"),
        unit="count",
        heading=N_("Safety fund"),
    ),
    Kpi(
        "contractor_safety.fund_balance",
        N_("Change of the fund (fen)"),
        "CS-3.5.4",
        Measure(n.FUND_MOVE, at="at", value="signed"),
        unit="count",
        heading=N_("Safety fund"),
    ),
)
