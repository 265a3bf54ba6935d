"""Clocks of calls and faults (VW-3.2.2, 3.2.3, 3.5), and what each step needs.

Each value read when a clock starts is kept with it: also the radius that decided which clock it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.api import N_, Deadline, Facts, Gate, Missing, On, Record, View
from plugins.vehicle_warranty import names as n
from plugins.vehicle_warranty import policies_faults as p
from plugins.vehicle_warranty.models.faults import FaultReport, SupplierContact
from plugins.vehicle_warranty.rules.stock_common import given, needs

_METRES = 1000
FAULT_STATE = "vehicle_warranty.contact_fault"
LETTERS = "vehicle_warranty.fault_letters"


async def _states(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(await FaultReport.filter(id__in=ids).values_list("id", "state"))


async def _letters(ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Fault -> numbers of its letters of whose outcome the user has not been told."""
    rows = await SupplierContact.filter(fault_id__in=ids).exclude(state="fed_back").values_list("fault_id", "number")
    return {i: tuple(number for fault, number in rows if fault == i) for i in ids}


def _body(view: View) -> bool:
    """What is neither chassis nor engine is our own product, as the body is."""
    return view.data.fault_group not in n.DRIVE


def _near(view: View) -> bool:
    """The radius itself is inside."""
    return bool(view.data.distance_m <= int(view.policy(p.RADIUS)) * _METRES)


def _to_site(view: View) -> bool:
    return _body(view) and _near(view) and not view.data.supplier_needed


def _to_answer(view: View) -> bool:
    return _body(view) and (not _near(view) or bool(view.data.supplier_needed))


def _own_product(view: View) -> bool:
    """A supplier found later starts an answer of its own from then on; the clock that runs stays."""
    return view.subject.fault_group not in n.DRIVE


def _in_writing(view: View) -> bool:
    return view.data.fault_group in n.DRIVE and bool(view.data.to_marketing)


def _not_found_yet(view: View) -> Iterable[Missing]:
    if view.subject.supplier_found_at is not None or view.subject.supplier_needed:
        yield Missing("supplier", N_("a fault for which no supplier was known to be needed"))


def _open_fault(view: View) -> Iterable[Missing]:
    if view.facts.get(FAULT_STATE) == "closed":
        yield Missing("fault", N_("a fault that is not settled yet"), n.FAULT)


def _seen_to(view: View) -> Iterable[Missing]:
    if view.subject.answered_at is None and view.subject.arrived_at is None:
        yield Missing("seen_to", N_("an answer to the user or an arrival on site"), f"{n.FAULT}.answer")


def _fed_back(view: View) -> Iterable[Missing]:
    for number in view.facts[LETTERS]:
        yield Missing("fed_back", N_("the user told the outcome of %(number)s"), n.CONTACT, {"number": number})


def _written(view: View) -> Iterable[Missing]:
    late = view.subject.fault_group in n.DRIVE and view.subject.to_marketing
    if late and not view.facts[WRITTEN]:
        yield Missing("letter", N_("a letter to the maker or its station"), f"{n.CONTACT}.send")


async def _any(ids: Sequence[int]) -> Mapping[int, bool]:
    rows = await SupplierContact.filter(fault_id__in=ids).values("fault_id")
    written = {row["fault_id"] for row in rows}
    return {i: i in written for i in ids}


