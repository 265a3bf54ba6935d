"""What holds for a sale file: a home is sold once, registration comes before all else, each stage ends before the file does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.api import (
    N_,
    Child,
    Customer,
    Deadline,
    Facts,
    Gate,
    Missing,
    On,
    Record,
    View,
    fetch,
)
from plugins.realestate_handover import names as n
from plugins.realestate_handover import policies
from plugins.realestate_handover.models import Building, FilePaper, Prospect, SaleFile, Unit
from plugins.realestate_handover.rules.common import key_of, needs, one_column

_REGISTER = f"{n.FILE}.register"


@dataclass(frozen=True)
class UnitSeen:
    building: int
    development: int
    code: str
    unit_type: str
    sold: str | None


@dataclass(frozen=True)
class FileSeen:
    customer: int
    state: str
    method: str
    price: int
    received: int
    terms: int


@dataclass(frozen=True)
class Tracks:
    """Ids of what still runs on a file, by subject."""

    tracks: dict[str, list[int]] = field(default_factory=dict)


async def _units(ids: Sequence[int]) -> Mapping[int, UnitSeen]:
    rows = await Unit.filter(id__in=ids).values("id", "building_id", "building__development_id", "code", "unit_type")
    sold = dict(await SaleFile.filter(live_unit_id__in=ids).values_list("live_unit_id", "contract_no"))
    return {
        r["id"]: UnitSeen(r["building_id"], r["building__development_id"], r["code"], r["unit_type"], sold.get(r["id"]))
        for r in rows
    }


def _buyers(view: View) -> str | None:
    """All buyers of a contract, the first one first."""
    first = view.data.customer
    return ",".join(str(i) for i in (first, *(row["customer"] for row in view.data.buyers or []))) if first else None


async def _names(keys: Sequence[str]) -> Mapping[str, str]:
    ids = {int(i) for key in keys for i in key.split(",")}
    names = dict(await Customer.filter(id__in=sorted(ids)).values_list("id", "name"))
    return {key: ", ".join(names.get(int(i), "") for i in key.split(",")) for key in keys}


async def _files(ids: Sequence[int]) -> Mapping[int, FileSeen]:
    columns = ("id", "customer_id", "state", "payment_method", "price", "received", "terms_total")
    rows = await SaleFile.filter(id__in=ids).values_list(*columns)
    return {row[0]: FileSeen(*row[1:]) for row in rows}


_DONE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    n.MORTGAGE: ("realestate_handover_mortgage", ("paid_out", "ended")),
    n.TERM: ("realestate_handover_term", ("paid", "ended")),
    n.MOVEIN: ("realestate_handover_movein", ("moved_in", "ended")),
    n.TITLE: ("realestate_handover_title", ("given", "self_handled", "ended")),
}


def _running(name: str, files: str) -> str:
    table, done = _DONE[name]
    states = ", ".join(f"'{state}'" for state in done)
    return f"SELECT '{name}' AS track, file_id, id FROM {table} WHERE file_id IN ({files}) AND state NOT IN ({states})"


async def _open(ids: Sequence[int]) -> Mapping[int, Tracks]:
    """One statement for all four tracks of any number of files."""
    files = ", ".join("?" for _ in ids)
    sql = " UNION ALL ".join(_running(name, files) for name in _DONE) + " ORDER BY 1, 3"
    found = {i: Tracks() for i in ids}
    for row in await fetch(sql, *(list(ids) * len(_DONE))):
        found[row["file_id"]].tracks.setdefault(row["track"], []).append(row["id"])
    return found


UNIT = Facts("realestate_handover.sale_file.unit", _units, lambda view: view.data.unit)
BUYERS = Facts("realestate_handover.sale_file.buyers", _names, _buyers)
INTENT = one_column("realestate_handover.sale_file.intent", Prospect, "intent", lambda view: view.data.prospect or None)
BUILDING = one_column("realestate_handover.sale_file.building", Building, "accepted_on", key_of("building"))
OPEN = Facts("realestate_handover.sale_file.open", _open)
FILE = Facts("realestate_handover.track.file", _files, key_of("file"))
PROSPECT = one_column("realestate_handover.contact.prospect", Prospect, "customer_id", key_of("prospect"))


def _free(view: View) -> Iterable[Missing]:
    unit: UnitSeen | None = view.facts.get(UNIT.name)
    if unit and unit.sold:
        yield Missing("unit", N_("a home that is not sold yet (contract %(number)s)"), args={"number": unit.sold})


def _other_hands(view: View) -> Iterable[Missing]:
    if view.actor.id == view.subject.salesperson_id:
        yield Missing("receiver", N_("after-sales staff other than the salesperson"))


def unregistered(view: View) -> Iterable[Missing]:
    """Nothing begins on a contract that is not registered (RE-2.1)."""
    file = view.facts.get(FILE.name) if view.subject is None else view.subject
    if file is not None and file.state == "signed":
        yield Missing("registration", N_("the registration of the contract"), _REGISTER)


def _unregistered_talk(view: View) -> Iterable[Missing]:
    """What a customer says is taken at any time."""
    if view.data.purpose not in ("feedback", "opinion"):
        yield from unregistered(view)


def _about_somebody(view: View) -> Iterable[Missing]:
    if not view.data.file and not view.data.prospect:
        yield Missing("file", N_("the sale file or the prospect talked with"))


def _method_free(view: View) -> Iterable[Missing]:
    """Once it is being paid in one way, the way no longer changes."""
    if view.data.payment_method == view.subject.payment_method:
        return
    if view.facts[OPEN.name].tracks.get(n.MORTGAGE) or view.subject.terms_total:
        yield Missing("begun", N_("a contract on which neither a mortgage nor terms of payment have begun"))


_UNFINISHED = {
    n.MORTGAGE: Missing("mortgage", N_("the whole loan"), n.MORTGAGE),
    n.TERM: Missing("terms", N_("all terms paid"), n.TERM),
    n.MOVEIN: Missing("move_in", N_("the home handed over"), f"{n.MOVEIN}.hand_over"),
    n.TITLE: Missing("titles", N_("both certificates given to the customer"), f"{n.TITLE}.give"),
}


def _all_done(view: View) -> Iterable[Missing]:
    yield from (_UNFINISHED[name] for name in view.facts[OPEN.name].tracks)
    if view.subject.collection_complete_on is None:
        yield Missing("collection", N_("the whole price"), f"{n.FILE}.book")


GATES = (
    Gate(f"{n.FILE}.sign", "RE-1.1", _free, facts=(UNIT.name,)),
    Gate(_REGISTER, "RE-2.1", _other_hands),
    Gate(
        tuple(f"{n.FILE}.{act}" for act in ("classify", "notarize", "set_terms", "book", "close")),
        "RE-2.1",
        unregistered,
    ),
    Gate(f"{n.FILE}.classify", "RE-2.2", _method_free, facts=(OPEN.name,)),
    Gate(f"{n.FILE}.close", "RE-1.1", _all_done, facts=(OPEN.name,)),
    Gate(f"{n.CONTACT}.record", "RE-2.1", _unregistered_talk, facts=(FILE.name,)),
    Gate(f"{n.CONTACT}.record", "RE-2.7", _about_somebody),
)


RECORDS = (
    Record(
        "registration",
        n.FILE,
        "RE-2.1",
        N_("Registration of the contract"),
        ("archive_no", "received_by_id", "received_at"),
        children=(Child(FilePaper, "file_id", ("name", "copies")),),
        needs=needs(
            "RE-2.1", _REGISTER, archive_no=N_("the archive number"), papers=N_("the papers that were handed over")
        ),
    ),
    Record(
        "classification",
        n.FILE,
        "RE-2.2",
        N_("Payment method"),
        ("payment_method",),
        needs=needs("RE-2.2", f"{n.FILE}.classify", payment_method=N_("the payment method")),
    ),
    Record(
        "notarization",
        n.FILE,
        "RE-1.1",
        N_("Notarization"),
        ("notary_office", "notary_no", "notarized_on"),
        needs=needs(
            "RE-1.1",
            f"{n.FILE}.notarize",
            notary_office=N_("the notary's office"),
            notary_no=N_("the number of the notarization"),
            notarized_on=N_("the day of the notarization"),
        ),
    ),
    Record(
        "talk",
        n.CONTACT,
        "RE-2.7",
        N_("Contact record"),
        ("channel", "direction", "purpose", "at", "content"),
        needs=needs(
            "RE-2.7",
            f"{n.CONTACT}.record",
            channel=N_("the channel"),
            direction=N_("who spoke to whom"),
            purpose=N_("what it was for"),
            content=N_("what was said"),
        ),
    ),
)


def _complete(view: View) -> bool:
    """The row as it will stand."""
    return bool(view.subject.received == view.subject.price)


def _service_talk(view: View) -> bool:
    return bool(view.data.purpose == "follow_up")


DEADLINES = (
    Deadline(
        "register",
        n.FILE,
        "RE-2.1",
        N_("Hand the contract over to be registered"),
        length=policies.REGISTER,
        start=On(f"{n.FILE}.sign"),
        stop=On(_REGISTER),
        cancel=On(f"{n.FILE}.cancel"),
        act=_REGISTER,
    ),
    Deadline(
        "follow_up",
        n.FILE,
        "RE-2.6",
        N_("Ask how the customer is after the price was paid"),
        length=policies.FOLLOW_UP,
        start=(On(f"{n.FILE}.note_receipt", when=_complete), On(f"{n.FILE}.book", when=_complete)),
        stop=On(f"{n.CONTACT}.record", via="file_id", when=_service_talk),
        cancel=(On(f"{n.FILE}.cancel"), On(f"{n.FILE}.close")),
        repeat_until="closed_on",
        act=f"{n.CONTACT}.record",
    ),
)

DECLARED = (UNIT, BUYERS, INTENT, BUILDING, OPEN, FILE, PROSPECT, *GATES, *RECORDS, *DEADLINES)
