"""B37: each deadline fires once and none is missed, whatever the clock does and wherever a sweep dies."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest

from core import clock as core_clock
from core.acts.perform import perform
from core.clock import Frozen
from core.db import sql, watch
from core.host.host import Host
from core.models import Department, Duty, Notice, User
from core.models.access import SYSTEM
from core.services import sweep as sweeping
from core.services.judge import judge
from core.services.sweep import sweep
from core.testing.databases import Databases
from core.testing.make import Make
from tests.bar.running import opened

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CASES: dict[str, tuple[datetime, Sequence[timedelta]]] = {
    "an hour back and on": (datetime(2026, 3, 2, 1, tzinfo=UTC), (HOUR, -HOUR, 3 * HOUR, -HOUR, 2 * HOUR)),
    "a day back and on": (datetime(2026, 3, 2, 1, tzinfo=UTC), (DAY, -DAY, DAY, DAY)),
    "over 29 February": (datetime(2028, 2, 28, 14, 30, tzinfo=UTC), (2 * HOUR, DAY, DAY)),
    "over the end of the year": (datetime(2026, 12, 31, 14, 30, tzinfo=UTC), (HOUR, 2 * HOUR, DAY)),
    "ten days of downtime": (datetime(2026, 3, 2, 1, tzinfo=UTC), (10 * DAY,)),
}


class Died(Exception):
    """The process is gone."""


@asynccontextmanager
async def owing(databases: Databases, begin: datetime) -> AsyncIterator[tuple[Host, Frozen, str]]:
    """Three questions asked an hour apart, each to be answered within two hours, at a place with a manager."""
    url = await databases.fresh()
    with core_clock.frozen(begin) as frozen:
        async with opened(databases, url) as house:
            make = Make(house)
            head = await Department.get(code="hq")
            manager = await User.get(login="manager")
            data = {"name": head.name, "manager_id": manager.id}
            await perform("core.department.edit", SYSTEM, data, subject=head.id)
            await house.refresh()
            for _n in range(3):
                customer = await make.customer(region="")
                agent = await make.actor("agent")
                asked = {"customer": customer.id, "title": "Why?", "channel": "phone"}
                await perform("tech_support.question.ask", agent, asked)
                frozen.advance(minutes=20)
            yield house, frozen, url
    await databases.discard(url)


async def missed(latest: datetime) -> list[str]:
    """Duties late at the latest instant ever seen that were not noted once, or told of other than once to each."""
    found = []
    for duty in await Duty.filter(running=1, window_no=None):
        if (duty.late_from <= latest) != (duty.lapsed_at is not None):
            found.append(f"{duty.code} of {duty.number}: late from {duty.late_from}, noted {duty.lapsed_at}")
    told = Counter(await Notice.filter(kind="lapsed").values_list("user_id", "subject_type", "subject_id", "dedupe"))
    found += [f"{key} was told {n} times" for key, n in told.items() if n > 1]
    if any(d.lapsed_at for d in await Duty.all()) and not told:
        found.append("nobody was told")
    return found


async def jumped(databases: Databases, begin: datetime, jumps: Sequence[timedelta]) -> list[str]:
    """Findings after the clock has taken these jumps, with a sweep after each."""
    async with owing(databases, begin) as (house, frozen, _url):
        latest, noted = core_clock.now(), dict[int, Any]()
        found = list[str]()
        for jump in jumps:
            frozen.advance(seconds=jump.total_seconds())
            latest = max(latest, core_clock.now())
            await sweep(house)
            for duty in await Duty.exclude(lapsed_at=None):
                if noted.setdefault(duty.id, duty.lapsed_at) != duty.lapsed_at:
                    found.append(f"{duty.code} of {duty.number} lapsed again")
        found += await missed(latest)
        return found + [f"{f.invariant} {f.where}: {f.what}" for f in await judge(house, ("I5", "I6"))]


@pytest.mark.parametrize("case", CASES)
async def test_whatever_the_clock_does_each_deadline_fires_once(databases: Databases, case: str) -> None:
    assert await jumped(databases, *CASES[case]) == []


@contextmanager
def host_time_zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


@pytest.mark.parametrize("zone", ["America/St_Johns", "Pacific/Kiritimati"])
async def test_the_hosts_time_zone_moves_no_deadline(databases: Databases, zone: str) -> None:
    async def deadlines() -> list[datetime]:
        async with owing(databases, CASES["over the end of the year"][0]):
            return [d.late_from for d in await Duty.filter(window_no=None).order_by("id")]

    here = await deadlines()
    with host_time_zone(zone):
        assert await deadlines() == here
        assert await jumped(databases, *CASES["over the end of the year"]) == []


@contextmanager
def dying(at: int) -> Iterator[Callable[[], int]]:
    """The statement numbered `at` is never sent; how many there were."""
    plain, sent = watch.Watched._watched, 0

    async def watched(self: Any, send: Any, query: str, *args: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == at:
            raise Died
        return await plain(self, send, query, *args)

    with mock.patch.object(watch.Watched, "_watched", watched):
        yield lambda: sent


async def _state() -> list[Any]:
    duties = await sql.fetch(
        "SELECT code, subject_id, window_no, warned_at, lapsed_at, escalated_at, escalated_to, running FROM core_duty "
        "ORDER BY code, subject_id, window_no"
    )
    notices = await sql.fetch(
        "SELECT user_id, kind, subject_id, dedupe FROM core_notice ORDER BY user_id, kind, dedupe"
    )
    return [[list(r.values()) for r in duties], [list(r.values()) for r in notices]]


async def broken_off(databases: Databases) -> list[str]:
    """Steps after which a second sweep does not arrive where one whole sweep does."""
    async with owing(databases, CASES["ten days of downtime"][0]) as (house, frozen, url):
        frozen.advance(days=1)
        found, at = list[str](), core_clock.now()
        whole, steps = await _on_copy(databases, url, 0, at)
        # a copy of a database costs PostgreSQL half a second
        for step in range(1, steps + 1, 5 if databases.postgres else 1):
            state, _sent = await _on_copy(databases, url, step, at)
            found += [] if state == whole else [f"died at statement {step} of {steps}"]
        assert house.enabled
    return found


async def _on_copy(databases: Databases, url: str, step: int, at: datetime) -> tuple[list[Any], int]:
    """The state after a sweep that dies at `step` (0 = never) and, if it died, another one."""
    from core.host import host as hosting

    await hosting.stop()
    copy = await databases.copy(url)
    try:
        async with opened(databases, copy) as house:
            with dying(step) as sent, suppress(Died):
                await sweep(house, at)
            if step:
                await sweep(house, at)
            return await _state(), sent()
    finally:
        await databases.discard(copy)
        await hosting.start(url, databases.found)


async def test_a_sweep_that_dies_at_any_step_is_made_good_by_the_next(databases: Databases) -> None:
    assert await broken_off(databases) == []


async def test_two_sweepers_note_and_tell_once(databases: Databases) -> None:
    async with owing(databases, CASES["ten days of downtime"][0]) as (house, frozen, _url):
        frozen.advance(days=1)
        done = await asyncio.gather(*[sweep(house) for _n in range(2)])
        assert sum(d.lapsed for d in done) == await Duty.exclude(lapsed_at=None).count() > 0
        assert await missed(core_clock.now()) == []


async def test_seeded_a_sweep_that_notes_again_what_it_has_noted(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def note(column: str, due: str, at: datetime, on: Sequence[str]) -> int:
        return await sql.execute(f"UPDATE core_duty SET {column} = ? WHERE running = 1 AND {due} <= ?", at, at)

    monkeypatch.setattr(sweeping, "_note", note)
    assert any("again" in line for line in await jumped(databases, *CASES["a day back and on"]))


async def test_seeded_a_sweep_in_pieces(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Noted in a transaction of its own and told in another: whoever dies in between tells nobody."""

    @asynccontextmanager
    async def nothing() -> AsyncIterator[None]:
        yield

    monkeypatch.setattr(sweeping.db, "transaction", nothing)
    assert await broken_off(databases) != []
