"""Prospects, sale files, and what runs beside each other on a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Stage, Subject
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import ContactRecord, Mortgage, MoveIn, Prospect, SaleFile, Term, Title
from plugins.realestate_handover.roles import AFTER_SALES, FINANCE, MANAGER, TITLE_CLERK

CLAUSE = "RE-2.12"
# whatever the data scope of a salesperson, he reaches his own files; these reach all that theirs lets them
ENTITLED = (AFTER_SALES, TITLE_CLERK, FINANCE, MANAGER)


def track(name: str, model: type[Any], label: str, states: Mapping[str, Stage], prefix: str, **more: Any) -> Subject:
    """A track of a sale file: whoever opens it opens the file. It ends with a contract that is called off."""
    start = next(iter(states))
    states = states if name == n.CONTACT else {**states, "ended": Stage(N_("Contract called off"), "done")}
    return Subject(
        name, model, label, states, start, prefix, parent=n.FILE, parent_field="file_id", confidential=CLAUSE, **more
    )


DECLARED = (
    Subject(
        n.PROSPECT,
        Prospect,
        N_("Prospect"),
        {
            "open": Stage(N_("In talks")),
            "closed": Stage(N_("Deal closed"), "done"),
            "lost": Stage(N_("No deal"), "done"),
        },
        start="open",
        prefix="YX",
        icon="user",
    ),
    Subject(
        n.FILE,
        SaleFile,
        N_("Sale file"),
        {
            "signed": Stage(N_("Contract signed")),
            "registered": Stage(N_("Registered and archived")),
            "classified": Stage(N_("Payment method set")),
            "closed": Stage(N_("File closed"), "done"),
            "cancelled": Stage(N_("Contract called off"), "done"),
        },
        start="signed",
        prefix="XS",
        title="contract_no",
        search=("contract_no", "unit_code", "archive_no", "buyers"),
        pinyin=("buyers",),
        personal=("buyers",),
        named="people",
        private=ENTITLED,
        confidential=CLAUSE,
        icon="file",
    ),
    track(
        n.MORTGAGE,
        Mortgage,
        N_("Mortgage"),
        {
            "submitted": Stage(N_("Submitted to the bank")),
            "approved": Stage(N_("Loan approved")),
            "partly_paid": Stage(N_("Loan partly arrived")),
            "paid_out": Stage(N_("Whole loan arrived"), "done"),
        },
        "AJ",
        title="bank",
        search=("bank", "approval_no"),
        icon="coin",
    ),
    track(
        n.TERM,
        Term,
        N_("Payment term"),
        {
            "pending": Stage(N_("Customer to be told")),
            "noticed": Stage(N_("Customer told")),
            "part_paid": Stage(N_("Partly paid")),
            "paid": Stage(N_("Term paid"), "done"),
        },
        "QC",
        icon="coin",
    ),
    track(
        n.MOVEIN,
        MoveIn,
        N_("Move-in"),
        {
            "waiting": Stage(N_("Waiting for acceptance")),
            "notice_due": Stage(N_("Move-in notice due")),
            "noticed": Stage(N_("Move-in notice sent")),
            "moved_in": Stage(N_("Moved in"), "done"),
        },
        "RZ",
        title="unit_code",
        search=("unit_code",),
        personal=("received_by",),
        icon="house",
    ),
    track(
        n.TITLE,
        Title,
        N_("Certificate"),
        {
            "none": Stage(N_("Not begun")),
            "contacted": Stage(N_("Authority contacted")),
            "papers_ready": Stage(N_("Papers ready")),
            "lodged": Stage(N_("Application lodged")),
            "issued": Stage(N_("Certificate issued")),
            "given": Stage(N_("Given to the customer"), "done"),
            "self_handled": Stage(N_("Handled by the customer alone"), "done"),
        },
        "ZS",
        title="unit_code",
        search=("unit_code", "receipt_no", "cert_no"),
        personal=("given_to", "cert_no"),
        icon="book",
    ),
    track(
        n.CONTACT,
        ContactRecord,
        N_("Contact record"),
        {"recorded": Stage(N_("Recorded"), "done")},
        "GT",
        private=ENTITLED,
        personal=("content",),
        icon="phone",
    ),
)
