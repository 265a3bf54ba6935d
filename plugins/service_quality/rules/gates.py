"""What each step needs before it, clause by clause: pure functions of the form, the data typed and the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.api import N_, Gate, Missing, View, day_of
from plugins.service_quality import names as n
from plugins.service_quality.rules.facts import PERSON, PRODUCT, Person, Product


def own_product(v: View) -> Iterator[Missing]:
    """ES-4.2.1: the form names the caller's own product and the time of a call that has taken place."""
    caller = v.data.customer  # input first: before there is any, the facts are not loaded either
    product: Product | None = v.facts[PRODUCT.name]
    if product is None or product.customer_id != caller:
        yield Missing("asset", N_("a product of this customer"))
    if v.data.reported_at is not None and v.data.reported_at > v.now:
        yield Missing("reported_at", N_("a time of the call that is not in the future"))


def in_use(v: View) -> Iterator[Missing]:
    """ES-4.3.1: a customer is asked about a product that is in use."""
    if v.data.asset is not None and v.facts[PRODUCT.name] is None:
        yield Missing("asset", N_("a product in use"))


def a_technician(v: View) -> Iterator[Missing]:
    person: Person | None = v.facts[PERSON.name] if v.data.technician else None
    if person is None or not person.technician:
        yield Missing("technician", N_("a person with the role technician"))


def contacted(v: View) -> Iterator[Missing]:
    """ES-4.2.2: nobody leaves before the customer was reached and a time agreed."""
    if v.subject.place != "home":
        return
    if v.subject.contacted_at is None:
        yield Missing("contact", N_("contact with the customer"), n.CONTACT)
    if v.subject.appointment_at is None:
        yield Missing("appointment", N_("the agreed time of the visit"), n.CONTACT)


def promised(v: View) -> Iterator[Missing]:
    if v.subject.promised_on is None:
        yield Missing("promised_on", N_("the promised finishing date"), n.WRITE_SLIP)


def promise_ahead(v: View) -> Iterator[Missing]:
    if v.data.promised_on is not None and v.data.promised_on < day_of(v.at):
        yield Missing("promised_on", N_("a finishing date that is not in the past"), n.WRITE_SLIP)


def sealed(record: str, missing: Missing) -> Callable[[View], Iterator[Missing]]:
    """A gate that a record bears all its signatures: the core writes its name into the subject's `seals`."""

    def check(v: View) -> Iterator[Missing]:
        if f",{record}," not in v.subject.seals:
            yield missing

    return check


def on_the_card(v: View) -> Iterator[Missing]:
    if not v.subject.card_lines:
        yield Missing("card_line", N_("the line on the warranty card"), n.CARD_LINE)


def charged(v: View) -> Iterator[Missing]:
    """ES-4.1: outside the warranty parts and labour are charged."""
    if not v.subject.free and v.subject.charged_at is None:
        yield Missing("charge", N_("the charge by the price list"), n.CHARGE)


def invoiced(v: View) -> Iterator[Missing]:
    """ES-4.2.8: what is paid for has a proper invoice."""
    if v.subject.total and not v.subject.invoice_no:
        yield Missing("invoice_no", N_("the invoice number"), n.INVOICE)


def something_to_pay(v: View) -> Iterator[Missing]:
    if not v.subject.total:
        yield Missing("charge", N_("an amount to be paid"), n.CHARGE)


def not_twice(v: View) -> Iterator[Missing]:
    """ES-4.3.5: a form handed in with its product here goes in again when the product is back."""
    handed_in, ended = v.subject.submitted_at, v.subject.ended_at
    if v.subject.state == "taken_in" and handed_in is not None and handed_in >= ended:
        yield Missing(
            "give_back", N_("the return of the product: the form of its taking in has been handed in"), n.GIVE_BACK
        )


def submitted(v: View) -> Iterator[Missing]:
    if v.subject.state != "submitted":
        yield Missing("submit", N_("the form handed in"), n.SUBMIT)


_SLIP_IN = Missing("slip_in", N_("the hand-over slip with both signatures"), n.SIGN_SLIP)
_SLIP_OUT = Missing("slip_out", N_("the return part of the hand-over slip with both signatures"), n.SIGN_RETURN)
_SIGNATURE = Missing("signature", N_("the customer's signature on the request form"), n.SIGN)


def signed(v: View) -> Iterator[Missing]:
    """ES-4.2.7. A form whose product is still here goes in unsigned: the customer signs on its return."""
    if v.subject.state != "taken_in":
        yield from sealed(n.FORM, _SIGNATURE)(v)


GATES = (
    Gate(n.REGISTER, "ES-4.2.1", own_product, facts=(PRODUCT.name,)),
    Gate(n.ENQUIRE, "ES-4.3.1", in_use, facts=(PRODUCT.name,)),
    Gate(n.ASSIGN, "ES-4.2.1", a_technician, facts=(PERSON.name,)),
    Gate(n.ARRIVE, "ES-4.2.2", contacted),
    Gate(n.WRITE_SLIP, "ES-4.2.4", promise_ahead),
    Gate(n.TAKE_IN, "ES-4.2.4", promised),
    Gate(n.TAKE_IN, "ES-4.2.5", sealed(n.SLIP_IN, _SLIP_IN)),
    Gate(n.GIVE_BACK, "ES-4.2.5", sealed(n.SLIP_OUT, _SLIP_OUT)),
    Gate(n.SIGN, "ES-4.2.6", on_the_card),
    Gate(n.SIGN, "ES-4.1", charged),
    Gate(n.SIGN, "ES-4.2.8", invoiced),
    Gate(n.INVOICE, "ES-4.2.8", something_to_pay),
    Gate((n.SUBMIT, n.CLOSE), "ES-4.2.7", signed),
    Gate(n.SUBMIT, "ES-4.3.5", not_twice),
    Gate(n.CLOSE, "ES-4.3.5", submitted),
)
