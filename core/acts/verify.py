"""The quick check of what must never be touched: books (I1), chains (I2), seals (I3). The whole judge is `core.services.judge`."""

from __future__ import annotations

from collections.abc import AsyncIterator

from core.acts import posting
from core.acts.findings import Finding
from core.acts.verify_journal import journal
from core.acts.verify_seals import seals
from core.host.host import Host


async def verify(house: Host) -> list[Finding]:
    """All findings, chains first; empty when nothing was touched. Reads only."""
    return [finding for check in (journal, seals, books) async for finding in check(house)]


async def books(house: Host) -> AsyncIterator[Finding]:
    """I1: stock and money are the sum of their entries and never below nothing."""
    for where, what in await posting.unbalanced(house.registry):
        yield Finding(where, what)


__all__ = ["Finding", "books", "verify"]
