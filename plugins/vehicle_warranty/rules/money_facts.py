"""What expense claims know of advances and their own lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.api import Facts, fetch
from plugins.vehicle_warranty.rules.stock_common import marks


@dataclass(frozen=True)
class ExpenseSeen:
    """Lines without a voucher, and advances paid for the same trip to the same person and not set off yet: (id, fen)."""

    bare: tuple[str, ...]
    advances: tuple[tuple[int, int], ...]


_LINES = "SELECT expense_id AS id, what FROM vehicle_warranty_expense_line WHERE voucher_no = '' AND expense_id IN ({marks}) ORDER BY id, what"
_ADVANCES = """
SELECT e.id AS expense, a.id, a.amount FROM vehicle_warranty_expense_claim e
JOIN vehicle_warranty_cash_advance a ON a.order_id = e.order_id AND a.owner_id = e.owner_id AND a.state = 'paid'
WHERE e.id IN ({marks}) ORDER BY a.id
"""


async def _expenses(ids: Sequence[int]) -> Mapping[int, ExpenseSeen]:
    """Two statements."""
    bare = await fetch(_LINES.format(marks=marks(ids)), *ids)
    advances = await fetch(_ADVANCES.format(marks=marks(ids)), *ids)
    return {
        i: ExpenseSeen(
            tuple(r["what"] for r in bare if r["id"] == i),
            tuple((r["id"], r["amount"]) for r in advances if r["expense"] == i),
        )
        for i in ids
    }


EXPENSE = Facts("vehicle_warranty.expense_seen", _expenses)
FACTS = (EXPENSE,)
