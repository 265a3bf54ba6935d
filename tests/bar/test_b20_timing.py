"""B20: whether a name exists tells neither the answer to a wrong password nor the time it takes."""

from __future__ import annotations

import re
import time
from statistics import median
from typing import Any

import pytest
from argon2 import PasswordHasher

from core.db import guard
from core.host.host import Host
from core.models import LoginTry, User
from core.services import passwords
from core.testing.client import Client

SHORT, LONG = 90, 500
_MOVING = re.compile(r'value="[\w.-]{43,}"|[0-9a-f]{16}')
Samples = tuple[list[float], list[float]]


async def _login(client: Client, name: str) -> tuple[Any, float]:
    token = "t" * 43
    data = {"username": name, "password": "wrong words", "csrf": token}
    began = time.perf_counter()
    answer = await client.http.post("/login", data=data, headers={"cookie": f"gz-pre={token}"})
    return answer, time.perf_counter() - began


async def samples(client: Client, count: int) -> tuple[Samples, list[str]]:
    """Seconds for a name that exists and for one that does not, taken turn by turn; and how the answers differ."""
    known, unknown, found = [], [], []
    for turn in range(count):
        one, seconds = await _login(client, "agent")
        other, more = await _login(client, "nosuc")
        known.append(seconds)
        unknown.append(more)
        if turn == 0 and _bare(one, "agent") != _bare(other, "nosuc"):
            found.append("the answers differ")
        await LoginTry.all().delete()
    return (known, unknown), found


def _bare(answer: Any, name: str) -> tuple[int, str, dict[str, str]]:
    moving = ("x-request-id", "set-cookie", "content-length")
    headers = {k: v for k, v in answer.headers.items() if k not in moving}
    return answer.status_code, _MOVING.sub("", answer.text.replace(name, "")), headers


def telling(taken: Samples) -> tuple[float, float]:
    """(gap of the medians in ms, how surely the slower of two is of one kind: 0.5 says nothing, 1 all)."""
    known, unknown = taken
    wins = sum((k > u) + (k == u) / 2 for k in known for u in unknown) / (len(known) * len(unknown))
    return abs(median(known) - median(unknown)) * 1000, max(wins, 1 - wins)


async def _costly(monkeypatch: pytest.MonkeyPatch, memory: int) -> None:
    """A hash that takes a few milliseconds, or as long as in use."""
    hasher = PasswordHasher(time_cost=1, memory_cost=memory, parallelism=1) if memory else PasswordHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    passwords._dummy.cache_clear()
    passwords._dummy()
    with guard.allowed():
        await User.filter(login="agent").update(password=hasher.hash("right words"))


async def told(client: Client, count: int) -> list[str]:
    """What the time tells, of three times looking: the machine may be busy with something else once."""
    worst = []
    for _ in range(3):
        taken, found = await samples(client, count)
        gap, sure = telling(taken)
        worst = found + ([f"gap {gap:.1f} ms"] if gap >= 5 else []) + ([f"AUC {sure:.2f}"] if sure >= 0.6 else [])
        if not worst:
            break
    return worst


async def test_an_unknown_name_is_not_told_from_a_known_one(
    host: Host, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _costly(monkeypatch, 4096)
    assert await told(client, SHORT) == []


async def test_seeded_no_hash_for_an_unknown_name(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    await _costly(monkeypatch, 32768)  # seen also where other work makes everything slow

    async def quick(stored: str | None, plain: str) -> bool:
        return bool(stored) and await passwords.verify_password(stored, plain)

    monkeypatch.setattr("core.web.login.verify_password", quick)
    assert await told(client, 25)


@pytest.mark.bar
async def test_five_hundred_with_hashes_as_in_use(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    await _costly(monkeypatch, 0)
    assert await told(client, LONG) == []
