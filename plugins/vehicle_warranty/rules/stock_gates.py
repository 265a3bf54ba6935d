"""What the store needs before each step (VW-3.6.1, 3.7.1 to 3.7.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.api import N_, Gate, Missing, View
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.rules import stock_facts as f
from plugins.vehicle_warranty.rules.stock_facts import RequisitionSeen

_TOO_MANY = N_("no more of %(part)s than is approved: approved %(approved)s, issued %(issued)s, asked for %(asked)s")


def _twice(lines: Iterable[Mapping[str, Any]] | None) -> bool:
    return any(count > 1 for count in Counter(line["part"] for line in lines or ()).values())


def _lines_given(view: View) -> Iterable[Missing]:
    if not view.data.lines:
        yield Missing("lines", N_("at least one part"))
    elif _twice(view.data.lines):
        yield Missing("lines", N_("each part on one line only"))


def _own_or_named(view: View) -> Iterable[Missing]:
    """A technician draws for himself or a station's staff for the station: accounts of others are not drawn on."""
    if not view.data.account:
        return
    seen = view.facts.get(f.ACCOUNT.name)
    if seen is None or seen["state"] != "open":
        yield Missing("account", N_("an open account"), n.ACCOUNT)


def _ready(view: View) -> Iterable[Missing]:
    if not view.subject.opinion:
        yield Missing("opinion", N_("the opinion on the handling"), f"{n.REQUISITION}.revise")
    if not view.facts[f.REQUISITION.name].lines:
        yield Missing("lines", N_("at least one part"), f"{n.REQUISITION}.revise")


def _not_above_asked(view: View) -> Iterable[Missing]:
    seen: RequisitionSeen = view.facts[f.REQUISITION.name]
    for row in view.data.lines or ():
        line = seen.line(row["part"])
        if line is None or row["qty"] > line.asked:
            yield Missing("lines", N_("no part and no quantity beyond what is asked for"))


def _approved(view: View) -> Iterable[Missing]:
    if view.subject.state not in ("approved", "issued", "settled"):
        yield Missing("approval", N_("the manager's approval of the requisition"), f"{n.REQUISITION}.approve")


def _within_approved(view: View) -> Iterable[Missing]:
    if view.subject.state not in ("approved", "issued", "settled"):
        return
    if view.subject.state == "settled":
        yield Missing("settled", N_("a requisition that is not closed"), f"{n.REQUISITION}.draft")
        return
    seen: RequisitionSeen = view.facts[f.REQUISITION.name]
    if _twice(view.data.lines):
        yield Missing("lines", N_("each part on one line only"))
    for part_id, qty in wanted(view):
        line = seen.line(part_id)
        if line is None:
            yield Missing("lines", N_("parts that stand on the requisition"))
        elif qty > line.open:
            args = {"part": line.part_no, "approved": line.approved, "issued": line.issued, "asked": qty}
            yield Missing(f"approved:{line.part_no}", _TOO_MANY, f"{n.REQUISITION}.draft", args)


def wanted(view: View) -> list[tuple[int, int]]:
    """(part, quantity) to issue: what is named, else all that is open; nothing open asks for one of each again, which is refused."""
    if view.data.lines:
        return [(row["part"], row["qty"]) for row in view.data.lines]
    lines = view.facts[f.REQUISITION.name].lines
    return [(line.part_id, line.open) for line in lines if line.open] or [(line.part_id, 1) for line in lines]


def _held(view: View) -> Iterable[Missing]:
    seen: RequisitionSeen = view.facts[f.REQUISITION.name]
    if not view.data.lines or _twice(view.data.lines):
        yield Missing("lines", N_("the unused parts, each on one line"))
        return
    for row in view.data.lines:
        line = seen.line(row["part"])
        if line is None or row["qty"] > line.held:
            held = line.held if line else 0
            yield Missing("held", N_("no more than is held under this requisition: %(held)s"), args={"held": held})


def _nothing_held(view: View) -> Iterable[Missing]:
    for line in view.facts[f.REQUISITION.name].lines:
        if line.held:
            args = {"part": line.part_no, "held": line.held}
            yield Missing(f"held:{line.part_no}", N_("%(held)s of %(part)s written off or returned"), n.WRITE_OFF, args)


