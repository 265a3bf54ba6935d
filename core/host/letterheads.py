"""Which letterhead a printed document bears: that of its department, else of the nearest one above, else the company's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.models import Letterhead


@dataclass(frozen=True)
class Head:
    company: str
    address: str = ""
    phone: str = ""

    @property
    def line(self) -> str:
        """What stands under the name."""
        return "  ".join(part for part in (self.address, self.phone) if part)


Heads = Mapping[int | None, Sequence[tuple[datetime, Head]]]


async def read_heads() -> Heads:
    """By department (None = the company), in the order of their dates; one statement."""
    found: dict[int | None, list[tuple[datetime, Head]]] = defaultdict(list)
    rows = Letterhead.exclude(state="withdrawn").order_by("effective_from", "id")
    for row in await rows.values("company", "address", "phone", "to_department_id", "effective_from"):
        head = Head(row["company"], row["address"], row["phone"])
        found[row["to_department_id"]].append((row["effective_from"], head))
    return found
