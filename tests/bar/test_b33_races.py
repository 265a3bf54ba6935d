"""B33: fifty attempts at once at every act that can be done once, at a server of two workers: one succeeds, nobody sees a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models.access import SYSTEM
from core.services.judge import judge
from core.testing.client import serving
from core.testing.databases import Databases
from core.testing.make import Make
from tests.bar.running import Place, opened, placed, post, together
from tests.load.driver import Ask
from tests.plugins.service_quality.flow import PATH, SIGN, Flow

ROUNDS, AT_ONCE = 10, 50
REFUSED = {403, 409, 422}


@dataclass(frozen=True)
class Once:
    """An act that can succeed once on the case at `path`; `login` is whose step it is."""

    path: str
    act: str
    login: str
    data: dict[str, Any]

    def asks(self, place: Place) -> list[Ask]:
        """Every attempt is somebody's own: each has a key of its own."""
        visitor = place.visitors[self.login]
        return [post(f"{self.path}/acts/{self.act}", visitor, self.data, uuid4().hex) for _n in range(AT_ONCE)]


# state led to, what is done there first, the act
_STEPS = (("fixed", ("card_line",), "sign"), ("signed", (), "submit"), ("submitted", (), "close"))


async def _chances(house: Host, rounds: int, folder: Path) -> list[Once]:
    """One case a round for every act."""
    found: list[Once] = []
    async with serving(house, folder) as client:
        flow = await Flow(house, client, Make(house)).prepare()
        for n in range(rounds):
            for state, before, act in _STEPS:
                await flow.to(state)
                for name in before:
                    await flow.do(name, await flow.usual(name))
                login = "manager" if act == "close" else "north"
                data = SIGN if act == "sign" else await flow.usual(act)
                found.append(Once(f"{PATH}/{flow.number}", act, login, data))
            made = await perform("core.customer.register", SYSTEM, {"name": f"N{n}", "code": f"K{n}", "kind": "person"})
            asked = await perform(
                "core.enquiry.take", SYSTEM, {"customer": made.id, "question": "?", "channel": "phone"}
            )
            found.append(Once(f"/s/core/enquiry/{asked.number}", "answer", "agent", {"answer": "!"}))
            found.append(Once(f"/s/core/customer/{made.number}", "archive", "manager", {}))
    return found


async def raced(databases: Databases, folder: Path, fault: str = "", rounds: int = ROUNDS) -> list[str]:
    """Acts that succeeded not exactly once, answers that are faults, and what the judge finds."""

    async def prepare(house: Host) -> list[Once]:
        return await _chances(house, rounds, folder)

    found: list[str] = []
    async with placed(databases, folder, prepare) as (place, chances):
        async with place.served(fault) as served:
            for once in chances:
                answers = await together(served.port, once.asks(place))
                found += _wrong(once, answers)
        async with opened(databases, place.url) as house:
            found += [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house)]
    return found


def _wrong(once: Once, answers: Sequence[tuple[int, Any]]) -> list[str]:
    statuses = Counter(status for status, _body in answers)
    done = sum(n for status, n in statuses.items() if status in (200, 201))
    if done == 1 and set(statuses) <= REFUSED | {200, 201}:
        return []
    return [f"{once.act} on {once.path}: {dict(statuses)}"]


async def test_of_fifty_at_once_one_succeeds(databases: Databases, tmp_path: Path) -> None:
    assert await raced(databases, tmp_path) == []


@pytest.mark.bar
async def test_of_fifty_at_once_one_succeeds_in_a_hundred_rounds(databases: Databases, tmp_path: Path) -> None:
    assert await raced(databases, tmp_path, rounds=100) == []


async def test_seeded_acts_done_from_any_step(databases: Databases, tmp_path: Path) -> None:
    found = await raced(databases, tmp_path, "any step", rounds=1)
    assert any("archive" in line for line in found)
