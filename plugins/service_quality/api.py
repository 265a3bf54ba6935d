"""What other plugins may use of this one: its `__all__` is a promise, everything else may change any day.

The price list by which paid service is charged, and complaints, which any case or card may open.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.api import Ctx, Outcome
from plugins.service_quality.acts.charge import LineForm, priced
from plugins.service_quality.names import (
    COMPLAIN,
    COMPLAINT,
    FREIGHT,
    KINDS,
    MARKETING,
    PRICE,
    QUALITY,
    SENIOR,
    SERVICE_POINT,
)


async def complain(
    c: Ctx,
    *,
    customer: int,
    complainant: str,
    object: str,
    demand: str,
    content: str,
    channel: str = "phone",
    at: datetime | None = None,
    asset: int | None = None,
    about: int | None = None,
    source: tuple[str, str] = ("", ""),
    owner: int | None = None,
    department: int | None = None,
) -> Outcome:
    """Open a complaint within the act that runs, all or nothing; `about` is a ticket's id, `source` ("plugin.subject", number).

    It lies with `owner` and `department`, else with whoever acts.

    Refused with ES-1.3.1 where one of complainant, object and demand is blank.
    """
    given: dict[str, Any] = {
        "customer": customer,
        "asset": asset,
        "about": about,
        "complainant": complainant,
        "complained_at": at or c.at,
        "object": object,
        "demand": demand,
        "content": content,
        "channel": channel,
        "source_subject": source[0],
        "source_number": source[1],
        "owner": owner,
        "department": department,
    }
    return await c.act(COMPLAIN, **given)


__all__ = [
    "COMPLAIN",
    "COMPLAINT",
    "FREIGHT",
    "KINDS",
    "MARKETING",
    "PRICE",
    "QUALITY",
    "SENIOR",
    "SERVICE_POINT",
    "LineForm",
    "complain",
    "priced",
]
