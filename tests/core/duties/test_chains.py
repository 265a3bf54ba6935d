"""Deadlines that chain, come ahead of a day, act when due, and are corrected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.acts.perform import perform
from core.db import guard
from core.declare import N_, Act, Deadline, Facts, Gate, Missing, On, Stage, Subject
from core.forms import Form
from core.forms_fields import Text
from core.host.checks import Known, problems
from core.host.host import Host
from core.models import Asset, Duty, Journal
from core.models.access import SYSTEM
from core.rules.duty import duty_state
from core.rules.spans import TICK, day_of
from core.services.sweep import sweep
from core.web.explain import how
from tests.core.duties.rounds import ASSET, CARD, at, policies, rounds
from tests.core.duties.test_windows import bought

Open = Callable[..., Awaitable[Host]]
EDIT, ARCHIVE = f"{ASSET}.edit", f"{ASSET}.archive"


def deadline(**more: Any) -> Deadline:
    """Runs from a card line to the next edit of the asset."""
    base: dict[str, Any] = {
        "code": "report",
        "on": ASSET,
        "clause": "RD-3",
        "label": "Report",
        "start": On(f"{ASSET}.register"),
        "stop": On(CARD, at="on"),
        "by": "rounds",
    }
    return Deadline(**{**base, **more})


async def card(asset: Asset, on: str) -> None:
    await perform(CARD, SYSTEM, {"on": on, "content": "told"}, subject=asset.id)


async def edit(asset: Asset, **data: Any) -> None:
    base = {"identifier": asset.identifier, "name": asset.name, "acquired_on": asset.acquired_on.isoformat()}
    await perform(EDIT, SYSTEM, {**base, **data}, subject=asset.id)


async def states(house: Host, now: Any) -> list[str]:
    return [duty_state(d, now, house.enabled) for d in await Duty.all().order_by("id")]


async def test_the_next_one_starts_at_the_stop_until_the_column_is_set(open_house: Open, clock):
    chained = deadline(length="rd.week", repeat_until="site", cancel=On(EDIT, when=lambda v: bool(v.data.site)))
    house = await open_house(*policies(week=(7, "d")), chained)
    asset = await bought(house, "2026-03-01")
    clock.set(at("2026-03-05 10:00"))
    await card(asset, "2026-03-05")
    assert await states(house, clock.now()) == ["met", "running"]
    second = await Duty.all().order_by("-id").first()
    assert second.start_at == at("2026-03-05 00:00")
    assert day_of(second.late_from - TICK) == date(2026, 3, 12)
    assert second.computed["chain"] == 2
    assert "连续第 2 次" in how(second)
    assert (await Asset.get(id=asset.id)).next_late == second.late_from
    clock.set(at("2026-03-20 10:00"))
    await card(asset, "2026-03-20")
    assert await states(house, clock.now()) == ["met", "met_late", "running"]
    await edit(asset, site="Hall 1")
    assert await states(house, clock.now()) == ["met", "met_late", "cancelled"]
    assert (await Asset.get(id=asset.id)).next_late is None


async def test_a_chain_ends_with_the_act_that_makes_its_facts_hold(open_house: Open, clock):
    async def sold(keys: Any) -> dict[int, bool]:
        return {r["id"]: bool(r["site"]) for r in await Asset.filter(id__in=keys).values("id", "site")}

    chained = deadline(length="rd.week", repeat_until="rounds.sold")
    house = await open_house(*policies(week=(7, "d")), Facts("rounds.sold", sold), chained)
    asset = await bought(house, "2026-03-01")
    await card(asset, "2026-03-02")
    await edit(asset, site="sold")
    await card(asset, "2026-03-02")
    assert await states(house, clock.now()) == ["met", "met"]


@pytest.mark.parametrize(
    ("pickup", "last", "short"), [("2026-04-01", "2026-03-17", False), ("2026-03-10", "2026-03-02", True)]
)
async def test_days_ahead_of_a_day_and_the_day_itself_when_too_few_are_left(
    open_house: Open, clock, pickup, last, short
):
    notice = deadline(until="warranty_to", minus="rd.lead")
    house = await open_house(*policies(lead=(15, "d")), notice)
    await bought(house, "2026-03-01", pickup)
    duty = await Duty.get()
    assert day_of(duty.late_from - TICK) == date.fromisoformat(last)
    assert duty.computed.get("short_lead", False) is short
    assert duty.policies == {"rd.lead": 15}
    assert f"{pickup} 之前 15 天" in how(duty)
    assert ("余下天数不足" in how(duty)) is short


async def test_the_system_acts_once_when_the_time_is_up(open_house: Open, clock):
    house = await open_house(*policies(day=(1, "d")), deadline(length="rd.day", on_due=ARCHIVE))
    asset = await bought(house, "2026-03-01")
    clock.set(at("2026-03-03 23:59:59"))
    assert (await sweep(house)).performed == 0
    clock.set(at("2026-03-04 00:00"))
    assert (await sweep(house)).performed == 1
    assert (await Asset.get(id=asset.id)).state == "archived"
    with guard.allowed():
        await Duty.all().update(performed_at=None)  # as after a kill between the act and its note
    await sweep(house)
    await sweep(house)
    assert await Journal.filter(act=ARCHIVE).count() == 1


async def test_a_refused_act_is_journaled_once_and_the_duty_stays(open_house: Open, clock):
    shut = Gate(ARCHIVE, "RD-4", lambda v: [Missing("key", "a key")])
    house = await open_house(*policies(day=(1, "d")), deadline(length="rd.day", on_due=ARCHIVE), shut)
    await bought(house, "2026-03-01")
    clock.set(at("2026-03-09 10:00"))
    await sweep(house)
    await sweep(house)
    line = await Journal.get(act=ARCHIVE)
    assert line.refused
    assert line.refusals[0]["clause"] == "RD-4"
    assert await states(house, clock.now()) == ["late"]


@pytest.mark.parametrize("away", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-1), timedelta(days=1)])
async def test_a_clock_set_wrong_and_right_again_acts_once(open_house: Open, clock, away):
    house = await open_house(*policies(day=(1, "d")), deadline(length="rd.day", on_due=ARCHIVE))
    await bought(house, "2026-03-01")
    due = at("2026-03-04 00:00")
    for now in (due + away, due, due + away, due + timedelta(days=2)):
        clock.set(now)
        await sweep(house)
    assert await Journal.filter(act=ARCHIVE).count() == 1
    assert await Duty.filter(lapsed_at__isnull=False).count() == 1


# ── corrections: on a subject of the made-up plugin over the core's table of assets ──
THING = "rounds.thing"


class CorrectForm(Form):
    site = Text(N_("Site"), max=60)
    reason = Text(N_("Reason"), max=60, required=True)


def thing() -> tuple[Any, ...]:
    """`near` and `far` clocks: which of them runs hangs on the site; the correction may change it."""
    acts = (
        Act("report", THING, "Report", by="system", form=CorrectForm, writes=("site",)),
        Act("answer", THING, "Answer", by="system"),
        Act(
            "correct",
            THING,
            "Correct",
            ("manager",),
            CorrectForm,
            writes=("site",),
            by="either",
            corrects=("near", "far"),
        ),
    )
    states_ = {"active": Stage("Active"), "archived": Stage("Archived", "done")}
    clocks = [
        Deadline(
            code,
            THING,
            "RD-5",
            code,
            start=On(f"{THING}.report", when=lambda v, site=code: v.data.site == site),
            stop=On(f"{THING}.answer"),
            length=f"rd.{code}",
        )
        for code in ("near", "far")
    ]
    return (
        Subject(THING, Asset, "Thing", states_, "active", "RT"),
        *acts,
        *clocks,
        *policies(near=(24, "h"), far=(12, "h")),
    )


@pytest.fixture
async def reported(open_house: Open, clock, monkeypatch) -> tuple[Host, Asset]:
    """A thing reported as near at nine, by mistake."""
    monkeypatch.setattr("tests.core.duties.conftest.problems", lambda *_: [])  # its table is the core's
    house = await open_house(*thing())
    asset = await bought(house, "2026-03-01")
    await perform(f"{THING}.report", SYSTEM, {"site": "near", "reason": "call"}, subject=asset.id)
    return house, asset


async def test_a_correction_starts_the_right_clock_from_the_original_start(reported, clock):
    house, asset = reported
    started = clock.now()
    clock.advance(hours=3)
    await perform(f"{THING}.correct", SYSTEM, {"site": "far", "reason": "misheard"}, subject=asset.id)
    near, far = await Duty.all().order_by("id")
    assert await states(house, clock.now()) == ["cancelled", "running"]
    assert (near.code, far.code, far.start_at) == ("near", "far", started)
    assert far.due_at == started + timedelta(hours=12)
    assert far.policies == {"rd.far": 12}
    assert far.computed["corrects"] == f"{THING}.correct"
    assert (await Asset.get(id=asset.id)).next_late == far.late_from


async def test_a_late_one_stays_missed_and_is_not_started_again(reported, clock):
    house, asset = reported
    clock.advance(hours=25)
    await perform(f"{THING}.correct", SYSTEM, {"site": "near", "reason": "nothing new"}, subject=asset.id)
    assert await states(house, clock.now()) == ["missed"]


async def test_a_correction_after_the_end_starts_nothing(reported, clock):
    house, asset = reported
    await perform(f"{THING}.answer", SYSTEM, subject=asset.id)
    await perform(f"{THING}.correct", SYSTEM, {"site": "far", "reason": "late"}, subject=asset.id)
    assert await states(house, clock.now()) == ["met"]


async def test_what_leads_nowhere_is_said_at_the_start(databases):
    core = [p for p in databases.found.plugins if p.name == "core"]
    wrong = (
        deadline(minus="rd.none", until="site"),
        deadline(code="b", length="rd.w", repeat_until="no_such"),
        deadline(code="c", until="site", on_due="core.customer.edit"),
    )
    told = " ".join(problems(rounds(*policies(w=(1, "d")), *wrong), core))
    for part in ("unknown policy rd.none", "no_such, neither a column", "which is no act of core.asset"):
        assert part in told
    assert Known(core).calendars == {"core.work"}
