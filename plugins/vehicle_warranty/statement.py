"""The statement of a holder's account: what it held, what came and went in a period, what it holds (VW-3.7.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from core.api import Actor, fetch, midnight, scope
from plugins.vehicle_warranty import names_stock as n
from plugins.vehicle_warranty.ledger import PARTS
from plugins.vehicle_warranty.models.parts import StockAccount

SHOWN = 200
Where = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Span:
    """Both days inclusive."""

    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        return midnight(self.first), midnight(self.last + timedelta(days=1))


async def reachable(actor: Actor) -> list[str] | None:
    """Names of the accounts the reader may see; None: the whole book."""
    if actor.may(PARTS.permission):
        return None
    return [
        str(name)
        for name in await StockAccount.filter(scope(f"{n.ACCOUNT}.read", actor)).values_list("name", flat=True)
    ]


_SUMS = """
SELECT a.kind, a.owner, a.item, a.balance, p.name, p.spec, p.unit, p.price, p.number,
COALESCE(SUM(CASE WHEN e.at >= ? THEN e.qty ELSE 0 END), 0) AS since,
COALESCE(SUM(CASE WHEN e.at >= ? AND e.at < ? AND e.qty > 0 THEN e.qty ELSE 0 END), 0) AS came,
COALESCE(SUM(CASE WHEN e.at >= ? AND e.at < ? AND e.qty < 0 THEN -e.qty ELSE 0 END), 0) AS went
FROM core_account a JOIN vehicle_warranty_part p ON p.part_no = a.item
LEFT JOIN core_entry e ON e.account_id = a.id AND e.at >= ?
WHERE a.book = ?{where} GROUP BY a.id, a.kind, a.owner, a.item, a.balance, p.name, p.spec, p.unit, p.price, p.number
ORDER BY a.kind, a.owner, a.item LIMIT {limit}
"""


async def sums(where: Where, span: Span, limit: int = SHOWN) -> list[dict[str, Any]]:
    """One line for each account and part: opening, came, went, closing, in pieces; `value` of the closing in fen."""
    first, end = span.bounds
    text, values = where
    rows = await fetch(_SUMS.format(where=text, limit=limit), first, first, end, first, end, first, PARTS.name, *values)
    return [_line(r) for r in rows]


def _line(r: Mapping[str, Any]) -> dict[str, Any]:
    opening = int(r["balance"]) - int(r["since"])
    closing = opening + int(r["came"]) - int(r["went"])
    return {
        "kind": n.PLACES.get(r["kind"], r["kind"]),
        "holder": r["owner"],
        "part_no": r["item"],
        "number": r["number"],
        "name": r["name"],
        "spec": r["spec"],
        "unit": r["unit"],
        "opening": opening,
        "came": int(r["came"]),
        "went": int(r["went"]),
        "closing": closing,
        "value": closing * int(r["price"]),
    }


def narrowed(names: Sequence[str] | None, chosen: Mapping[str, str]) -> Where:
    """The filter of the page within what the reader may see. Nothing to see is nothing found."""
    text, values = "", []
    for column, name in (("kind", "kind"), ("owner", "holder"), ("item", "part_no")):
        if chosen.get(name):
            text += f" AND a.{column} = ?"
            values.append(chosen[name])
    if names is not None:
        text += f" AND a.kind IN (?, ?) AND a.owner IN ({', '.join('?' * len(names)) or 'NULL'})"
        values += [n.STATION, n.TECHNICIAN, *names]
    return text, tuple(values)


async def moves(where: Where, span: Span, limit: int = SHOWN) -> list[dict[str, Any]]:
    """The entries of the period, newest first, with the paper each rests on."""
    text, values = where
    return await fetch(
        "SELECT e.id, e.at, e.qty, a.kind, a.owner, a.item, j.number, j.act FROM core_entry e "
        "JOIN core_account a ON a.id = e.account_id LEFT JOIN core_journal j ON j.uid = e.uid "
        f"WHERE a.book = ? AND e.at >= ? AND e.at < ?{text} ORDER BY e.id DESC LIMIT {limit}",
        PARTS.name,
        *span.bounds,
        *values,
    )
