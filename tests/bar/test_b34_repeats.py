"""B34: fifty times the same key at once, later and after a restart: one effect, one answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.models import Customer
from core.testing.databases import Databases
from tests.bar.running import answer, opened, placed, post, together
from tests.load.driver import Ask

AT_ONCE = 50


async def repeated(databases: Databases, folder: Path, fault: str = "") -> list[str]:
    """Findings: more than one effect, or an answer other than the first."""
    found: list[str] = []
    async with placed(databases, folder) as (place, _nothing):
        visitor = place.visitors["agent"]
        asks = [
            post("/s/core/customer/acts/register", visitor, {"name": f"R{n}", "kind": "person"}, f"repeat-{n}")
            for n in range(4)
        ]
        firsts = []
        async with place.served(fault) as served:
            for ask in asks:
                answers = await together(served.port, [ask] * AT_ONCE)
                firsts.append(answers[0])
                found += _others(ask, answers[0], answers)
            found += _others(asks[0], firsts[0], [await answer(served.port, asks[0])])
        async with place.served(fault) as served:
            for ask, first in zip(asks, firsts, strict=True):
                found += _others(ask, first, [await answer(served.port, ask)])
        async with opened(databases, place.url):
            for n in range(len(asks)):
                count = await Customer.filter(name=f"R{n}").count()
                found += [] if count == 1 else [f"R{n} was entered {count} times"]
    return found


def _others(ask: Ask, first: tuple[int, Any], answers: Sequence[tuple[int, Any]]) -> list[str]:
    other = [a for a in answers if a != first or a[0] != 201]
    return [f"{ask.path}: {len(other)} other answers, as {other[0]}"] if other else []


async def test_one_key_has_one_effect_and_one_answer(databases: Databases, tmp_path: Path) -> None:
    assert await repeated(databases, tmp_path) == []


async def test_seeded_keys_that_nobody_looks_at(databases: Databases, tmp_path: Path) -> None:
    found = await repeated(databases, tmp_path, "no key")
    assert any("times" in line for line in found)
