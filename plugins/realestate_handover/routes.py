"""The card a customer fills in by his link, and what becomes of cards that never came back (RS-2)."""

from __future__ import annotations

from core.api import N_, SYSTEM, Job, clock, one_time_form, perform
from plugins.realestate_handover.models import OpinionCard
from plugins.realestate_handover.rules.cards import ANSWER, EXPIRE

# in the link of `acts.cards.LINK`, without the plugin's own part
_CARD = "/card/{secret}"
_HOUR, _MOST = 3600, 200

ROUTES = (
    *one_time_form(
        _CARD,
        ANSWER,
        digest="link_hash",
        until="link_until",
        title=N_("Customer opinion card"),
        intro=N_("Your opinion of our service, in one minute. What you say is read by a person."),
        thanks=N_("Thank you. Your card has been received."),
    ),
)


async def expire() -> None:
    """Cards whose time to answer is over; the next run takes the rest."""
    over = OpinionCard.filter(state="issued", link_until__lte=clock.now()).order_by("id").limit(_MOST)
    for card in await over.values("id"):
        await perform(EXPIRE, SYSTEM, subject=card["id"])


JOBS = (Job("expire_cards", _HOUR, expire),)