WRITTEN = "vehicle_warranty.fault_written"
FACTS = (
    Facts(FAULT_STATE, _states, given("fault")),
    Facts(LETTERS, _letters),
    Facts(WRITTEN, _any),
)
GATES = (
    Gate(f"{n.FAULT}.find_supplier", "VW-3.2.2", _not_found_yet),
    Gate(f"{n.FAULT}.close", "VW-3.2.2", _seen_to),
    Gate(f"{n.FAULT}.close", "VW-3.2.3", _written, (WRITTEN,)),
    Gate(f"{n.FAULT}.close", "VW-3.2.3", _fed_back, (LETTERS,)),
    Gate(f"{n.CONTACT}.send", "VW-3.2.3", _open_fault, (FAULT_STATE,)),
)
_BODY = (
    Deadline(
        "body.onsite",
        n.FAULT,
        "VW-3.2.2",
        N_("Be on site"),
        length=p.ON_SITE,
        start=On(f"{n.FAULT}.report", when=_to_site),
        stop=On(f"{n.FAULT}.arrive"),
        act=f"{n.FAULT}.arrive",
    ),
    Deadline(
        "body.answer",
        n.FAULT,
        "VW-3.2.2",
        N_("Answer the user"),
        length=p.ANSWER,
        start=(On(f"{n.FAULT}.report", when=_to_answer), On(f"{n.FAULT}.find_supplier", when=_own_product)),
        stop=On(f"{n.FAULT}.answer"),
        act=f"{n.FAULT}.answer",
    ),
)
_CHASSIS = (
    Deadline(
        "chassis.written",
        n.FAULT,
        "VW-3.2.3",
        N_("Write to the maker"),
        length=p.WRITTEN,
        start=On(f"{n.FAULT}.report", when=_in_writing),
        stop=On(f"{n.CONTACT}.send", via="fault_id"),
        act=f"{n.CONTACT}.send",
    ),
    Deadline(
        "chassis.feedback",
        n.CONTACT,
        "VW-3.2.3",
        N_("Tell the user the outcome"),
        length=p.FEEDBACK,
        start=On(f"{n.CONTACT}.record_outcome"),
        stop=On(f"{n.CONTACT}.feed_back"),
        act=f"{n.CONTACT}.feed_back",
    ),
)
_CALLS = (
    Deadline(
        "call.answer",
        n.CALL,
        "VW-3.5.2",
        N_("Answer the call or letter"),
        length=p.CALL_REPLY,
        start=On(f"{n.CALL}.log"),
        stop=On(f"{n.CALL}.answer"),
        act=f"{n.CALL}.answer",
    ),
    Deadline(
        "call.archive",
        n.CALL,
        "VW-3.5.4",
        N_("Archive the reply"),
        length=p.REPLY_ARCHIVE,
        start=On(f"{n.CALL}.answer"),
        stop=On(f"{n.CALL}.archive"),
        act=f"{n.CALL}.archive",
    ),
)
RECORDS = (
    Record(
        "call_log",
        n.CALL,
        "VW-3.5.1",
        N_("Log of calls and letters"),
        ("sender", "content", "answer"),
        needs=(
            *needs("VW-3.5.1", f"{n.CALL}.log", sender=N_("who called or wrote"), content=N_("what it says")),
            *needs("VW-3.5.3", f"{n.CALL}.clarify", clarification=N_("what was clarified")),
            *needs("VW-3.5.2", f"{n.CALL}.answer", answer=N_("an answer with content")),
            *needs("VW-3.5.4", f"{n.CALL}.archive", archive_no=N_("the archive number of the reply")),
        ),
    ),
    Record(
        "fault",
        n.FAULT,
        "VW-3.2.2",
        N_("Fault report"),
        ("answer",),
        needs=needs("VW-3.2.2", f"{n.FAULT}.answer", answer=N_("an answer with content")),
    ),
    Record(
        "letter",
        n.CONTACT,
        "VW-3.2.3",
        N_("Letter to a maker"),
        ("text", "outcome"),
        needs=(
            *needs("VW-3.2.3", f"{n.CONTACT}.send", text=N_("the text of the letter")),
            *needs("VW-3.2.3", f"{n.CONTACT}.record_outcome", outcome=N_("the outcome")),
            *needs("VW-3.2.3", f"{n.CONTACT}.archive", archive_no=N_("the archive number of the outcome")),
            *needs("VW-3.2.3", f"{n.CONTACT}.feed_back", fed_back_to=N_("who of the user was told")),
        ),
    ),
)
DECLARED = (*FACTS, *GATES, *_BODY, *_CHASSIS, *_CALLS, *RECORDS)
