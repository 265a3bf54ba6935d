"""`python -m tests.load.building`: acceptance of a building of 1,000 homes with all its duties; a JSON line a figure. DB=postgres for the other one.

Asked for: under 5 s, in one act; and sending 1,000 move-in notices in one act, a second time none.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from core import db
from core.acts.perform import perform
from core.host import host as hosting
from core.models import Duty, User
from core.models.access import SYSTEM
from core.testing import world
from plugins.realestate_handover import names as n
from tests.load.stores import migrated, store
from tests.plugins.realestate_handover.block import SEND, TELL, sell

HOMES, OFF_PLAN = 1_000, 900


async def _timed(name: str, act: str, building: int, data: dict[str, Any]) -> None:
    before = await Duty.all().count()
    with db.counted() as seen:
        began = time.perf_counter()
        done = await perform(f"{n.BUILDING}.{act}", SYSTEM, data, subject=building, confirmed=True)
        seconds = time.perf_counter() - began
    line = {"name": name, "n": HOMES, "seconds": round(seconds, 2), "queries": len(seen), **done.extra}
    print(json.dumps({**line, "duties": await Duty.all().count() - before}))


async def measure() -> None:
    company = await perform("core.customer.register", SYSTEM, {"code": "WY", "name": "示例物业", "kind": "company"})
    garden = {"name": "示例花园", "developer": "示例置业", "property_company": company.id}
    development = await perform(f"{n.DEVELOPMENT}.register", SYSTEM, garden)
    building = await perform(f"{n.BUILDING}.register", SYSTEM, {"development": development.id, "code": "3"})
    seller = await User.get(login="sales")
    await sell(building.id, seller.id, HOMES, off_plan=OFF_PLAN)
    await _timed("building_accepted", "accept", building.id, {"acceptance_no": "YS-3"})
    await _timed("company_told", "tell_company", building.id, TELL)
    await _timed("notices_sent", "dispatch", building.id, SEND)
    await _timed("notices_sent_again", "dispatch", building.id, SEND)


async def main() -> None:
    empty = store(0)  # a database of its own, of which nothing is kept
    await empty.make()
    await migrated(empty.url)
    house = await hosting.start(empty.url)
    try:
        await world.build(house)
        await measure()
    finally:
        await hosting.stop()
        await empty.discard(empty.url)


if __name__ == "__main__":
    asyncio.run(main())
