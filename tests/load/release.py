"""`python -m tests.load.release`: a release that affects 5,000 systems opens its duties; a JSON line a figure. DB=postgres for the other one.

Asked for: under 5 s for 5,000 systems, in one act.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

from core import clock, db
from core.acts.many import perform_many
from core.acts.perform import perform
from core.host import host as hosting
from core.models import Duty
from core.models.access import SYSTEM
from core.testing import world
from tests.load.stores import migrated, store

SYSTEMS = 5_000
_OWNERS = 500


def _customers() -> Iterator[dict[str, Any]]:
    for n in range(_OWNERS):
        yield {"code": f"U{n:05d}", "name": f"用户{n}", "kind": "company", "phone": f"138{n:08d}", "region": "north"}


def _systems(owners: list[int]) -> Iterator[dict[str, Any]]:
    for n in range(SYSTEMS):
        yield {
            "customer": owners[n % len(owners)],
            "serial": f"XT-{n:06d}",
            "product": "XT-200",
            "product_version": "1.0",
            "warranty_from": clock.today(),
            "warranty_to": clock.today().replace(year=clock.today().year + 2),
        }


async def _many(act: str, rows: Iterator[dict[str, Any]]) -> list[int]:
    done = await perform_many(act, SYSTEM, rows, key_prefix="bench")
    assert all(result.ok for result in done)
    return [result.outcome.id for result in done if result.outcome]


async def _timed(name: str, act: str, subject: int, data: dict[str, Any]) -> None:
    with db.counted() as seen:
        began, worked = time.perf_counter(), time.process_time()
        done = await perform(act, SYSTEM, data, subject=subject)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
    line = {"name": name, "n": SYSTEMS, "seconds": round(seconds, 2), "cpu_seconds": round(worked, 2)}
    print(json.dumps({**line, "queries": len(seen), **done.extra}))


async def measure() -> None:
    release = "tech_support.release"
    await _many("tech_support.system.register", _systems(await _many("core.customer.register", _customers())))
    new = {"product": "XT-200", "product_version": "2.0", "released_on": clock.today()}
    made = await perform(f"{release}.register", SYSTEM, new)
    await _timed("release_announced", f"{release}.announce", made.id, {})
    assert await Duty.filter(code="upgrade.notice", running=1).count() == SYSTEMS
    await _timed("release_told", f"{release}.tell_all", made.id, {"told_through": "email", "told_to": ""})
    assert not await Duty.filter(code="upgrade.notice", running=1).exists()


async def main() -> None:
    kept = store(0)  # a database of its own, of which nothing is kept
    await kept.make()
    try:
        await migrated(kept.url)
        house = await hosting.start(kept.url)
        try:
            await world.build(house)
            await measure()
        finally:
            await hosting.stop()
    finally:
        await kept.discard(kept.url)


if __name__ == "__main__":
    asyncio.run(main())
