"""What gates and acts of the store know of other rows; one statement for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import Facts, View, fetch
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.ledger import PARTS
from plugins.vehicle_warranty.models.parts import Part, StockAccount, StockTake
from plugins.vehicle_warranty.rules.stock_common import given, marks


@dataclass(frozen=True)
class LineSeen:
    id: int
    part_id: int
    part_no: str
    asked: int
    approved: int
    issued: int
    settled: int

    @property
    def open(self) -> int:
        return self.approved - self.issued

    @property
    def held(self) -> int:
        """Still on the holder's account."""
        return self.issued - self.settled


@dataclass(frozen=True)
class RequisitionSeen:
    state: str
    kind: str
    holder: str
    lines: tuple[LineSeen, ...]

    def line(self, part_id: int) -> LineSeen | None:
        return next((line for line in self.lines if line.part_id == part_id), None)


_LINES = """
SELECT q.id AS rid, q.state, a.kind, a.name, l.id, l.part_id, p.part_no, l.asked, l.approved, l.issued, l.settled
FROM vehicle_warranty_requisition q JOIN vehicle_warranty_stock_account a ON a.id = q.account_id
LEFT JOIN vehicle_warranty_requisition_line l ON l.requisition_id = q.id LEFT JOIN vehicle_warranty_part p ON p.id = l.part_id
WHERE q.id IN ({marks}) ORDER BY l.id
"""


async def _requisitions(ids: Sequence[int]) -> Mapping[int, RequisitionSeen]:
    lines: dict[int, list[LineSeen]] = defaultdict(list)
    heads: dict[int, tuple[str, str, str]] = {}
    for r in await fetch(_LINES.format(marks=marks(ids)), *ids) if ids else ():
        heads[r["rid"]] = (r["state"], r["kind"], r["name"])
        if r["id"] is not None:
            counts = (r["asked"], r["approved"], r["issued"], r["settled"])
            lines[r["rid"]].append(LineSeen(r["id"], r["part_id"], r["part_no"], *counts))
    return {i: RequisitionSeen(*head, tuple(lines[i])) for i, head in heads.items()}


async def _own_accounts(users: Sequence[int]) -> Mapping[int, int]:
    rows = await StockAccount.filter(kind=n.TECHNICIAN, owner_id__in=users, state="open").values("id", "owner_id")
    return {r["owner_id"]: r["id"] for r in rows}


async def _accounts(ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    rows = await StockAccount.filter(id__in=ids).values("id", "kind", "name", "owner_id", "department_id", "state")
    return {r["id"]: r for r in rows}


async def _names(names: Sequence[str]) -> Mapping[str, str]:
    return {r["name"]: r["number"] for r in await StockAccount.filter(name__in=names).values("name", "number")}


async def _parts(numbers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    rows = await Part.filter(part_no__in=numbers).values("id", "part_no", "number", "name", "state")
    return {r["part_no"]: r for r in rows}


def place_key(kind: str, holder: str, part_no: str) -> str:
    return "\x1f".join((kind, holder, part_no))


def _counted(view: View) -> str | None:
    d = view.data
    return place_key(d.kind, d.holder or "", d.part_no) if d.get("kind") and d.get("part_no") else None


async def _balances(keys: Sequence[str]) -> Mapping[str, int]:
    places = [key.split("\x1f") for key in keys]
    rows = await fetch(
        "SELECT kind, owner, item, balance FROM core_account WHERE book = ? AND (kind, owner, item) IN "
        f"(VALUES {', '.join(['(?, ?, ?)'] * len(places))})",
        PARTS.name,
        *(value for place in places for value in place),
    )
    return {place_key(r["kind"], r["owner"], r["item"]): int(r["balance"]) for r in rows}


async def _holders(keys: Sequence[str]) -> Mapping[str, str]:
    """Name of an account -> its kind."""
    return {r["name"]: r["kind"] for r in await StockAccount.filter(name__in=keys).values("name", "kind")}


async def _by_ids(ids: Sequence[int]) -> Mapping[int, tuple[tuple[str, int], ...]]:
    """Receipt note -> (part number, quantity)."""
    found: dict[int, list[tuple[str, int]]] = {i: [] for i in ids}
    rows = await fetch(
        "SELECT l.note_id, p.part_no, l.qty FROM vehicle_warranty_receipt_line l JOIN vehicle_warranty_part p ON p.id = l.part_id "
        f"WHERE l.note_id IN ({marks(ids)}) ORDER BY l.id",
        *ids,
    )
    for r in rows:
        found[r["note_id"]].append((r["part_no"], r["qty"]))
    return {i: tuple(lines) for i, lines in found.items()}


async def _counted_parts(ids: Sequence[int]) -> Mapping[int, str]:
    """Stock-take -> number of its part."""
    rows = await StockTake.filter(id__in=ids).values("id", "part__part_no")
    return {r["id"]: r["part__part_no"] for r in rows}


def _actor(view: View) -> int | None:
    return view.actor.id


REQUISITION = Facts("vehicle_warranty.requisition_seen", _requisitions)
OF_WRITE_OFF = Facts("vehicle_warranty.requisition_of", _requisitions, given("requisition"))
OWN_ACCOUNT = Facts("vehicle_warranty.own_account", _own_accounts, _actor)
ACCOUNT = Facts("vehicle_warranty.account_seen", _accounts, given("account"))
NAME_TAKEN = Facts("vehicle_warranty.account_name", _names, given("name"))
PART_NO = Facts("vehicle_warranty.part_no", _parts, given("part_no"))
BALANCE = Facts("vehicle_warranty.balance", _balances, _counted)
HOLDER = Facts("vehicle_warranty.holder", _holders, given("holder"))
RECEIVED = Facts("vehicle_warranty.received", _by_ids)
COUNTED = Facts("vehicle_warranty.counted_part", _counted_parts)
FACTS = (COUNTED, REQUISITION, OF_WRITE_OFF, OWN_ACCOUNT, ACCOUNT, NAME_TAKEN, PART_NO, BALANCE, HOLDER, RECEIVED)
