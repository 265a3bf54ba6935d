"""Gates, duties, records and figures of what is owed during and after the warranty (TS-3.0, TS-3.1, TS-3.3)."""

from __future__ import annotations

from collections.abc import Iterable

from core.api import N_, Child, DutyMeasure, Gate, Kpi, Missing, On, Periodic, Record, View
from plugins.tech_support import names as n
from plugins.tech_support import policies
from plugins.tech_support.models import ExchangeLine
from plugins.tech_support.rules.common import needs, not_taken
from plugins.tech_support.rules.warranty_facts import (
    AGREEMENT,
    FACTS,
    SERIALS,
    SIDES,
    SYSTEM,
    AgreementSeen,
    SystemSeen,
)

_RECORDING = (f"{n.ENQUIRY}.record", f"{n.ANNUAL}.record", f"{n.EXCHANGE}.report")
_SERIAL_FREE = N_("a serial number not yet used (%(number)s has it)")


def _in_use(view: View) -> Iterable[Missing]:
    asked = view.data.system
    system: SystemSeen | None = view.facts.get(SYSTEM.name)
    if asked is not None and (system is None or system.state != "active"):
        yield Missing("system", N_("a system in use"), n.SYSTEM)


def _warranty_forward(view: View) -> Iterable[Missing]:
    start, end = view.data.warranty_from, view.data.warranty_to
    if (start is None) != (end is None):
        yield Missing("warranty_to", N_("both days of the warranty, or neither"))
    elif start is not None and end <= start:
        yield Missing("warranty_to", N_("an end of the warranty after its start"))


def _charged(view: View) -> Iterable[Missing]:
    if not view.subject.charge_no:
        yield Missing("charge", N_("the charge by the price list"), f"{n.EXCHANGE}.charge")


def _agreed(view: View) -> Iterable[Missing]:
    """TS-3.3: what is not free is done only under an agreement that both have signed and that covers the amount."""
    if view.subject.free:
        return
    agreement: AgreementSeen | None = view.facts.get(AGREEMENT.name)
    if agreement is None or agreement.state != "signed":
        yield Missing("agreement", N_("a supplementary agreement signed by both sides"), n.AGREEMENT)
    elif agreement.price < view.subject.user_pays:
        yield Missing("price", N_("an agreement that covers the amount to be paid"), n.AGREEMENT)


def _to_be_paid(view: View) -> Iterable[Missing]:
    if view.subject.free:
        yield Missing("paid", N_("an exchange that is not free"))


def _no_other(view: View) -> Iterable[Missing]:
    agreement: AgreementSeen | None = view.facts.get(AGREEMENT.name)
    if agreement is not None and agreement.state != "signed":
        yield Missing("agreement", N_("the signatures on the agreement %(number)s"), n.AGREEMENT, _number(agreement))


def _number(agreement: AgreementSeen) -> dict[str, str]:
    return {"number": agreement.number}


def _restored(view: View) -> Iterable[Missing]:
    if not view.data.restored:
        yield Missing("restored", N_("the system's original performance"))


GATES = (
    Gate(_RECORDING, "TS-0", _in_use, (SYSTEM.name,)),
    Gate((f"{n.SYSTEM}.register", f"{n.SYSTEM}.edit"), "TS-3.1", _warranty_forward),
    Gate(f"{n.SYSTEM}.register", "TS-0", not_taken(SERIALS, "serial", _SERIAL_FREE), (SERIALS.name,)),
    Gate((f"{n.EXCHANGE}.work", f"{n.EXCHANGE}.draft_agreement"), "TS-3.3", _charged),
    Gate(f"{n.EXCHANGE}.work", "TS-3.3", _agreed, (AGREEMENT.name,)),
    Gate(f"{n.EXCHANGE}.draft_agreement", "TS-3.3", _to_be_paid),
    Gate(f"{n.EXCHANGE}.draft_agreement", "TS-3.3", _no_other, (AGREEMENT.name,)),
    Gate(f"{n.EXCHANGE}.close", "TS-3.1", _restored),
)

