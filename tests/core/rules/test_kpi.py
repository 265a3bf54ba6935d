"""Figures equal a recount of the rows, exactly: at the borders of periods, under a reader's scope, and over nothing at all."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from core.clock import Frozen
from core.db import guard, sql
from core.declare import DutyMeasure, Kpi, Measure, Plugin
from core.host.checks import problems
from core.host.host import Host
from core.host.loading import load
from core.host.registry import Loaded
from core.models import Duty, Enquiry
from core.models.access import SYSTEM, Actor
from core.rules.kpi import Value, as_target, read, readable, rounded, sees_all, verdict
from core.rules.kpi_cases import Wanted, cases, choices
from core.rules.periods import Period, between, months_until, period_of, read_period
from core.rules.spans import midnight
from core.testing.make import Make

SUBJECT, CODE = "tech_support.question", "answer"
DUTIES = (f"{SUBJECT}:{CODE}",)
KEPT = Kpi("core.kept", "Kept", "", DutyMeasure(DUTIES, met=True), DutyMeasure(DUTIES))
CLOSED = Kpi(
    "core.closed",
    "Closed",
    "",
    Measure("core.enquiry", at="answered_at", where={"state": "closed"}),
    Measure("core.enquiry", at="answered_at"),
)
WEIGHT = Kpi("core.weight", "Weight", "", Measure("core.enquiry", at="answered_at", value="seq"), unit="count")
MARCH = period_of("month", date(2026, 3, 2))
TICK = timedelta(microseconds=1)
_ON = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
async def long_on(host: Host) -> Host:
    """The plugin has been on since 2025, so that duties of last year count."""
    with guard.allowed():
        await sql.execute("UPDATE core_plugin_switch SET on_at = ?", _ON)
    await host.refresh()
    return host


async def _owe(late_from: datetime, n: int = 1, **more: Any) -> None:
    """Duties whose first late instant is `late_from`; an hour clock's due instant lies a moment before."""
    row = {
        "code": CODE,
        "plugin": "tech_support",
        "clause": "TS-5.1",
        "subject_type": SUBJECT,
        "subject_id": 1,
        "number": "Q-1",
        "start_at": late_from - timedelta(hours=2),
        "due_at": late_from - TICK,
        "late_from": late_from,
        "warn_at": late_from - timedelta(minutes=30),
    }
    with guard.allowed():
        await sql.insert(Duty, [{**row, **more} for _each in range(n)])


async def _total(kpi: Kpi, period: Period, actor: Actor = SYSTEM) -> Value:
    return (await read(kpi, actor, [period])).total[period]


def _recount(rows: Sequence[Duty], period: Period, now: datetime) -> Value:
    """The definition in plain words, row by row."""
    inside = [d for d in rows if period.start <= d.late_from - TICK < period.end]
    owed = [d for d in inside if d.cancelled_at is None or d.cancelled_at >= d.late_from]
    known = [d for d in owed if d.stop_at or d.cancelled_at or d.late_from <= now]
    kept = [d for d in known if d.cancelled_at is None and d.stop_at and d.stop_at < d.late_from]
    return Value(len(kept), len(known))


async def test_a_figure_equals_a_recount_in_every_period(long_on: Host, clock: Frozen, make: Make) -> None:
    chance = random.Random(20260302)
    places = [d.id for d in long_on.directory.departments.values()]
    for _each in range(150):
        late_from = clock.now() + timedelta(minutes=chance.randint(-500_000, 40_000))
        end = chance.choice(("none", "early", "at", "late", "cancelled", "given up"))
        more: dict[str, Any] = {"department_id": chance.choice([None, *places])}
        if end in ("early", "at", "late"):
            more["stop_at"] = late_from + {"early": -TICK, "at": TICK * 0, "late": TICK}[end]
        if end in ("cancelled", "given up"):
            more["cancelled_at"] = late_from + (TICK * 0 if end == "given up" else -TICK)
        await _owe(late_from, **more)
    periods = [
        *months_until(MARCH.last, 12),
        period_of("quarter", MARCH.first),
        period_of("year", MARCH.first),
        Period("custom", date(2025, 11, 11), date(2026, 2, 2)),
    ]
    counted, rows = await read(KEPT, SYSTEM, periods), await Duty.filter(code=CODE)
    assert dict(counted.total) == {p: _recount(rows, p, clock.now()) for p in periods}
    year = period_of("year", MARCH.first)
    assert sum(v.whole for v in counted.total.values()) > 100
    for place in [None, *places]:
        of = counted.departments[year].get(place, Value(0, 0))
        assert of == _recount([d for d in rows if d.department_id == place], year, clock.now())


