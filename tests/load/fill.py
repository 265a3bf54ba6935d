"""A filled database, made through acts like everything else, and kept under var/bench for the next run."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from core import clock
from core.acts.many import perform_many
from core.acts.perform import perform
from core.host import host as hosting
from core.host.host import Host
from core.models import Asset, Customer, Department, User
from core.models.access import SYSTEM
from core.rules.spans import day_of
from core.testing import world
from tests.load import data
from tests.load.stores import Store, migrated, store

REQUEST = "service_quality.request"
_PROMISE_HOURS = 24 * 30  # of the contact clock: whatever was called in within the span is still running


@dataclass
class Filled:
    """What was made in how many seconds."""

    name: str
    rows: int
    seconds: float

    def line(self) -> dict[str, Any]:
        return {"name": f"fill_{self.name}", "n": self.rows, "seconds": round(self.seconds, 2), "rps": self.rate}

    @property
    def rate(self) -> float:
        return round(self.rows / self.seconds, 1) if self.seconds else 0.0


async def fill(house: Host, scale: data.Scale) -> list[Filled]:
    """Departments, people, routes, then customers, products and calls; the calls lie in the last SPAN."""
    begin = clock.now() - data.SPAN
    with clock.frozen(begin - timedelta(days=1)) as frozen:
        await world.build(house)
        await _areas(house)
        done = [await _many("customer", "core.customer.register", data.customers(scale))]
        owners = await Customer.all().order_by("id").values_list("id", flat=True)
        rows = data.assets(scale, list(owners), day_of(begin))  # type: ignore[arg-type]
        done.append(await _many("asset", "core.asset.register", rows))
        products = await Asset.all().order_by("id").values_list("id", "customer_id")
        calls = data.calls(scale, list(products), frozen, begin)
        done.append(await _many("request", f"{REQUEST}.register", calls))
    return done


async def _areas(house: Host) -> None:
    """A department with its manager and a technician for every region, who gets the calls that come from there."""
    top = await Department.get(code="hq")
    manager = await User.get(login="manager")
    await perform("core.policy_value.set", SYSTEM, _contact_hours())
    for number in range(data.AREAS):
        name = data.area(number)
        place = {"code": name, "name": f"服务站{number}", "parent": top.id, "manager_id": manager.id, "regions": name}
        department = (await perform("core.department.create", SYSTEM, place)).id
        technician = await world.person(name, "technician", "own", department)
        target = {"routing": "service_quality.region", "key": name, "user": technician, "department": department}
        await perform("core.route.set", SYSTEM, target)
    await house.refresh()


def _contact_hours() -> Mapping[str, Any]:
    return {"key": "es.call_hours", "value": str(_PROMISE_HOURS), "reason": "load"}


async def _many(name: str, act: str, rows: Iterable[Mapping[str, Any]]) -> Filled:
    began = time.perf_counter()
    results = await perform_many(act, SYSTEM, rows, key_prefix="load")
    for result in results:
        if not result.ok:
            raise RuntimeError(f"row {result.index} of {act}: {result.refusals or result.errors}")
    return Filled(name, len(results), time.perf_counter() - began)


async def prepare(kept: Store, scale: data.Scale, *, rebuild: bool = False) -> list[Filled]:
    """Make the database unless it is there already; what was made."""
    if not rebuild and await kept.is_done():
        await migrated(kept.url)
        return []
    await kept.make()
    await migrated(kept.url)
    house = await hosting.start(kept.url)
    try:
        done = await fill(house, scale)
    finally:
        await hosting.stop()
    await kept.finish()
    return done


async def _main(share: float) -> None:
    for filled in await prepare(store(share), data.Scale.of(share), rebuild=True):
        print(json.dumps(filled.line()))


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
