"""Opening a complaint or a card from within another act, this plugin's or another's; `api.py` offers it to all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.api import Ctx, Outcome, one_time_secret
from plugins.service_quality import names as n

LINK = "/p/service_quality/opinion/{secret}"


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

    It lies with `owner` and `department`, else with whoever acts. Refused with ES-1.3.1 where complainant, object or demand is blank.
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
    return await c.act(n.COMPLAIN, **given)


def card(
    customer: int, *, asset: int | None = None, about: int | None = None, survey: str = ""
) -> tuple[dict[str, Any], str]:
    """(input of ISSUE_CARD for `c.act` or `c.act_many`, the card's one-time link): tell the link once, by `c.answer_once`."""
    secret, digest = one_time_secret()
    data = {"customer": customer, "asset": asset, "about": about, "survey": survey, "digest": digest}
    return data, LINK.format(secret=secret)
