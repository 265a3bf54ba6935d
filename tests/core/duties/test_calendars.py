"""Working time: the State Council's 2025 and 2026 by hand, an arithmetic against a minute-by-minute count, and corrections."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.acts.perform import perform
from core.clock import SHANGHAI
from core.declare import Calendar, Deadline, On, Policy
from core.errors import Refused
from core.host.host import Host
from core.host.settings import CalendarEntry
from core.models import Duty, Journal
from core.models.access import SYSTEM
from core.rules.calendars import WorkTime, missing_years, parse_hours
from core.rules.spans import TICK, day_of
from core.services.sweep import sweep
from core.web.explain import calendar_banners, how
from tests.core.duties.rounds import ASSET, CARD, at
from tests.core.duties.test_windows import bought

Open = Callable[..., Awaitable[Host]]
OFFICE = Calendar("rounds.office", "Office", (("08:30", "12:00"), ("13:30", "17:30")))
MINUTE = timedelta(minutes=1)


def office(**rows: CalendarEntry) -> WorkTime:
    """The office with rows by day: `office(d2026_10_08=CalendarEntry("holiday"))`."""
    return WorkTime(OFFICE, {date(*map(int, name[1:].split("_"))): row for name, row in rows.items()})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-01-26", True),  # a Sunday that makes up for the Spring Festival
        ("2025-01-28", False),
        ("2025-02-04", False),
        ("2025-02-08", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-02-14", True),  # a Saturday
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-24", True),
        ("2026-02-28", True),
        ("2026-03-01", False),
        ("2026-10-10", True),
    ],
)
def test_holidays_and_make_up_days_are_those_published(day, works):
    assert office().works(date.fromisoformat(day)) is works


def test_working_hours_run_over_lunch_the_evening_and_the_spring_festival():
    # Saturday 14 February 2026 makes up and is worked; the festival lasts until Monday 23
    due = office().after_hours(at("2026-02-14 16:30"), timedelta(hours=5))
    assert due.due_at == at("2026-02-24 14:00")
    assert due.late_from == due.due_at + TICK


def test_the_end_of_a_window_is_in_time_and_time_outside_does_not_count():
    assert office().after_hours(at("2026-03-02 08:30"), timedelta(hours=3.5)).due_at == at("2026-03-02 12:00")
    assert office().after_hours(at("2026-03-02 19:00"), timedelta(hours=1)).due_at == at("2026-03-03 09:30")


def test_working_days_leave_out_the_start_day_and_end_at_midnight():
    assert office().after_days(at("2026-02-13 10:00"), 2).late_from == at("2026-02-25 00:00")


def test_a_row_goes_before_the_published_table_and_may_have_its_own_hours():
    rows: dict[str, Any] = {
        "d2026_03_03": CalendarEntry("holiday"),
        "d2026_03_07": CalendarEntry("working", "09:00-10:00"),
    }
    assert office(**rows).after_days(at("2026-03-02 10:00"), 1).late_from == at("2026-03-05 00:00")
    assert office(**rows).after_hours(at("2026-03-06 16:30"), timedelta(hours=2)).due_at == at("2026-03-07 10:00")


@pytest.mark.parametrize("text", ["12:00-08:00", "08:00-12:00 11:00-13:00", "08:00", "", "25:00-26:00", "8-9"])
def test_hours_that_do_not_follow_each_other_are_no_hours(text):
    with pytest.raises(ValueError):
        parse_hours(text)


starts = st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 1)).map(
    lambda d: d.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
)


@settings(max_examples=60, deadline=None)
@given(starts, st.integers(1, 40 * 60), st.dictionaries(st.integers(0, 20), st.sampled_from(["holiday", "working"])))
def test_working_hours_agree_with_counting_minute_by_minute(start, minutes, corrected):
    rows = {start.date() + timedelta(days=n): CalendarEntry(kind) for n, kind in corrected.items()}
    work = WorkTime(OFFICE, rows)
    due = work.after_hours(start, timedelta(minutes=minutes)).due_at
    left, instant = minutes, start
    while left:
        left -= _works(work, instant)
        instant += MINUTE
    assert due == instant


def _works(work: WorkTime, instant: datetime) -> bool:
    """Whether the minute that begins here is worked."""
    inside = "08:30" <= f"{instant:%H:%M}" < "12:00" or "13:30" <= f"{instant:%H:%M}" < "17:30"
    return inside and work.works(instant.date())


@given(starts, st.integers(1, 60))
def test_more_working_time_is_never_due_earlier(start, hours):
    work = office()
    due, longer = (work.after_hours(start, timedelta(hours=h)) for h in (hours, hours + 1))
    assert start <= due.warn_at <= due.due_at < longer.due_at


def deadline(**more: Any) -> Deadline:
    base: dict[str, Any] = {
        "code": "call",
        "on": ASSET,
        "clause": "RD-2",
        "label": "Call",
        "start": On(CARD),
        "stop": On("core.asset.edit"),
        "length": "rd.span",
        "by": "rounds",
    }
    return Deadline(**{**base, **more})


def span(value: int, unit: str, **more: Any) -> Policy:
    return Policy("rd.span", "RD-2", "Span", value, unit, origin="company", **more)


async def started(open_house: Open, *declared: Any, on: str) -> tuple[Host, Duty]:
    """A house in which a card line has just started the deadline."""
    house = await open_house(*declared)
    asset = await bought(house, "2026-01-05")
    await perform(CARD, SYSTEM, {"on": on, "content": "called"}, subject=asset.id)
    return house, await Duty.get()


async def test_a_last_day_on_a_holiday_moves_only_if_the_switch_says_so(open_house: Open, clock):
    clock.set(at("2026-04-28 10:00"))
    switch = Policy("rd.roll", "RD-2", "Roll", False, "", "switch", origin="company")
    policies = (span(4, "d", roll_to_workday="rd.roll"), switch)
    house, duty = await started(open_house, *policies, deadline(), on="2026-04-28")
    assert day_of(duty.late_from - TICK) == date(2026, 5, 2)
    assert duty.policies == {"rd.span": 4, "rd.roll": False}
    await perform("core.policy_value.set", SYSTEM, {"key": "rd.roll", "value": "yes", "reason": "law"})
    await house.refresh()
    assert (await sweep(house)).moved == 0  # a changed value never moves what runs
    clock.advance(minutes=1)
    other = await bought(house, "2026-01-05")
    await perform(CARD, SYSTEM, {"on": "2026-04-28", "content": "called"}, subject=other.id)
    rolled = await Duty.get(subject_id=other.id)
    assert day_of(rolled.late_from - TICK) == date(2026, 5, 6)
    assert rolled.computed["rolled_from"] == "2026-05-02"
    assert "2026-05-02 为休息日：顺延至下一个工作日" in how(rolled)


async def test_a_correction_before_its_day_moves_what_runs_and_says_so_in_the_case(open_house: Open, clock):
    clock.set(at("2026-03-02 10:00"))
    house, before = await started(open_house, span(2, "wd"), deadline(), on="2026-03-02")
    assert before.late_from == at("2026-03-05 00:00")
    await set_day("2026-03-04", "holiday")
    await house.refresh()
    assert (await sweep(house)).moved == 1
    duty = await Duty.get()
    assert duty.late_from == at("2026-03-06 00:00")
    assert duty.computed["skipped"] == ["2026-03-04"]
    assert "未计入的休息日：2026-03-04" in how(duty)
    assert "日历更正后由" in how(duty)
    line = await Journal.get(act="core.asset.move_deadlines")
    assert line.subject_id == duty.subject_id
    assert line.outcome["extra"]["moved"][0]["code"] == "call"
    assert (await sweep(house)).moved == 0


async def test_a_withdrawn_day_moves_it_back_and_a_late_one_never_moves(open_house: Open, clock):
    clock.set(at("2026-03-02 10:00"))
    house, before = await started(open_house, span(2, "wd"), deadline(), on="2026-03-02")
    row = await set_day("2026-03-04", "holiday")
    await house.refresh()
    await sweep(house)
    await perform("core.calendar_day.withdraw", SYSTEM, {"reason": "mistake"}, subject=row.id)
    await house.refresh()
    await sweep(house)
    assert (await Duty.get()).late_from == before.late_from
    clock.set(at("2026-03-05 10:00"))
    await set_day("2026-03-06", "holiday")
    await house.refresh()
    assert (await sweep(house)).moved == 0
    assert (await Duty.get()).late_from == before.late_from


async def test_a_day_that_has_begun_can_no_longer_be_corrected(open_house: Open, clock, refused):
    await open_house(span(2, "wd"), deadline())
    with refused(None, "day"):
        await set_day("2026-03-02", "holiday")
    with pytest.raises(Refused) as wrong:
        await set_day("2026-03-03", "working", hours="12:00-08:00")
    assert wrong.value.refusals[0].keys == ("hours",)


async def test_a_year_without_holidays_is_warned_about_until_somebody_enters_it(open_house: Open, clock):
    clock.set(at("2028-12-20 10:00"))
    house, duty = await started(open_house, span(20, "wd"), deadline(), on="2028-12-20")
    assert duty.computed["missing_years"] == [2028, 2029]
    assert missing_years(house, date(2028, 12, 20)) == {"core.work": [2028, 2029]}
    assert ["2028, 2029" in told for told in calendar_banners()] == [True]
    assert "2028, 2029 年的节假日未知" in how(duty)
    await set_day("2029-01-01", "holiday")
    await house.refresh()
    assert missing_years(house, date(2028, 12, 20)) == {"core.work": [2028]}


async def set_day(day: str, kind: str, hours: str = "") -> Any:
    data = {"calendar": "core.work", "day": day, "kind": kind, "hours": hours, "note": "test"}
    return await perform("core.calendar_day.set", SYSTEM, data)