async def test_one_statement_whatever_the_number_of_periods(
    long_on: Host, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    await _owe(MARCH.start + timedelta(hours=1))
    with statements() as seen:
        await read(KEPT, SYSTEM, [*months_until(MARCH.last, 12), MARCH, period_of("year", MARCH.first)])
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("late_from", "month"),
    [
        (midnight(date(2026, 3, 1)), "2026-02"),  # a day clock's 24:00 of 28 February
        (midnight(date(2026, 3, 1)) + TICK, "2026-03"),  # an hour clock due at 00:00 of 1 March
        (midnight(date(2026, 4, 1)), "2026-03"),
        (midnight(date(2026, 4, 1)) + TICK, "2026-04"),
    ],
)
async def test_a_duty_belongs_to_the_period_of_its_last_moment(
    long_on: Host, clock: Frozen, late_from: datetime, month: str
) -> None:
    clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    await _owe(late_from)
    counted = await read(KEPT, SYSTEM, months_until(date(2026, 5, 1), 4))
    assert [p.name for p, value in counted.total.items() if value.whole] == [month]


async def test_a_row_belongs_to_the_period_its_instant_begins(make: Make, clock: Frozen) -> None:
    await make.ticket()
    for instant, month in ((MARCH.start, "2026-03"), (MARCH.start - TICK, "2026-02"), (MARCH.end, "2026-04")):
        with guard.allowed():
            await Enquiry.all().update(answered_at=instant)
        counted = await read(CLOSED, SYSTEM, months_until(date(2026, 4, 1), 3))
        assert [p.name for p, value in counted.total.items() if value.whole] == [month]


async def test_open_overdue_is_not_met_cancelled_and_still_running_are_left_out(long_on: Host, clock: Frozen) -> None:
    now = clock.now()
    await _owe(now)
    assert await _total(KEPT, MARCH) == Value(0, 1)
    await _owe(now + TICK, 2)
    assert await _total(KEPT, MARCH) == Value(0, 1)
    await _owe(now, cancelled_at=now - TICK)
    assert await _total(KEPT, MARCH) == Value(0, 1)
    await _owe(now, cancelled_at=now)
    assert await _total(KEPT, MARCH) == Value(0, 2)
    await _owe(now + TICK, stop_at=now)
    assert await _total(KEPT, MARCH) == Value(1, 3)


async def test_what_falls_due_while_the_plugin_is_off_does_not_count(
    host: Host, clock: Frozen, toggled: Callable[[str], AbstractAsyncContextManager[None]]
) -> None:
    clock.advance(hours=1)
    async with toggled("tech_support"):
        clock.advance(hours=1)
        await _owe(clock.now() - timedelta(minutes=30))
        clock.advance(hours=1)
    clock.advance(hours=1)
    await _owe(clock.now() - timedelta(minutes=30))
    assert await _total(KEPT, MARCH) == Value(0, 1)


async def test_nothing_to_divide_by_is_neither_met_nor_missed(long_on: Host) -> None:
    nothing = await _total(KEPT, MARCH)
    assert (nothing, nothing.fraction) == (Value(0, 0), None)
    assert verdict(KEPT, nothing, Fraction(9, 10)) == "no_data"


async def test_a_reader_counts_what_he_may_read_and_no_more(long_on: Host, clock: Frozen, make: Make) -> None:
    north = next(d.id for d in long_on.directory.departments.values() if d.code == "north")
    await _owe(clock.now(), 2, department_id=north, stop_at=clock.now() - TICK)
    await _owe(clock.now(), 3)
    reader, manager, admin = [await make.actor(login) for login in ("north", "manager", "admin")]
    assert await _total(KEPT, MARCH, reader) == Value(2, 2)
    assert await _total(KEPT, MARCH, manager) == Value(2, 5)
    assert await _total(KEPT, MARCH, admin) == Value(0, 0)
    assert [readable(KEPT, who) for who in (reader, manager, admin)] == [True, True, False]
    assert [sees_all(KEPT, who) for who in (reader, manager)] == [False, True]
    found, _more = await cases(KEPT, reader, MARCH, Wanted("whole"))
    assert len(found) == 2


async def test_a_count_sums_a_column_without_a_denominator(make: Make) -> None:
    for _each in range(2):
        await make.ticket()
    with guard.allowed():
        await Enquiry.all().update(answered_at=MARCH.start, seq=21)
    assert await _total(WEIGHT, MARCH) == Value(42, 1)
    assert choices(WEIGHT) == ("in",)
    [first, second], more = await cases(WEIGHT, SYSTEM, MARCH, Wanted("in"))
    assert (first.value, second.value, more) == (21, 21, False)


