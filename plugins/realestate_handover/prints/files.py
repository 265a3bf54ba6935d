"""Registration slip, payment notice, hand-over checklist, list of papers for a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.api import N_, Checklist, Print, capital_yuan, clock, day, gettext, host, instant, yuan
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Defect, FilePaper, MoveIn, SaleFile, Term, Title
from plugins.realestate_handover.prints.common import BOTH, SHEET, choice, fact, sheet, signed, table
from plugins.realestate_handover.roles import CLERKS, TITLES
from plugins.realestate_handover.rules.checklists import PAPERS, WORKS


def _home(file: Any) -> list[dict[str, Any]]:
    return [
        fact(N_("Contract number"), file.contract_no),
        fact(N_("Buyers"), file.buyers),
        fact(N_("Development"), file.development.name),
        fact(N_("Home"), file.unit_code),
    ]


async def _registration(subject_id: int) -> Mapping[str, Any]:
    """Two statements."""
    file = await SaleFile.get(id=subject_id).select_related("development")
    papers = await FilePaper.filter(file_id=subject_id).order_by("id").values_list("name", "copies")
    directory = host().directory
    return sheet(
        file.number,
        [
            *_home(file),
            fact(N_("Archive number"), file.archive_no),
            choice(N_("Payment method"), file.payment_method, n.PAYMENTS),
            choice(N_("Off-plan or existing"), file.purchase_kind, n.PURCHASES),
            fact(N_("Signed at"), instant(file.signed_at)),
            fact(N_("Price"), yuan(file.price)),
            fact(N_("Price in words"), capital_yuan(file.price)),
            fact(N_("Handed over by"), directory.user(file.salesperson_id)),
            fact(N_("Registered by"), directory.user(file.received_by_id)),
            fact(N_("Registered at"), instant(file.received_at)),
        ],
        tables=[table(N_("Papers handed over with it"), (N_("Paper"), N_("Copies")), papers)],
        signatures=[{"label": N_("Salesperson")}, {"label": N_("After-sales clerk")}],
    )


async def _payment_notice(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    term = await Term.get(id=subject_id).select_related("file", "file__development")
    return sheet(
        term.number,
        [
            *_home(term.file),
            fact(N_("Term"), term.term_no),
            fact(N_("Due on"), day(term.due_on)),
            fact(N_("Amount"), yuan(term.amount)),
            fact(N_("Paid so far"), yuan(term.paid)),
            fact(N_("Open amount"), yuan(term.open_amount)),
            fact(N_("Open amount in words"), capital_yuan(term.open_amount)),
        ],
        signatures=[{"label": N_("After-sales clerk")}, {"label": N_("Company (stamp)")}],
        foot=N_("Please pay the open amount in full by the day named. If it has been paid since, this notice is void."),
    )


def _answers(checklist: Checklist, row: Any, field: str, variant: str = "") -> list[tuple[str, str]]:
    """What is asked, and what was answered: yes, no, a text, or nothing yet."""
    given: Mapping[str, Any] = (getattr(row, field) or {}).get("answers", {})
    items = host().edition(checklist, row, clock.now(), variant).items
    return [(gettext(item.text), _said(given.get(item.key))) for item in items]


def _said(answer: Mapping[str, Any] | None) -> str:
    value = (answer or {}).get("value")
    if isinstance(value, bool):
        return gettext(N_("Yes")) if value else gettext(N_("No"))
    return "" if value is None else str(value)


async def _handover(subject_id: int) -> Mapping[str, Any]:
    """Three statements."""
    movein = await MoveIn.get(id=subject_id).select_related("file", "file__development")
    defects = await Defect.filter(movein_id=subject_id).order_by("id").values("place", "what", "until")
    return sheet(
        movein.number,
        [
            *_home(movein.file),
            fact(N_("Handed over on"), day(movein.delivered_on) if movein.delivered_on else ""),
            fact(N_("Keys handed over"), movein.keys),
            fact(N_("Received by"), movein.received_by),
        ],
        tables=[
            table(N_("Handover works"), (N_("Work"), N_("What was found")), _answers(WORKS, movein, "works")),
            table(
                N_("Defects noted"),
                (N_("Place"), N_("Defect"), N_("Mended by")),
                [(d["place"], d["what"], day(d["until"]) if d["until"] else "") for d in defects],
            ),
        ],
        signatures=[
            await signed(n.MOVEIN, subject_id, "handover", N_("Customer")),
            {"label": N_("After-sales clerk")},
            {"label": N_("Property company")},
        ],
    )


async def _papers(subject_id: int) -> Mapping[str, Any]:
    """One statement."""
    title = await Title.get(id=subject_id).select_related("file", "file__development")
    return sheet(
        title.number,
        [
            *_home(title.file),
            choice(N_("Certificate"), title.kind, n.CERTIFICATES),
            fact(N_("Authority"), title.authority),
        ],
        tables=[
            table(
                N_("Papers for the authority"),
                (N_("Paper"), N_("There and in order")),
                _answers(PAPERS, title, "papers", title.kind),
            )
        ],
        signatures=[{"label": N_("Customer")}, {"label": N_("Title clerk")}],
        foot=N_("Please bring originals and copies of the papers that are not yet there."),
    )


PRINTS = (
    Print(
        "registration",
        n.FILE,
        N_("Registration slip"),
        SHEET,
        _registration,
        CLERKS,
        clause="RE-2.1",
        source=("registered", "classified", "closed"),
        keepers=(N_("Kept by the salesperson"), N_("Kept in the file")),
    ),
    Print("payment_notice", n.TERM, N_("Payment notice"), SHEET, _payment_notice, CLERKS, 1, "RE-2.3"),
    Print("handover", n.MOVEIN, N_("Handover checklist"), SHEET, _handover, CLERKS, clause="RE-2.9", keepers=BOTH),
    Print("papers", n.TITLE, N_("List of papers for the certificate"), SHEET, _papers, TITLES, 1, "RE-2.5"),
)
