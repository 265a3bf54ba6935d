"""Making things for tests, through the same acts as everybody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from packaging.requirements import Requirement

from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.host.host import Host
from core.models import Department, PluginSwitch
from core.models.access import SYSTEM, Actor
from core.testing.world import person


class Make:
    """Each call makes one more; keyword arguments go into the act's input."""

    def __init__(self, house: Host) -> None:
        self._house = house
        self._numbers = count(1)

    async def customer(self, **data: Any) -> Outcome:
        n = next(self._numbers)
        base = {
            "name": f"Customer {n}",
            "code": f"T{n:05d}",
            "kind": "person",
            "phone": f"138{n:08d}",
            "region": "north",
        }
        return await perform("core.customer.register", SYSTEM, {**base, **data})

    async def asset(self, customer: Outcome | None = None, **data: Any) -> Outcome:
        n = next(self._numbers)
        owner = customer or await self.customer()
        base = {"customer": owner.id, "identifier": f"SN{n:06d}", "name": f"Product {n}"}
        return await perform("core.asset.register", SYSTEM, {**base, **data})

    async def user(self, login: str, role: str, scope: str = "all", department: str = "hq") -> Actor:
        place = await Department.get(code=department)
        actor = await self._actor(await person(login, role, scope, place.id))
        await self._house.refresh()
        return actor

    async def actor(self, login: str) -> Actor:
        """The user with this login, as an actor."""
        from core.models import User

        return await self._actor((await User.get(login=login)).id)

    async def _actor(self, user_id: int) -> Actor:
        actor = await self._house.actor(user_id)
        assert actor is not None
        return actor

    async def ticket(self, kind: str = "enquiry", **data: Any) -> Outcome:
        """A case of this ticket kind, through its intake act; the core's own enquiry unless told otherwise."""
        intake = self._house.registry.ticket_kinds[kind].intake
        base: dict[str, Any] = {"question": "When?", "channel": "phone"} if kind == "enquiry" else {}
        if "customer" not in data:
            base["customer"] = (await self.customer()).id
        return await perform(intake, SYSTEM, {**base, **data})


@asynccontextmanager
async def switched_off(house: Host, plugin: str) -> AsyncIterator[None]:
    """The plugin off inside, and those that require it; on again afterwards."""
    off = [*(name for name in house.registry.plugins if _requires(house, name, plugin) and house.is_on(name)), plugin]
    for name in off:
        switch = await PluginSwitch.get(plugin=name, off_at=None)
        await perform("core.plugin_switch.disable", SYSTEM, {"reason": "test"}, subject=switch.id)
        await house.refresh()
    yield
    for name in reversed(off):
        await perform("core.plugin_switch.enable", SYSTEM, {"plugin": name, "reason": "test"})
        await house.refresh()


def _requires(house: Host, name: str, other: str) -> bool:
    return any(Requirement(text).name == other for text in house.registry.plugins[name].manifest.requires)
