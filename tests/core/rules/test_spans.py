"""Deadlines as the Civil Code counts them: properties over all days, examples at the borders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.clock import SHANGHAI
from core.rules.spans import TICK, after_span, day_of, end_of, midnight

instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(tzinfo=UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@given(instants, st.integers(1, 2000))
def test_an_hour_clock_is_inclusive_to_the_microsecond(start, hours):
    due = after_span(start, hours, "h")
    assert due.due_at == start + timedelta(hours=hours)
    assert due.late_from == due.due_at + TICK


@given(instants, st.integers(1, 400))
def test_a_day_clock_leaves_out_the_start_day_and_ends_at_midnight(start, days):
    due = after_span(start, days, "d")
    assert due.late_from == midnight(day_of(start) + timedelta(days=days + 1))
    assert due.due_at.astimezone(SHANGHAI).time().isoformat() == "00:00:00"


@given(instants, st.integers(1, 60))
def test_months_clamp_and_never_lose_a_day(start, months):
    last = day_of(after_span(start, months, "mo").late_from - TICK)
    first = day_of(start)
    assert (last.year * 12 + last.month) - (first.year * 12 + first.month) == months
    assert last.day == first.day or (last + timedelta(days=1)).day == 1


@given(instants, st.integers(1, 500), st.sampled_from(["min", "h", "d", "mo"]))
def test_the_warning_comes_between_start_and_lateness(start, amount, unit):
    due = after_span(start, amount, unit)
    assert start < due.warn_at < due.late_from


def test_from_the_last_of_january_a_month_ends_with_february():
    assert day_of(after_span(at("2024-01-31 10:00"), 1, "mo").late_from - TICK) == date(2024, 2, 29)
    assert day_of(after_span(at("2023-01-31 10:00"), 1, "mo").late_from - TICK) == date(2023, 2, 28)
    assert day_of(after_span(at("2023-01-31 10:00"), 2, "mo").late_from - TICK) == date(2023, 3, 31)


def test_three_days_after_the_27th_of_february_in_a_leap_year():
    assert after_span(at("2024-02-27 09:00"), 3, "d").late_from == at("2024-03-02 00:00")
    assert after_span(at("2023-02-27 09:00"), 3, "d").late_from == at("2023-03-03 00:00")


def test_the_end_of_a_named_day_is_its_midnight():
    assert end_of(at("2024-08-15 10:00"), date(2024, 8, 20)).late_from == at("2024-08-21 00:00")


def test_minutes_are_hour_clocks():
    assert after_span(at("2024-10-02 01:00"), 15, "min").due_at == at("2024-10-02 01:15")