PERIODICS = (
    Periodic(
        "enquiry",
        n.SYSTEM,
        "TS-3.0",
        N_("Ask the user how the system runs"),
        anchor="warranty_from",
        until="warranty_to",
        every=policies.ENQUIRY,
        counts=On(f"{n.SYSTEM}.note_enquiry", at="asked_at"),
        when={"state": "active"},
        cancel=On(f"{n.SYSTEM}.retire"),
        act=f"{n.ENQUIRY}.record",
    ),
    # written is not enough: the visit counts when the user has confirmed it, on the day on which it took place
    Periodic(
        "visit",
        n.SYSTEM,
        "TS-3.1",
        N_("Visit the user"),
        anchor="warranty_from",
        until="warranty_to",
        every=policies.VISIT,
        counts=On(f"{n.ANNUAL}.confirm", at="visited_at", via="system_id"),
        when={"state": "active"},
        cancel=On(f"{n.SYSTEM}.retire"),
        act=f"{n.ANNUAL}.record",
    ),
)

_SIGNING = (f"{n.AGREEMENT}.sign_user", f"{n.AGREEMENT}.sign_company")
RECORDS = (
    # only the user ends what we owe him for a system, by no longer using it
    Record(
        "system",
        n.SYSTEM,
        "TS-0",
        N_("Sold system"),
        ("serial", "product", "product_version", "warranty_from", "warranty_to", "retired_because", "retired_said_by"),
        needs=needs(
            "TS-0",
            f"{n.SYSTEM}.retire",
            retired_because=N_("why the system is out of use"),
            retired_said_by=N_("who of the user said so"),
        ),
    ),
    Record(
        "enquiry",
        n.ENQUIRY,
        "TS-3.0",
        N_("Monthly enquiry"),
        ("asked_at", "channel", "person", "content"),
        needs=needs(
            "TS-3.0",
            f"{n.ENQUIRY}.record",
            channel=N_("how the user was asked"),
            person=N_("who of the user was spoken with"),
            content=N_("what the user said"),
        ),
    ),
    Record(
        "visit",
        n.ANNUAL,
        "TS-3.1",
        N_("Yearly visit"),
        ("visited_at", "content", "findings"),
        needs=needs("TS-3.1", f"{n.ANNUAL}.record", content=N_("what was done on the visit")),
        signatures=("user_rep",),
    ),
    Record(
        "exchange",
        n.EXCHANGE,
        "TS-3.1",
        N_("Exchange of a part"),
        ("part", "cause", "finding", "free", "cost", "company_pays", "user_pays", "restored"),
        children=(Child(ExchangeLine, "exchange_id", ("name", "kind", "qty", "price", "amount", "charge_no")),),
        needs=needs(
            "TS-3.1", (f"{n.EXCHANGE}.report", f"{n.EXCHANGE}.find_cause"), cause=N_("the cause of the exchange")
        ),
    ),
    Record(
        "agreement",
        n.AGREEMENT,
        "TS-3.3",
        N_("Supplementary agreement"),
        ("reason", "content", "price"),
        needs=needs("TS-3.3", _SIGNING, content=N_("what is agreed"), price=N_("the price")),
        signatures=SIDES,
    ),
)

_ENQUIRIES, _VISITS = (f"{n.SYSTEM}:enquiry",), (f"{n.SYSTEM}:visit",)
KPIS = (
    Kpi(
        "tech_support.enquiries",
        N_("Monthly enquiries made"),
        "TS-3.0",
        part=DutyMeasure(_ENQUIRIES, met=True),
        whole=DutyMeasure(_ENQUIRIES),
        target=policies.ENQUIRIES,
        heading=N_("Warranty and versions"),
    ),
    Kpi(
        "tech_support.visits",
        N_("Yearly visits confirmed"),
        "TS-3.1",
        part=DutyMeasure(_VISITS, met=True),
        whole=DutyMeasure(_VISITS),
        target=policies.VISITS,
        heading=N_("Warranty and versions"),
    ),
)

DECLARED = (*FACTS, *GATES, *PERIODICS, *RECORDS, *KPIS)
