"""`python -m tests.load.crosstab`: the cross-tab of 100,000 after-sales cases; a JSON line a figure. DB=postgres for the other one.

Asked for: under 1 s. The cases are put in behind the acts: what is measured is the page.
"""

from __future__ import annotations

import asyncio
import json
import time
from datetime import timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from core import clock, db
from core.acts.perform import perform
from core.db import guard, sql
from core.host import host as hosting
from core.models import User
from core.models.access import SYSTEM
from core.testing import world
from core.testing.client import serving
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Feedback
from tests.load.stores import migrated, store

CASES = 100_000
TYPES, INTENTS, KINDS = ("两室", "三室", "四室"), ("A", "B", "C", ""), tuple(n.FEEDBACK_KINDS)
ASKED = (
    "",
    "?rows=taken_at&cols=salesperson_id",
    "?rows=unit_type&cols=intent",
    "?rows=development__name&cols=deal_closed",
)


async def _cases() -> None:
    customer = await perform("core.customer.register", SYSTEM, {"code": "K", "name": "客户", "kind": "person"})
    garden = {"name": "示例花园", "developer": "示例置业", "property_company": customer.id}
    development = await perform(f"{n.DEVELOPMENT}.register", SYSTEM, garden)
    people = await User.all().values("id", "department_id")
    mixed = list(product(people, TYPES, INTENTS, KINDS, (True, False)))
    now = clock.now()
    rows = []
    for at in range(CASES):
        person, unit_type, intent, kind, closed = mixed[at % len(mixed)]
        row = {"number": f"X-{at}", "state": "taken", "created_at": now, "kind": kind, "unit_type": unit_type}
        row |= {
            "taken_at": now - timedelta(days=at % 720),
            "customer_id": customer.id,
            "development_id": development.id,
        }
        row |= {"department_id": person["department_id"], "owner_id": person["id"], "salesperson_id": person["id"]}
        rows.append(row | {"intent": intent, "deal_closed": closed})
    with guard.allowed():
        await sql.insert(Feedback, rows)


async def measure() -> None:
    await _cases()
    with TemporaryDirectory() as folder:
        async with serving(hosting.host(), Path(folder)) as client:
            manager = await client.as_("manager")
            for asked in ASKED:
                for _warm in range(2):
                    with db.counted() as seen:
                        began = time.perf_counter()
                        answer = await manager.get(f"/s/realestate_handover/feedback/cross{asked}")
                        seconds = time.perf_counter() - began
                line = {"name": "cross", "asked": asked, "n": CASES, "status": answer.status_code}
                print(json.dumps({**line, "seconds": round(seconds, 3), "queries": len(seen)}))


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
