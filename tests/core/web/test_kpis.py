"""The pages of figures: tiles, bars, departments, the cases behind, what was kept of closed periods, and who may look."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest

from core.acts.perform import perform
from core.clock import Frozen
from core.db import guard, sql
from core.db.guard import UnguardedWrite
from core.host.host import Host
from core.models import Figure
from core.models.access import SYSTEM
from core.services.figures import take_figures
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.models import Request
from tests.plugins.service_quality.flow import END, PATH, Flow, kept

COMPLIANCE = "service_quality.compliance"
PAGE, TWIN = f"/kpis/{COMPLIANCE}", f"/kpis/{COMPLIANCE}.json"
APRIL = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
async def visits(host: Host, client: Client, make: Make) -> AsyncIterator[list[str]]:
    """Two visits in March by the technician of the north, one with an item missed: 13 of 14."""
    flow, numbers = await Flow(host, client, make).prepare(), []
    for answer in ("yes", "no"):
        await flow.to("visiting")
        await flow.do("check", kept(no_smoke=answer))
        await flow.do("fix", END)
        numbers.append(flow.number)
    yield numbers


async def _set_target(percent: int, host: Host) -> None:
    data = {"key": "es.compliance_target", "value": str(percent), "reason": "test"}
    await perform("core.policy_value.set", SYSTEM, data)
    await host.refresh()


@pytest.mark.clause("ES-3.1")
async def test_a_tile_shows_figure_fraction_target_and_verdict_in_words(
    host: Host, client: Client, visits: list[str]
) -> None:
    manager = await client.as_("manager")
    page = (await manager.get("/kpis")).text
    assert "92.86 %" in page
    assert "13 / 14" in page
    assert "未设目标值" in page
    await _set_target(93, host)
    page = (await manager.get("/kpis")).text
    assert "目标 ≥ 93 %" in page
    assert "未达标" in page
    await _set_target(92, host)
    page = (await manager.get("/kpis")).text
    assert "未达标" not in page
    assert "达标" in page


@pytest.mark.clause("ES-3.1")
async def test_the_twins_give_exact_numbers(host: Host, client: Client, visits: list[str]) -> None:
    manager = await client.as_("manager")
    body = await manager.json("/kpis.json")
    assert body["period"] == {"name": "2026-03", "kind": "month", "first": "2026-03-01", "last": "2026-03-31"}
    figure = next(k for k in body["kpis"] if k["kpi"] == COMPLIANCE)
    assert {name: figure[name] for name in ("numerator", "denominator", "figure", "verdict", "source")} == {
        "numerator": 13,
        "denominator": 14,
        "figure": "92.86",
        "verdict": "no_target",
        "source": "live",
    }
    detail = await manager.json(TWIN, rows="whole")
    assert [row["value"] for row in detail["rows"]] == [7, 6]
    assert [m["period"] for m in detail["months"]][::11] == ["2025-04", "2026-03"]
    assert [(d["numerator"], d["denominator"]) for d in detail["departments"]] == [(13, 14)]
    empty = await manager.json(TWIN, period="2026-02")
    assert (empty["denominator"], empty["figure"], empty["verdict"], empty["rows"]) == (0, None, "no_data", [])


async def test_the_page_leads_to_the_missed_case_first(client: Client, visits: list[str]) -> None:
    manager = await client.as_("manager")
    page = (await manager.get(PAGE)).text
    assert f"{PATH}/{visits[1]}" in page
    assert f"{PATH}/{visits[0]}" not in page
    assert f"{PATH}/{visits[0]}" in (await manager.get(PAGE, rows="in")).text
    elsewhere = await manager.json(TWIN, rows="whole", department="999999")
    assert elsewhere["rows"] == []


async def test_the_bars_are_an_svg_without_style_or_script(host: Host, client: Client, visits: list[str]) -> None:
    await _set_target(95, host)
    page = (await (await client.as_("manager")).get(PAGE)).text
    plot = page.split('<svg class="plot"', 1)[1].split("</svg>", 1)[0]
    assert plot.count("<rect") == 12
    assert 'class="bar miss"' in plot
    assert 'class="goal"' in plot
    assert "style=" not in page.split("<main", 1)[1]
    widths = [float(w) for w in re.findall(r'x="([\d.]+)%"', plot)]
    assert all(0 <= w <= 100 for w in widths)


async def test_a_reader_sees_the_figures_of_his_own_rows(client: Client, visits: list[str]) -> None:
    south = await client.as_("south")
    figure = next(k for k in (await south.json("/kpis.json"))["kpis"] if k["kpi"] == COMPLIANCE)
    assert figure["denominator"] == 0
    assert (await south.json(TWIN, rows="whole"))["rows"] == []


async def test_who_may_look(host: Host, client: Client, make: Make) -> None:
    for login, status in (("manager", 200), ("auditor", 200), ("technician", 200), ("admin", 403)):
        who = await client.as_(login)
        assert [(await who.get(path)).status_code for path in ("/kpis", "/kpis.json", PAGE, TWIN)] == [status] * 4, (
            login
        )
        assert ('href="/kpis"' in (await who.get("/")).text) is (status == 200)
    manager = await client.as_("manager")
    assert (await manager.get("/kpis/service_quality.nothing")).status_code == 404


async def test_a_figure_over_what_may_not_be_read_is_not_shown(client: Client, make: Make) -> None:
    await make.user("desk", "service_point")
    desk = await client.as_("desk")
    shown = [k["kpi"] for k in (await desk.json("/kpis.json"))["kpis"]]
    assert COMPLIANCE in shown
    assert "tech_support.arrivals" not in shown
    assert (await desk.get("/kpis/tech_support.arrivals")).status_code == 403


@pytest.mark.parametrize(
    "query", ["period=2026-99", "from=x&to=y", "after=abc", "rows=nothing", "department=-1", "period=9999-12"]
)
async def test_what_cannot_be_is_read_as_nothing_asked(client: Client, query: str) -> None:
    manager = await client.as_("manager")
    assert (await manager.get(f"{PAGE}?{query}")).status_code == 200
    assert (await manager.get(f"/kpis?{query}")).status_code == 200


async def test_any_two_days_are_a_period(client: Client, visits: list[str], clock: Frozen) -> None:
    manager = await client.as_("manager")
    for first, last, counted in (("2026-03-02", "2026-03-02", 14), ("2026-03-03", "2026-03-09", 0)):
        body = await manager.json(TWIN, **{"from": first, "to": last})
        assert (body["period"]["first"], body["period"]["last"], body["denominator"]) == (first, last, counted)


async def test_a_closed_periods_figure_is_kept_once_and_never_moves(
    host: Host, client: Client, visits: list[str], clock: Frozen
) -> None:
    await _set_target(90, host)
    clock.set(APRIL)
    taken = await take_figures(host)
    assert taken == len(host.registry.kpis) * 2  # March and the first quarter
    assert await take_figures(host) == 0
    march = await Figure.get(kpi=COMPLIANCE, first_day=date(2026, 3, 1), last_day=date(2026, 3, 31))
    assert (march.numerator, march.denominator, march.policies) == (13, 14, {"es.compliance_target": 90})

    await _set_target(99, host)
    with guard.allowed():
        await Request.filter(number=visits[1]).update(ones_kept=0)
    assert await take_figures(host) == 0
    manager = await client.as_("manager")
    body = await manager.json(TWIN, period="2026-03")
    assert (body["numerator"], body["denominator"], body["source"], body["verdict"]) == (13, 14, "snapshot", "met")
    assert body["live"] == {"numerator": 7, "denominator": 14}
    page = (await manager.get(PAGE, period="2026-03")).text
    assert "92.86 %" in page
    assert "留存" in page
    assert "7 / 14" in page
    # whoever sees only a part gets what counts in his part, and it is live
    north = await (await client.as_("north")).json(TWIN, period="2026-03")
    assert (north["numerator"], north["source"]) == (7, "live")


async def test_downtime_is_caught_up_with(host: Host, clock: Frozen) -> None:
    clock.set(datetime(2027, 1, 15, tzinfo=UTC))
    await take_figures(host)
    periods = await Figure.filter(kpi=COMPLIANCE).order_by("first_day", "last_day").values_list("first_day", "last_day")
    months = [first for first, last in periods if last - first < timedelta(days=31)]
    assert (len(months), len(periods)) == (10, 10 + 4 + 1)


async def test_nobody_writes_a_kept_figure_past_the_job(host: Host) -> None:
    with pytest.raises(UnguardedWrite):
        await sql.execute("UPDATE core_figure SET numerator = 1")


async def test_statements_do_not_grow_with_rows(
    client: Client, visits: list[str], statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    manager = await client.as_("manager")
    with statements() as before:
        await manager.get("/kpis")
    with statements() as on_quarter:
        await manager.get("/kpis", period="2026-Q1")
    assert len(on_quarter) == len(before) <= 6
