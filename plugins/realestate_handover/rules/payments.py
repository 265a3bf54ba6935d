"""Terms, receipts and loans: told ahead, paid by their day, never more than the price; urged until the whole loan is there (RE-2.2, RE-2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Deadline, DutyMeasure, Facts, Gate, Kpi, Measure, Missing, On, Record, Total, View, yuan
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.models import Mortgage, Receipt, Term
from plugins.realestate_handover.rules.common import key_of, needs
from plugins.realestate_handover.rules.files import FILE, FileSeen, unregistered

_BOOK = f"{n.TERM}.book"
_CLASSIFY = f"{n.FILE}.classify"


async def _mortgages(files: Sequence[int]) -> Mapping[int, str]:
    rows = await Mortgage.filter(file_id__in=files).exclude(state="ended").values_list("file_id", "number")
    return dict(rows)


MORTGAGES = Facts("realestate_handover.mortgage.of_file", _mortgages, key_of("file"))


def _by_terms(view: View) -> Iterable[Missing]:
    """A mortgage has no terms; a lump sum is one."""
    method = view.subject.payment_method
    if method not in ("instalment", "lump_sum"):
        yield Missing("payment_method", N_("payment by instalments or in a lump sum"), _CLASSIFY)
    if view.subject.terms_total:
        yield Missing("no_terms", N_("a contract without terms of payment"))
    if method == "lump_sum" and len(view.data.terms or []) > 1:
        yield Missing("one_term", N_("a single term: the whole price at once"))


def _adds_up(view: View) -> Iterable[Missing]:
    total = sum(row["amount"] for row in view.data.terms or [])
    left = view.subject.price - view.subject.received
    if total != left:
        args = {"price": yuan(left), "total": yuan(total)}
        yield Missing(
            "terms", N_("terms that add up to what is still to be paid, %(price)s (they are %(total)s)"), args=args
        )


def _not_over(left: int) -> Missing:
    return Missing("amount", N_("an amount that is still open: at most %(left)s"), args={"left": yuan(left)})


def _over_term(view: View) -> Iterable[Missing]:
    if view.data.amount > view.subject.open_amount:
        yield _not_over(view.subject.open_amount)


def _over_loan(view: View) -> Iterable[Missing]:
    left = view.subject.loan_amount - view.subject.arrived
    if view.data.amount > left:
        yield _not_over(left)


def _over_price(view: View) -> Iterable[Missing]:
    """Receipts never exceed the price, wherever they are booked."""
    left = view.subject.price - view.subject.received
    if view.data.amount > left:
        yield _not_over(left)


def _on_terms(view: View) -> Iterable[Missing]:
    if view.subject.terms_total:
        yield Missing("term", N_("the term it is paid for"), _BOOK)


def _by_mortgage(view: View) -> Iterable[Missing]:
    file: FileSeen | None = view.facts.get(FILE.name)
    if file is None:
        return
    if file.method != "mortgage":
        yield Missing("payment_method", N_("payment by mortgage"), _CLASSIFY)
    number = view.facts.get(MORTGAGES.name)
    if number:
        yield Missing("no_mortgage", N_("a contract without a mortgage (%(number)s)"), args={"number": number})
    left = file.price - file.received
    if view.data.loan_amount > left:
        yield Missing(
            "loan_amount", N_("a loan of at most what is still to be paid, %(left)s"), args={"left": yuan(left)}
        )


GATES = (
    Gate(f"{n.FILE}.set_terms", "RE-2.3", _by_terms),
    Gate(f"{n.FILE}.set_terms", "RE-2.3", _adds_up),
    Gate(_BOOK, "RE-2.3", _over_term),
    Gate(f"{n.FILE}.book", "RE-2.3", _on_terms),
    Gate((f"{n.FILE}.book", f"{n.FILE}.note_receipt"), "RE-2.3", _over_price),
    Gate(f"{n.MORTGAGE}.submit", "RE-2.1", unregistered, facts=(FILE.name,)),
    Gate(f"{n.MORTGAGE}.submit", "RE-2.2", _by_mortgage, facts=(FILE.name, MORTGAGES.name)),
    Gate(f"{n.MORTGAGE}.book", "RE-2.2", _over_loan),
)

RECORDS = (
    Record(
        "notice",
        n.TERM,
        "RE-2.3",
        N_("Payment notice"),
        ("due_on", "amount", "noticed_at", "notice_channel"),
        needs=needs("RE-2.3", f"{n.TERM}.notify", channel=N_("how the customer was told")),
    ),
    Record(
        "loan",
        n.MORTGAGE,
        "RE-2.2",
        N_("Mortgage"),
        ("bank", "loan_amount", "papers", "submitted_on", "approved_on", "approval_no"),
        needs=(
            *needs("RE-2.2", f"{n.MORTGAGE}.submit", papers=N_("the papers handed to the bank")),
            *needs("RE-2.2", f"{n.MORTGAGE}.approve", approval_no=N_("the number of the approval")),
            *needs(
                "RE-2.2",
                f"{n.MORTGAGE}.follow_up",
                contact=N_("who was asked at the bank"),
                result=N_("what the bank said"),
            ),
        ),
    ),
)


def _settles(view: View) -> bool:
    """The row as it will stand."""
    return bool(view.subject.open_amount == 0)


def _whole_loan(view: View) -> bool:
    return bool(view.subject.arrived == view.subject.loan_amount)


DEADLINES = (
    Deadline(
        "pay.notice",
        n.TERM,
        "RE-2.3",
        N_("Tell the customer ahead to pay"),
        until="due_on",
        minus=policies.PAY_NOTICE,
        start=On(f"{n.TERM}.open"),
        stop=On(f"{n.TERM}.notify"),
        cancel=(On(_BOOK, when=_settles), On(f"{n.TERM}.end")),
        act=f"{n.TERM}.notify",
    ),
    Deadline(
        "pay.term",
        n.TERM,
        "RE-2.3",
        N_("Collect the term"),
        until="due_on",
        start=On(f"{n.TERM}.open"),
        stop=On(_BOOK, when=_settles),
        cancel=On(f"{n.TERM}.end"),
        act=_BOOK,
    ),
    Deadline(
        "mortgage.follow_up",
        n.MORTGAGE,
        "RE-2.2",
        N_("Urge the bank"),
        length=policies.MORTGAGE,
        start=On(f"{n.MORTGAGE}.submit"),
        stop=On(f"{n.MORTGAGE}.follow_up"),
        cancel=(On(f"{n.MORTGAGE}.book", when=_whole_loan), On(f"{n.MORTGAGE}.end")),
        repeat_until="paid_out_on",
        act=f"{n.MORTGAGE}.follow_up",
    ),
)
_PAY = (f"{n.TERM}:pay.notice",)
KPIS = (
    Kpi(
        "realestate_handover.collection",
        N_("Payments collected in time"),
        "RE-2.3",
        part=Measure(n.TERM, at="due_on", value="in_time"),
        whole=Measure(n.TERM, at="due_on", value="amount"),
        target=policies.COLLECTION,
        heading=N_("Payments"),
    ),
    Kpi(
        "realestate_handover.payment_notices",
        N_("Payment notices in time"),
        "RE-2.3",
        part=DutyMeasure(_PAY, met=True),
        whole=DutyMeasure(_PAY),
        heading=N_("Payments"),
    ),
)
TOTALS = (
    Total(n.FILE, Receipt, "file_id", "amount", column="received"),
    Total(n.TERM, Receipt, "term_id", "amount", column="paid"),
    Total(n.MORTGAGE, Receipt, "mortgage_id", "amount", column="arrived"),
    Total(n.FILE, Term, "file_id", "amount", column="terms_total"),
)

DECLARED = (MORTGAGES, *GATES, *RECORDS, *DEADLINES, *KPIS, *TOTALS)
