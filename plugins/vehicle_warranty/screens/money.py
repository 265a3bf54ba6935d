"""Freight, claims, advances, expenses, conduct."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.models.claims import ClaimStep
from plugins.vehicle_warranty.models.expenses import ExpenseLine
from plugins.vehicle_warranty.roles_stock import FINANCE, KEEPER, MANAGERS, OFFICE, TAKERS
from plugins.vehicle_warranty.screens.stock_common import MINE, NUMBER, OWNER, SORTS, STATE, STATES, USUAL, at, day, due

_AMOUNT = Column("amount", N_("Amount"), "yuan")
FREIGHT = Screen(
    n.FREIGHT,
    (
        NUMBER,
        Column("carrier", N_("Carrier")),
        Column("voucher_no", N_("Number of the voucher"), "code"),
        _AMOUNT,
        STATE,
        OWNER,
    ),
    (*TAKERS, KEEPER, FINANCE, *MANAGERS, "auditor"),
    menu=N_("Freight vouchers"),
    filters=(STATES, MINE),
    facts=(
        Column("carrier", N_("Carrier")),
        Column("voucher_no", N_("Number of the voucher"), "code"),
        _AMOUNT,
        Column("old_part_recovered", N_("Old part recovered"), "bool", clause="VW-3.6.3"),
        Column("reason", N_("Why it was not recovered"), clause="VW-3.6.3"),
        at("written_off_at", N_("Written off at"), "VW-3.6.3"),
    ),
    phone=True,
    hint=N_("Postage and freight of parts, written off with two signatures."),
)
_CLAIMED = Column("amount", N_("Amount claimed"), "yuan", clause="VW-3.8")
_SETTLED = Column("settled", N_("Amount settled"), "yuan", clause="VW-3.8")
_LAPSES = day("lapses_on", N_("Supplier's warranty until"), "VW-3.8")
CLAIMS = Screen(
    n.CLAIM,
    (NUMBER, Column("supplier", N_("Supplier")), _CLAIMED, _SETTLED, _LAPSES, STATE, due("VW-3.8"), OWNER),
    OFFICE,
    menu=N_("Secondary claims"),
    filters=(*USUAL, Filter("lapses_on", N_("Supplier's warranty until"), "day")),
    sorts=(*SORTS, "lapses_on"),
    facts=(
        Column("supplier", N_("Supplier")),
        Column("old_part__number", N_("Old part"), "code", clause="VW-3.8"),
        Column("old_part__part__name", N_("Part name")),
        _CLAIMED,
        day("opened_on", N_("Opened on")),
        _LAPSES,
        Column("lapse_km", N_("Supplier's warranty, km")),
        at("sent_at", N_("Sent at")),
        Column("result", N_("Supplier's answer"), "choice", n.RESULTS),
        _SETTLED,
        day("settled_on", N_("Settled on")),
        Column("abandoned_because", N_("Why it was abandoned")),
    ),
    related=(
        Related(
            N_("Steps"),
            ClaimStep,
            "claim_id",
            (at("at", N_("At")), Column("what", N_("What was done")), Column("by_id", N_("Who"), "user")),
        ),
    ),
    hint=N_("What suppliers owe for parts that failed under their warranty."),
)
ADVANCES = Screen(
    n.ADVANCE,
    (NUMBER, OWNER, _AMOUNT, Column("reason", N_("Purpose")), STATE, at("paid_at", N_("Paid at"))),
    (*TAKERS, FINANCE, *MANAGERS, "auditor"),
    menu=N_("Cash advances"),
    filters=(STATES, MINE),
    facts=(OWNER, _AMOUNT, Column("reason", N_("Purpose"), clause="VW-3.4.1c"), at("paid_at", N_("Paid at"))),
    phone=True,
    hint=N_("Cash drawn for trips, set off against the expenses."),
)
EXPENSES = Screen(
    n.EXPENSE,
    (NUMBER, OWNER, Column("total", N_("Total"), "yuan"), STATE, at("paid_at", N_("Paid at"))),
    (*TAKERS, FINANCE, *MANAGERS, "auditor"),
    menu=N_("Expense claims"),
    filters=(STATES, MINE),
    facts=(
        OWNER,
        Column("total", N_("Total"), "yuan", clause="VW-3.4.3d"),
        Column("advance", N_("Advance set off"), "yuan", clause="VW-3.4.1c"),
        Column("payable", N_("To be paid"), "yuan", clause="VW-3.4.3d"),
        Column("remark", N_("Reason")),
        at("paid_at", N_("Paid at"), "VW-3.4.3d"),
    ),
    related=(
        Related(
            N_("Expenses"),
            ExpenseLine,
            "expense_id",
            (Column("what", N_("What for")), Column("voucher_no", N_("Number of the voucher"), "code"), _AMOUNT),
        ),
    ),
    phone=True,
    hint=N_("What trips cost, with vouchers."),
)
CONDUCT = Screen(
    n.CONDUCT,
    (
        NUMBER,
        Column("person__name", N_("Person")),
        Column("clause", N_("Breach"), "choice", n.BREACHES),
        Column("prescribed", N_("Prescribed sanction"), "choice", n.SANCTIONS),
        Column("decision", N_("Decision on the case"), "choice", n.DECISIONS),
        STATE,
    ),
    ("agent", *MANAGERS, "auditor"),
    menu=N_("Conduct cases"),
    filters=(STATES,),
    facts=(
        Column("person__name", N_("Person")),
        Column("clause", N_("Breach"), "choice", n.BREACHES),
        Column("facts_text", N_("Facts"), clause="VW-3.3.5"),
        Column("statement", N_("Statement of the person")),
        Column("prescribed", N_("Prescribed sanction"), "choice", n.SANCTIONS),
        Column("decision", N_("Decision on the case"), "choice", n.DECISIONS),
        Column("grounds", N_("Grounds of the decision")),
        at("decided_at", N_("Decided at")),
    ),
    hint=N_("Breaches of conduct. Management decides; nothing happens to anybody before."),
)
DECLARED = (FREIGHT, CLAIMS, ADVANCES, EXPENSES, CONDUCT)