async def test_the_cases_of_both_sides_come_in_pages_without_gap_or_double(long_on: Host, clock: Frozen) -> None:
    await _owe(clock.now(), 7)
    await _owe(clock.now(), 4, stop_at=clock.now() - TICK)
    seen: list[int] = []
    after: int | None = None
    for _each in range(4):
        page, more = await cases(KEPT, SYSTEM, MARCH, Wanted("whole", after=after, size=3))
        seen += [case.id for case in page]
        after = page[-1].id
        assert more is (len(seen) < 11)
    assert len(seen) == len(set(seen)) == 11
    before, _more = await cases(KEPT, SYSTEM, MARCH, Wanted("whole", before=seen[6], size=3))
    assert [case.id for case in before] == seen[3:6]
    outs, _more = await cases(KEPT, SYSTEM, MARCH, Wanted("out"))
    ins, _more = await cases(KEPT, SYSTEM, MARCH, Wanted("in"))
    assert (len(outs), len(ins)) == (7, 4)
    assert {(case.value, case.of) for case in outs} == {(0, 1)}


def test_targets_are_compared_exactly_and_shown_rounded() -> None:
    just_below = Value(8999_999, 10_000_000)
    assert rounded((just_below.fraction or Fraction()) * 100) == 9000
    assert verdict(KEPT, just_below, as_target(KEPT, 90)) == "missed"
    assert verdict(KEPT, Value(9, 10), as_target(KEPT, 90)) == "met"
    low = Kpi("core.low", "Low", "", KEPT.part, KEPT.whole, better="low")
    assert verdict(low, Value(3, 100), as_target(low, 3)) == "met"
    assert verdict(low, Value(301, 10_000), as_target(low, 3)) == "missed"
    assert verdict(KEPT, Value(0, 1), as_target(KEPT, 0)) == "no_target"
    assert as_target(low, 0) == 0
    assert rounded(Fraction(1, 200)) == 1
    assert rounded(Fraction(2000, 21)) == 9524


@pytest.mark.parametrize("name", ["2026-03", "2026-Q1", "2026", "2026-02-27..2026-03-01"])
def test_a_period_is_read_back_by_its_name(name: str) -> None:
    period = read_period(name)
    assert period is not None
    assert period.name == name
    assert period.moved(1).start == period.end


@pytest.mark.parametrize("name", ["", "2026-13", "0000", "2026-Q5", "9999", "2026-03-02..2026-03-01", "..", "x"])
def test_what_is_no_period_is_none(name: str) -> None:
    assert read_period(name) is None
    assert between("2000-01-01", "2026-01-01") is None


async def test_in_time_leaves_out_whoever_missed_one_of_his_own_duties(
    long_on: Host, clock: Frozen, make: Make
) -> None:
    first, second, third = [await make.ticket() for _each in range(3)]
    with guard.allowed():
        await Enquiry.all().update(answered_at=MARCH.start)
    in_time = Kpi("core.in_time", "In time", "", Measure("core.enquiry", at="answered_at", in_time=True), CLOSED.whole)
    assert await _total(in_time, MARCH) == Value(3, 3)
    late, own = clock.now(), {"subject_type": "core.enquiry", "plugin": "core"}
    await _owe(late, **own, subject_id=first.id, stop_at=late - TICK)
    await _owe(late, **own, subject_id=second.id, stop_at=late)
    await _owe(late, subject_type="core.enquiry", subject_id=third.id)  # owed by another plugin
    await _owe(late, **own, subject_id=third.id, cancelled_at=late - TICK)
    assert await _total(in_time, MARCH) == Value(2, 3)
    [missed], _more = await cases(in_time, SYSTEM, MARCH, Wanted("out"))
    assert missed.id == second.id


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Kpi("core.x", "X", "XX-1", CLOSED.part, CLOSED.whole), "cites the unknown clause XX-1"),
        (Kpi("core.x", "X", "TS-5.1", CLOSED.part, CLOSED.whole, target="ts.none"), "has the unknown target ts.none"),
        (Kpi("core.x", "X", "TS-5.1", CLOSED.part), "needs a whole"),
        (Kpi("other.x", "X", "TS-5.1", CLOSED.part, CLOSED.whole), "outside the plugin's own names"),
        (
            Kpi("core.x", "X", "TS-5.1", Measure("core.none", "at"), CLOSED.whole),
            "counts the unknown subject core.none",
        ),
        (Kpi("core.x", "X", "TS-5.1", Measure("core.enquiry", "at"), CLOSED.whole), "reads unknown columns ['at']"),
        (Kpi("core.x", "X", "TS-5.1", DutyMeasure(("core.enquiry:none",)), CLOSED.whole), "unknown deadlines"),
    ],
)
def test_a_wrong_declaration_keeps_the_plugin_from_serving(wrong: Kpi, said: str) -> None:
    mine = Loaded(Plugin("core", "Core", "1"), "core.own", "", [wrong])
    assert any(said in problem for problem in problems(mine, load().plugins))
