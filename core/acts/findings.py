"""What checks of the kept data say, and how they read it: in batches, in order of id."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

BATCH = 2000


@dataclass(frozen=True)
class Finding:
    """`where` names the subject by kind and number, `what` was found there; `invariant` (I1 to I12) is what it breaks."""

    where: str
    what: str
    invariant: str = ""


async def batches(model: Any, *columns: str, **where: Any) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows as mappings of these columns (all, if none is named; "id" must be among them), BATCH at a time."""
    last = 0
    while rows := await model.filter(id__gt=last, **where).order_by("id").limit(BATCH).values(*columns):
        last = rows[-1]["id"]
        yield rows
