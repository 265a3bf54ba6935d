"""One clock for every thread and task."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock

NOON = datetime(2024, 7, 1, 4, 0, tzinfo=UTC)


def test_now_is_aware_and_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_today_is_the_day_in_shanghai() -> None:
    with clock.frozen(datetime(2024, 6, 30, 16, 0, tzinfo=UTC)) as frozen:
        assert clock.today() == date(2024, 7, 1)
        frozen.advance(microseconds=-1)
        assert clock.today() == date(2024, 6, 30)


def test_frozen_clock_stands_until_it_is_moved_and_is_given_back() -> None:
    with clock.frozen(NOON.astimezone(clock.SHANGHAI)) as frozen:
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
        assert frozen.advance(hours=25) == clock.now() == NOON + timedelta(hours=25)
        frozen.set(NOON)
        assert clock.now() == NOON
    assert clock.now() > NOON + timedelta(days=365)


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.frozen(datetime(2024, 7, 1)):
        pass
    with clock.use(lambda: datetime(2024, 7, 1)), pytest.raises(ValueError, match="time zone"):
        clock.now()


def test_threads_and_tasks_see_the_same_time() -> None:
    seen: list[datetime] = []

    async def look() -> None:
        seen.append(clock.now())
        await asyncio.to_thread(lambda: seen.append(clock.now()))

    with clock.frozen(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
        asyncio.run(look())
    assert seen == [NOON] * 3
