"""What the outbox gave up on: named with its error, and taken up again when somebody says so."""

from __future__ import annotations

from core import clock
from core.models import Outbox
from core.services.outbox import MOST_TRIES

SHOWN = 200


async def parked() -> list[Outbox]:
    """The newest first, at most SHOWN."""
    return list(await Outbox.filter(finished_at=None, attempts__gte=MOST_TRIES).order_by("-id").limit(SHOWN))


async def take_up(row_id: int) -> bool:
    """Try a parked row again from the beginning; False if there is none."""
    waiting = Outbox.filter(id=row_id, finished_at=None, attempts__gte=MOST_TRIES)
    return bool(await waiting.update(attempts=0, next_at=clock.now(), locked_until=None))
