"""What delivery needs before each step (TS-1.0 to TS-1.2): facts and gates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.api import (
    N_,
    Facts,
    Gate,
    Missing,
    View,
    day_of,
    fetch,
    midnight,
)
from plugins.tech_support import names as n
from plugins.tech_support.models import Contract, Crate, Shipment, TermChange
from plugins.tech_support.rules.common import key_of, not_taken, taken

LABELS = f"{n.SHIPMENT}.print_crates"


@dataclass(frozen=True)
class CrateSeen:
    """What the gates of a shipment know of a crate."""

    crate_no: str
    equipment: str
    marks: str
    items: int
    certificate_no: str
    changed_at: datetime


@dataclass(frozen=True)
class ShipmentSeen:
    """What the gates of a crate know of its shipment."""

    state: str
    crate_nos: frozenset[str]


async def _open_changes(ids: Sequence[int]) -> Mapping[int, str]:
    return dict(await TermChange.filter(contract_id__in=ids, state="open").values_list("contract_id", "number"))


def _contract_of(view: View) -> int | None:
    found: int | None = getattr(view.subject, "contract_id", None) or view.subject.id
    return found


async def _crates(ids: Sequence[int]) -> Mapping[int, list[CrateSeen]]:
    found: dict[int, list[CrateSeen]] = {i: [] for i in ids}
    columns = ("crate_no", "equipment", "marks", "items", "certificate_no", "changed_at")
    for row in await Crate.filter(shipment_id__in=ids).order_by("id").values("shipment_id", *columns):
        found[row["shipment_id"]].append(CrateSeen(**{name: row[name] for name in columns}))
    return found


async def _shipments(ids: Sequence[int]) -> Mapping[int, ShipmentSeen]:
    states = dict(await Shipment.filter(id__in=ids).values_list("id", "state"))
    crates = await Crate.filter(shipment_id__in=ids).values_list("shipment_id", "crate_no")
    return {i: ShipmentSeen(state, frozenset(no for s, no in crates if s == i)) for i, state in states.items()}


_OPEN = """
SELECT contract_id, number, 'tech_support.pickup' AS what FROM tech_support_pickup
WHERE state NOT IN ('collected', 'replaced') AND contract_id IN ({marks})
UNION ALL SELECT contract_id, number, 'tech_support.shipment' FROM tech_support_shipment
WHERE state NOT IN ('received', 'replaced') AND contract_id IN ({marks})
UNION ALL SELECT contract_id, number, 'tech_support.works' FROM tech_support_works
WHERE state <> 'filed' AND contract_id IN ({marks})
"""


async def _running(ids: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    """Number and subject of what still runs under each contract, seen by the reader or not; one statement."""
    found: dict[int, list[tuple[str, str]]] = {i: [] for i in ids}
    for row in await fetch(_OPEN.format(marks=", ".join("?" * len(ids))), *ids, *ids, *ids) if ids else ():
        found[row["contract_id"]].append((row["number"], row["what"]))
    return found


RUNNING = Facts("tech_support.contract_running", _running)
NUMBERS = taken("tech_support.contract_no", Contract, "contract_no", lambda view: view.data.contract_no)
CHANGES = Facts("tech_support.open_change", _open_changes, _contract_of)
CRATES = Facts("tech_support.crates", _crates)
SHIPMENTS = Facts("tech_support.shipment_of", _shipments, key_of("shipment"))


def _settled(view: View) -> Iterable[Missing]:
    """TS-1.0: while a change of the terms is not confirmed, nobody knows by which terms to deliver."""
    if number := view.facts.get(CHANGES.name):
        yield Missing(
            "change", N_("the buyer's answer to the change of terms %(number)s"), n.CHANGE, {"number": number}
        )


def _nothing_runs(view: View) -> Iterable[Missing]:
    for number, what in view.facts[RUNNING.name]:
        yield Missing("children", N_("the end of %(number)s"), what, {"number": number})


def _by_pickup(view: View) -> Iterable[Missing]:
    if view.subject.mode != "pickup":
        yield Missing("mode", N_("a contract by which the buyer collects"), f"{n.CONTRACT}.change_terms")


def _by_shipping(view: View) -> Iterable[Missing]:
    if view.subject.mode != "ship":
        yield Missing("mode", N_("a contract by which we ship"), f"{n.CONTRACT}.change_terms")


def _changes_something(view: View) -> Iterable[Missing]:
    if not (view.data.delivery_on or view.data.place or view.data.mode):
        yield Missing("change", N_("a new day, place or mode of delivery"))


def _day_is_over(view: View) -> Iterable[Missing]:
    if view.now < midnight(view.subject.pickup_on + timedelta(days=1)):
        yield Missing("pickup_on", N_("the end of the day of collection"))


def _called(view: View) -> Iterable[Missing]:
    if view.data.channel != "phone":
        yield Missing("channel", N_("a call by telephone: a written message alone does not count"))
    if view.data.pickup_on is None or view.data.pickup_on < day_of(view.at):
        yield Missing("pickup_on", N_("a new day of collection that is not past"))
    if not view.data.spoke_with:
        yield Missing("spoke_with", N_("who was spoken with"))


def _proof_given(view: View) -> Iterable[Missing]:
    for name, label in n.PROOFS.items():
        if not view.data.get(name):
            yield Missing(name, label, f"{n.SHIPMENT}.pack")


def _proof_kept(view: View) -> Iterable[Missing]:
    for name, label in n.PROOFS.items():
        if not getattr(view.subject, name):
            yield Missing(name, label, f"{n.SHIPMENT}.pack")


def _labels_complete(view: View) -> Iterable[Missing]:
    crates: list[CrateSeen] = view.facts[CRATES.name]
    if not crates:
        yield Missing("crate", N_("a crate"), f"{n.CRATE}.add")
    for name, label in n.LABEL.items():
        if not getattr(view.subject, name):
            yield Missing(name, label, f"{n.SHIPMENT}.address")
    for crate in crates:
        args = {"crate": crate.crate_no}
        if not crate.equipment:
            yield Missing(f"equipment:{crate.crate_no}", N_("the equipment in crate %(crate)s"), n.CRATE, args)
        if not crate.marks:
            yield Missing(f"marks:{crate.crate_no}", N_("conspicuous marks on crate %(crate)s"), n.CRATE, args)


def _labels_printed(view: View) -> Iterable[Missing]:
    printed = view.subject.labels_at
    if printed is None or any(crate.changed_at > printed for crate in view.facts[CRATES.name]):
        yield Missing("labels", N_("the labels printed after the last change"), n.SHIPMENT)


def _papers_inside(view: View) -> Iterable[Missing]:
    for crate in view.facts[CRATES.name]:
        args = {"crate": crate.crate_no}
        if not crate.items:
            yield Missing(f"packing_list:{crate.crate_no}", N_("the packing list of crate %(crate)s"), n.CRATE, args)
        if not crate.certificate_no:
            label = N_("the certificate of conformity of crate %(crate)s")
            yield Missing(f"certificate:{crate.crate_no}", label, n.CRATE, args)


def _in_writing(view: View) -> Iterable[Missing]:
    if view.data.notice_channel not in n.WRITTEN:
        yield Missing("notice_channel", N_("a notice by fax or e-mail"))


def _not_yet_gone(view: View) -> Iterable[Missing]:
    seen: ShipmentSeen | None = view.facts.get(SHIPMENTS.name)
    if seen is not None and seen.state in ("dispatched", "notified", "received", "replaced"):
        yield Missing("shipment", N_("a shipment that has not been dispatched"), n.SHIPMENT)


def _own_number(view: View) -> Iterable[Missing]:
    number = view.data.crate_no
    seen: ShipmentSeen | None = view.facts.get(SHIPMENTS.name)
    if seen is not None and number in seen.crate_nos:
        yield Missing("crate_no", N_("a crate number not yet used in this shipment"))


def _numbers_differ(view: View) -> Iterable[Missing]:
    numbers = [row["crate_no"] for row in view.data.crates or ()]
    for number in sorted({no for no in numbers if numbers.count(no) > 1}):
        yield Missing(
            f"crate_no:{number}", N_("crate numbers that differ: %(crate)s is there twice"), args={"crate": number}
        )


def _lists_something(view: View) -> Iterable[Missing]:
    if not view.data.lines:
        yield Missing("lines", N_("at least one line on the packing list"))
    if not view.data.certificate_no:
        yield Missing("certificate_no", N_("the number of the certificate of conformity"))


GATES = (
    Gate(
        f"{n.CONTRACT}.register",
        "TS-1.0",
        not_taken(NUMBERS, "contract_no", N_("a contract number not yet used (%(number)s has it)")),
        (NUMBERS.name,),
    ),
    Gate(f"{n.CONTRACT}.complete", "TS-1.0", _nothing_runs, (RUNNING.name,)),
    Gate(f"{n.CONTRACT}.plan_pickup", "TS-1.0", _by_pickup),
    Gate(f"{n.CONTRACT}.prepare_shipment", "TS-1.0", _by_shipping),
    Gate(f"{n.CONTRACT}.change_terms", "TS-1.0", _changes_something),
    Gate(
        (
            f"{n.CONTRACT}.plan_pickup",
            f"{n.CONTRACT}.prepare_shipment",
            f"{n.CONTRACT}.change_terms",
            f"{n.SHIPMENT}.dispatch",
            f"{n.PICKUP}.collect",
        ),
        "TS-1.0",
        _settled,
        (CHANGES.name,),
    ),
    Gate(f"{n.PICKUP}.miss", "TS-1.1", _day_is_over),
    Gate(f"{n.PICKUP}.call", "TS-1.1", _called),
    Gate(f"{n.SHIPMENT}.pack", "TS-1.2b", _proof_given),
    Gate(f"{n.SHIPMENT}.dispatch", "TS-1.2b", _proof_kept),
    Gate(LABELS, "TS-1.2c", _labels_complete, (CRATES.name,)),
    Gate(f"{n.SHIPMENT}.dispatch", "TS-1.2c", _labels_printed, (CRATES.name,)),
    Gate(f"{n.SHIPMENT}.dispatch", "TS-1.2d", _papers_inside, (CRATES.name,)),
    Gate(f"{n.SHIPMENT}.notify", "TS-1.2a", _in_writing),
    Gate((f"{n.CRATE}.add", f"{n.CRATE}.fill", f"{n.CRATE}.label"), "TS-1.2c", _not_yet_gone, (SHIPMENTS.name,)),
    Gate(f"{n.CRATE}.add", "TS-1.2c", _own_number, (SHIPMENTS.name,)),
    Gate(f"{n.SHIPMENT}.add_crates", "TS-1.2c", _numbers_differ),
    Gate(f"{n.CRATE}.fill", "TS-1.2d", _lists_something),
)

FACTS = (RUNNING, NUMBERS, CHANGES, CRATES, SHIPMENTS)
