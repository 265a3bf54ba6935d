"""FUNCTIONS 4.1-9: windows without gap or overlap, counted from the anchor, each kept or missed by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from core import db
from core.acts.perform import perform
from core.clock import Frozen
from core.db import sql
from core.declare import On
from core.host.host import Host
from core.models import Asset, Duty
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.rules.windows import DAY, windows
from core.services.sweep import sweep
from core.testing.make import Make, switched_off
from tests.core.duties.rounds import CARD, at, on_card, periodic, policies

Open = Callable[..., Awaitable[Host]]
anchors = st.dates(date(2000, 1, 1), date(2080, 1, 1))
FAR = date(2100, 1, 1)
_NUMBERS = count()


@given(anchors, st.integers(1, 120))
def test_a_warranty_of_n_months_has_exactly_n_windows(anchor, months):
    found = windows(anchor, 1, "mo", begun_by=FAR, until=anchor + relativedelta(months=months))
    assert [w.no for w in found] == list(range(1, months + 1))
    assert found[0].first == anchor + DAY
    assert found[-1].last == anchor + relativedelta(months=months)


@given(anchors, st.integers(1, 12), st.sampled_from(["mo", "q", "y", "d"]), st.booleans(), st.integers(1, 1500))
def test_windows_follow_each_other_without_gap_or_overlap(anchor, amount, unit, calendar, days):
    calendar = calendar and unit != "d"
    found = windows(anchor, amount, unit, begun_by=anchor + timedelta(days=days), calendar=calendar)
    assert found
    assert all(a.last + DAY == b.first and a.no + 1 == b.no for a, b in pairwise(found))
    assert found[-1].first <= anchor + timedelta(days=days) <= found[-1].last


@given(anchors, st.integers(1, 6), st.sampled_from(["mo", "q", "d"]), st.booleans(), st.integers(-40, 4000))
def test_leaving_out_the_old_ones_changes_nothing_of_the_rest(anchor, amount, unit, calendar, days):
    since = anchor + timedelta(days=days)
    options: dict[str, Any] = {"begun_by": since + timedelta(days=400), "calendar": calendar and unit != "d"}
    everything = windows(anchor, amount, unit, **options)
    assert windows(anchor, amount, unit, since=since, **options) == [w for w in everything if w.last >= since]


def test_a_window_is_clamped_to_the_months_end_and_never_chained():
    found = windows(date(2024, 1, 31), 1, "mo", begun_by=date(2024, 4, 15))
    assert [(w.first, w.last) for w in found] == [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 4, 30)),
    ]


def test_a_warranty_that_ends_the_day_before_has_the_same_number():
    found = windows(date(2026, 3, 2), 1, "mo", begun_by=FAR, until=date(2027, 3, 1))
    assert len(found) == 12
    assert found[-1].last == date(2027, 3, 1)


def test_calendar_quarters_begin_with_the_year():
    found = windows(date(2026, 2, 10), 1, "q", begun_by=date(2026, 12, 31), calendar=True)
    assert [(w.first, w.last) for w in found] == [
        (date(2026, 2, 10), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ]


async def bought(house: Host, on: str, to: str | None = None) -> Asset:
    n, make = next(_NUMBERS), Make(house)
    customer = await make.customer(code=f"K{n}")
    made = await make.asset(customer, identifier=f"SN-{n}", acquired_on=on, warranty_to=to)
    return await Asset.get(id=made.id)


async def states(house: Host, clock: Frozen) -> list[str]:
    return [duty_state(d, clock.now(), house.enabled) for d in await Duty.all().order_by("subject_id", "window_no")]


async def card(asset: Asset, on: str) -> None:
    await perform(CARD, SYSTEM, {"on": on, "content": "asked"}, subject=asset.id)


async def test_a_window_opens_with_its_first_day_and_is_kept_by_an_act_in_it(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    asset = await bought(house, "2026-03-02", "2027-03-02")
    assert (await sweep(house)).opened == 0
    clock.set(at("2026-03-03 00:00"))
    assert (await sweep(house)).opened == 1
    duty = await Duty.get()
    assert (duty.window_no, duty.window_from, duty.window_to) == (1, date(2026, 3, 3), date(2026, 4, 2))
    assert (duty.plugin, duty.clause, duty.policies) == ("rounds", "RD-1", {"rd.months": 1})
    assert duty.late_from == at("2026-04-03 00:00")
    assert (await Asset.get(id=asset.id)).next_late == duty.late_from
    await card(asset, "2026-04-02")
    assert await states(house, clock) == ["met"]
    assert (await Asset.get(id=asset.id)).next_late is None


async def test_after_downtime_every_window_that_began_is_opened_and_what_was_missed_stays_so(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    asset = await bought(house, "2026-03-02", "2027-03-02")
    clock.set(at("2026-07-10 09:00"))
    done = await sweep(house)
    assert (done.opened, done.missed) == (5, 4)
    assert await states(house, clock) == ["missed"] * 4 + ["running"]
    await card(asset, "2026-07-10")
    assert await states(house, clock) == ["missed"] * 4 + ["met"]


async def test_the_whole_warranty_has_its_windows_and_none_after(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    await bought(house, "2026-03-02", "2027-03-02")
    clock.set(at("2029-01-01 09:00"))
    await sweep(house)
    assert [d.window_no for d in await Duty.all().order_by("window_no")] == list(range(1, 13))
    assert (await sweep(house)).opened == 0


async def test_a_day_before_or_after_the_window_counts_in_another(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    asset = await bought(house, "2026-03-02", None)
    clock.set(at("2026-05-10 09:00"))
    await sweep(house)
    await card(asset, "2026-03-02")  # the day of the purchase lies before the first window
    assert await states(house, clock) == ["missed", "missed", "running"]
    await card(asset, "2026-05-03")
    assert await states(house, clock) == ["missed", "missed", "met"]
    await card(asset, "2026-05-02")  # happened in the second window, typed later: it was kept
    assert await states(house, clock) == ["missed", "met", "met"]


async def test_an_act_counts_even_when_it_comes_before_the_sweep(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    asset = await bought(house, "2026-03-02", None)
    clock.set(at("2026-04-10 09:00"))
    await card(asset, "2026-04-10")
    assert await states(house, clock) == ["missed", "met"]
    await sweep(house)
    assert await states(house, clock) == ["missed", "met"]


async def test_two_visits_a_year_lie_at_least_the_gap_apart(open_house: Open, clock):
    declared = policies(years=(1, "y"), visits=(2, ""), gap=(60, "d"))
    house = await open_house(*declared, periodic(every="rd.years", required="rd.visits", gap="rd.gap"))
    asset = await bought(house, "2026-03-02", None)
    clock.set(at("2026-08-10 09:00"))
    for day, counted in (("2026-04-01", 1), ("2026-05-30", 1), ("2026-05-31", 2)):
        await card(asset, day)
        duty = await Duty.get()
        assert (duty.counted, duty.stop_at is not None) == (counted, counted == 2)
    assert duty.computed["too_close"] == ["2026-05-30"]


async def test_an_event_through_another_subject_reaches_the_duty(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic(counts=(On(CARD, at="on", via=on_card),)))
    asset = await bought(house, "2026-03-02", None)
    clock.set(at("2026-03-10 09:00"))
    await card(asset, "2026-03-10")
    assert await states(house, clock) == ["met"]


async def test_what_is_left_out_by_the_row_filter_or_cancelled_owes_nothing(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic(cancel=On("core.asset.archive")))
    asset = await bought(house, "2026-03-02", None)
    clock.set(at("2026-03-10 09:00"))
    await sweep(house)
    await perform("core.asset.archive", SYSTEM, subject=asset.id)
    clock.set(at("2026-09-10 09:00"))
    await sweep(house)
    assert await states(house, clock) == ["cancelled"]


async def test_nobody_owes_windows_from_before_the_subject_was_registered(open_house: Open, clock):
    house = await open_house(*policies(months=(6, "mo")), periodic())
    await bought(house, "2020-01-31", None)
    await bought(house, "2020-01-31", "2022-01-31")
    await sweep(house)
    duty = await Duty.get()
    assert (duty.window_no, duty.window_from, duty.window_to) == (13, date(2026, 2, 1), date(2026, 7, 31))


async def test_a_window_over_while_the_plugin_was_off_is_not_opened(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    await bought(house, "2026-03-02", None)
    async with switched_off(house, "rounds"):
        clock.set(at("2026-05-10 09:00"))
        assert (await sweep(house)).opened == 0
    await sweep(house)
    assert [d.window_no for d in await Duty.all()] == [3]


async def test_opening_again_or_by_two_at_once_adds_nothing(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    for _ in range(3):
        await bought(house, "2026-03-02", None)
    clock.set(at("2026-06-10 09:00"))
    await asyncio.gather(sweep(house), sweep(house))
    await sweep(house)
    assert await Duty.all().count() == 3 * 4


@pytest.mark.parametrize("step", ["INSERT INTO", "UPDATE core_duty SET lapsed", "UPDATE core_duty SET running = 0"])
async def test_a_sweep_killed_at_a_step_is_made_good_by_the_next(open_house: Open, clock, monkeypatch, step):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    await bought(house, "2026-03-02", "2027-03-02")
    clock.set(at("2026-06-10 09:00"))
    killer = _Killer(step)
    with monkeypatch.context() as patch:
        killer.install(patch)
        with pytest.raises(_Killed):
            await sweep(house)
    await sweep(house)
    assert await states(house, clock) == ["missed"] * 3 + ["running"]
    assert await Duty.filter(lapsed_at__isnull=False).count() == 3


async def test_a_batch_costs_the_same_statements_as_one(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    seen = []
    for many in (1, 20):
        for _ in range(many):
            await bought(house, clock.now().date().isoformat(), None)
        clock.advance(days=1, hours=1)
        with db.counted() as statements:
            assert (await sweep(house)).opened >= many
        seen.append(len(statements))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(("now", "opened"), [("2028-02-29 23:59:59", 23), ("2028-03-01 00:00", 24)])
async def test_at_midnight_after_a_leap_day_to_the_second(open_house: Open, clock, now, opened):
    clock.set(at("2026-03-31 09:00"))
    house = await open_house(*policies(months=(1, "mo")), periodic())
    await bought(house, "2026-03-31", None)
    clock.set(at(now))
    await sweep(house)
    assert await Duty.all().count() == opened


async def test_between_two_looks_at_all_only_new_ones_are_looked_at(open_house: Open, clock):
    house = await open_house(*policies(months=(1, "mo")), periodic())
    await bought(house, "2026-03-01", None)
    assert (await sweep(house)).opened == 1
    await bought(house, "2026-03-01", None)
    assert (await sweep(house)).opened == 1
    late = await bought(house, "2026-03-02", None)  # begins tomorrow, but for a correction
    assert (await sweep(house)).opened == 0
    edited = {"identifier": late.identifier, "name": late.name, "acquired_on": "2026-03-01"}
    await perform("core.asset.edit", SYSTEM, edited, subject=late.id)
    clock.advance(minutes=10)
    assert (await sweep(house)).opened == 1


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
async def test_the_hosts_time_zone_moves_no_window(open_house: Open, clock, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        house = await open_house(*policies(months=(1, "mo")), periodic())
        await bought(house, "2025-12-31", "2027-03-02")
        clock.set(at("2026-03-31 23:59:59"))
        await sweep(house)
        assert [d.window_no for d in await Duty.all()] == [3]
        clock.set(at("2026-04-01 00:00"))
        await sweep(house)
        assert await states(house, clock) == ["missed", "running"]
    finally:
        monkeypatch.undo()
        time.tzset()


class _Killed(BaseException):
    """Stands for the process ending here."""


class _Killer:
    def __init__(self, step: str) -> None:
        self.step = step

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """The first statement that begins with the step never returns."""
        execute, insert = sql.execute, sql.insert

        async def dying(text: str, *params: Any) -> int:
            if text.startswith(self.step):
                raise _Killed
            return await execute(text, *params)

        async def dying_insert(*args: Any, **more: Any) -> list[int]:
            made = await insert(*args, **more)
            if self.step == "INSERT INTO":
                raise _Killed
            return made

        patch.setattr(sql, "execute", dying)
        patch.setattr(sql, "insert", dying_insert)


def _via() -> Any:
    return On(CARD, at="on", via=on_card)


CARD_VIA = _via()
