"""What runs beside each other on a file: terms, mortgages, move-ins, certificates."""

from __future__ import annotations

from core.api import N_, Column, Filter, Related, Screen
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Defect, MortgageFollowUp, Receipt
from plugins.realestate_handover.roles import AFTER_SALES, FINANCE, MANAGER, TITLE_CLERK
from plugins.realestate_handover.screens.common import (
    DEPARTMENT,
    FILE_NO,
    NUMBER,
    OWNER,
    SORTS,
    STATE,
    UNIT_CODE,
    USUAL,
    day,
    due,
    instant,
    yuan,
)

READERS = (AFTER_SALES, TITLE_CLERK, FINANCE, MANAGER)
_FILE = Column("file__contract_no", N_("Contract number"), "code")
_BUYERS = Column("file__buyers", N_("Buyers"))
_HOME = Column("file__unit_code", N_("Home"), "code")
_RECEIPTS = (
    instant("received_at", N_("Received at")),
    yuan("amount", N_("Amount")),
    Column("payer", N_("Payer"), personal=n.FILE),
    Column("note", N_("Note")),
)
_KIND = Column("kind", N_("Certificate"), "choice", n.CERTIFICATES, clause="RE-2.10")

TERMS = Screen(
    n.TERM,
    (
        NUMBER,
        FILE_NO,
        _HOME,
        Column("term_no", N_("Term")),
        day("due_on", N_("Due on"), "RE-2.3"),
        yuan("amount", N_("Amount")),
        yuan("open_amount", N_("Open amount"), "RE-2.3"),
        STATE,
        due("RE-2.3"),
        OWNER,
        DEPARTMENT,
    ),
    READERS,
    menu=N_("Payment terms"),
    filters=(*USUAL, Filter("due_on", N_("Due on"), "day")),
    sorts=("due_on", *SORTS),
    facts=(
        _FILE,
        _BUYERS,
        _HOME,
        Column("term_no", N_("Term")),
        day("due_on", N_("Due on"), "RE-2.3"),
        yuan("amount", N_("Amount")),
        yuan("paid", N_("Paid so far"), "RE-2.3"),
        yuan("open_amount", N_("Open amount"), "RE-2.3"),
        instant("noticed_at", N_("Told at"), "RE-2.3"),
        Column("notice_channel", N_("Told through"), "choice", n.CHANNELS, clause="RE-2.3"),
        day("paid_on", N_("Paid on")),
    ),
    related=(Related(N_("Receipts"), Receipt, "term_id", _RECEIPTS),),
    hint=N_("What is to be paid when, who was told, and what is still open."),
)
MORTGAGES = Screen(
    n.MORTGAGE,
    (
        NUMBER,
        FILE_NO,
        _HOME,
        Column("bank", N_("Bank")),
        yuan("loan_amount", N_("Loan")),
        yuan("arrived", N_("Arrived"), "RE-2.2"),
        STATE,
        due("RE-2.2"),
        OWNER,
        DEPARTMENT,
    ),
    READERS,
    menu=N_("Mortgages"),
    filters=USUAL,
    sorts=SORTS,
    facts=(
        _FILE,
        _BUYERS,
        _HOME,
        Column("bank", N_("Bank")),
        yuan("loan_amount", N_("Loan"), "RE-2.2"),
        yuan("arrived", N_("Arrived"), "RE-2.2"),
        day("submitted_on", N_("Submitted on")),
        day("approved_on", N_("Approved on")),
        Column("approval_no", N_("Number of the approval"), "code"),
        day("paid_out_on", N_("Whole loan arrived on"), "RE-2.2"),
        Column("papers", N_("Papers handed in")),
        Column("last_result", N_("What the bank said last"), clause="RE-2.2"),
    ),
    related=(
        Related(
            N_("Follow-ups at the bank"),
            MortgageFollowUp,
            "mortgage_id",
            (
                instant("at", N_("Asked at")),
                Column("contact", N_("Asked at the bank")),
                Column("result", N_("What the bank said")),
                day("next_on", N_("To be asked again on")),
                Column("by_id", N_("By"), "user"),
            ),
            order="-id",
        ),
        Related(N_("Arrivals"), Receipt, "mortgage_id", _RECEIPTS),
    ),
    hint=N_("Loans that pay a contract; the bank is urged until the whole loan has arrived."),
)
MOVEINS = Screen(
    n.MOVEIN,
    (
        NUMBER,
        FILE_NO,
        UNIT_CODE,
        Column("building__code", N_("Building"), "code"),
        Column("purchase_kind", N_("Off-plan or existing"), "choice", n.PURCHASES),
        instant("notice_at", N_("Move-in notice sent at"), "RE-2.9"),
        day("delivered_on", N_("Handed over on"), "RE-2.10"),
        STATE,
        OWNER,
        DEPARTMENT,
    ),
    READERS,
    menu=N_("Move-ins"),
    filters=(*USUAL, Filter("delivered_on", N_("Handed over on"), "day"), Filter("deemed", N_("Owner absent"), "bool")),
    sorts=SORTS,
    facts=(
        _FILE,
        _BUYERS,
        UNIT_CODE,
        Column("building__code", N_("Building"), "code"),
        day("building__accepted_on", N_("Accepted on"), "RE-2.4"),
        Column("purchase_kind", N_("Off-plan or existing"), "choice", n.PURCHASES, clause="RE-2.9"),
        instant("notice_at", N_("Move-in notice sent at"), "RE-2.9"),
        day("delivered_on", N_("Handed over on"), "RE-2.10"),
        Column("keys", N_("Keys handed over")),
        Column("received_by", N_("Received by")),
        Column("deemed", N_("Owner absent"), "bool"),
        Column("evidence", N_("Evidence")),
    ),
    related=(
        Related(
            N_("Defects noted"),
            Defect,
            "movein_id",
            (Column("place", N_("Place")), Column("what", N_("Defect")), day("until", N_("Mended by"))),
        ),
    ),
    hint=N_("Homes to be handed over, from the acceptance of their building on."),
    phone=True,
)
TITLES = Screen(
    n.TITLE,
    (
        NUMBER,
        FILE_NO,
        UNIT_CODE,
        _KIND,
        STATE,
        due("RE-2.10"),
        Column("receipt_no", N_("Number of the receipt"), "code"),
        instant("lodged_at", N_("Lodged at"), "RE-2.10"),
        OWNER,
        DEPARTMENT,
    ),
    READERS,
    menu=N_("Title certificates"),
    filters=(
        *USUAL,
        Filter("kind", N_("Certificate"), "choice", n.CERTIFICATES),
        Filter("lodged_at", N_("Lodged at"), "day"),
    ),
    sorts=SORTS,
    facts=(
        _FILE,
        _BUYERS,
        UNIT_CODE,
        _KIND,
        Column("authority", N_("Authority"), clause="RE-2.5"),
        day("contacted_on", N_("Contacted on"), "RE-2.5"),
        day("papers_ready_on", N_("Papers ready on"), "RE-2.5"),
        instant("lodged_at", N_("Lodged at"), "RE-2.10"),
        Column("receipt_no", N_("Number of the receipt"), "code", clause="RE-2.10"),
        day("issued_on", N_("Issued on")),
        Column("cert_no", N_("Number of the certificate"), "code"),
        day("given_on", N_("Given on")),
        Column("given_to", N_("Given to")),
        day("declared_on", N_("Date of the statement"), "RE-2.5"),
        Column("declaration", N_("The customer's written statement"), clause="RE-2.5"),
    ),
    hint=N_("Title and land certificates, each with its own three months from the handover."),
)

DECLARED = (TERMS, MORTGAGES, MOVEINS, TITLES)