def _part_free(view: View) -> Iterable[Missing]:
    seen = view.data.part_no and view.facts.get(f.PART_NO.name)
    if seen:
        yield Missing("part_no", N_("a part number not yet used (%(number)s has it)"), args={"number": seen["number"]})


def _name_free(view: View) -> Iterable[Missing]:
    number = view.data.name and view.facts.get(f.NAME_TAKEN.name)
    if number:
        yield Missing("name", N_("a name that no other account bears (%(number)s has it)"), args={"number": number})


def _holder_named(view: View) -> Iterable[Missing]:
    if view.data.kind == n.STATION and not view.data.department:
        yield Missing("department", N_("the department of the station"))
    if view.data.kind == n.TECHNICIAN and not view.data.technician:
        yield Missing("technician", N_("the technician"))


def _bill(view: View) -> Iterable[Missing]:
    if view.data.kind == "drawn" and not view.data.bill_no:
        yield Missing("bill_no", N_("the number of the bill"))
    if view.data.kind == "exchanged" and not view.data.write_off:
        yield Missing("write_off", N_("the write-off it is exchanged for"), n.WRITE_OFF)
    if view.data.kind == "exchanged" and sum(row["qty"] for row in view.data.lines or ()) != 1:
        yield Missing("lines", N_("the one part that the write-off stands for"))


def _two_copies(view: View) -> Iterable[Missing]:
    if view.subject.issued_at is None:
        yield Missing("copies", N_("the receipt note in two copies"), f"{n.RECEIPT}.print_receipt_note")


def _countable(view: View) -> Iterable[Missing]:
    if view.data.part_no and view.facts.get(f.PART_NO.name) is None:
        yield Missing("part_no", N_("a part number of the parts list"), n.PART)
    if view.data.kind in (n.STATION, n.TECHNICIAN):
        if view.facts.get(f.HOLDER.name) != view.data.kind:
            yield Missing("holder", N_("the name of an account of this kind"), n.ACCOUNT)
    elif view.data.holder:
        yield Missing("holder", N_("no name, for the central store is one"))
    if view.data.taken_on is not None and view.data.taken_on > view.now.date():
        yield Missing("taken_on", N_("a day that is not in the future"))


def _gate(on: str, act: str, clause: str, check: Callable[[View], Iterable[Missing]], *facts: str) -> Gate:
    return Gate(f"{on}.{act}", clause, check, facts)


_Q = f.REQUISITION.name
GATES = (
    _gate(n.PART, "register", "VW-3.7.1", _part_free, f.PART_NO.name),
    _gate(n.ACCOUNT, "open", "VW-3.7.6", _name_free, f.NAME_TAKEN.name),
    _gate(n.ACCOUNT, "open", "VW-3.7.6", _holder_named),
    _gate(n.REQUISITION, "draft", "VW-3.6.1", _lines_given),
    _gate(n.REQUISITION, "draft", "VW-3.7.6", _own_or_named, f.ACCOUNT.name),
    _gate(n.REQUISITION, "submit", "VW-3.6.1", _ready, _Q),
    _gate(n.REQUISITION, "approve", "VW-3.6.1", _not_above_asked, _Q),
    _gate(n.REQUISITION, "issue", "VW-3.6.1", _approved),
    _gate(n.REQUISITION, "issue", "VW-3.7.4", _within_approved, _Q),
    _gate(n.REQUISITION, "return_unused", "VW-3.7.4", _held, _Q),
    _gate(n.REQUISITION, "close", "VW-3.7.4", _nothing_held, _Q),
    _gate(n.RECEIPT, "make_out", "VW-3.7.2", _lines_given),
    _gate(n.RECEIPT, "make_out", "VW-3.7.3", _bill),
    _gate(n.RECEIPT, "book", "VW-3.7.2", _two_copies),
    _gate(n.TAKE, "count", "VW-3.7.1", _countable, f.PART_NO.name, f.HOLDER.name),
)
