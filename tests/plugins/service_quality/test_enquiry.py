"""ES-4.3.1: in each half year after the purchase the customer is asked about use, needs and satisfaction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.clock import SHANGHAI, Frozen
from core.host.host import Host
from core.models import Asset, Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Enquiry

PATH = "/s/service_quality/enquiry"
SAID = {"channel": "phone", "usage": "每天使用", "needs": "暂无", "satisfaction": "satisfied"}


@pytest.fixture
async def asset(host: Host, make: Make) -> Asset:
    """Bought on the last of August, half a year and a day before the tests' morning."""
    made = await make.asset(await make.customer(), acquired_on="2025-08-31", warranty_to="2028-08-31")
    return await Asset.get(id=made.id)


async def ask(client: Client, asset: Asset, login: str = "agent", **data: Any) -> Any:
    return await (await client.as_(login)).act(PATH, "record", {"asset": asset.number, **SAID, **data})


async def states(host: Host, clock: Frozen) -> list[tuple[int | None, str]]:
    rows = await Duty.filter(code="es.enquiry").order_by("window_no")
    return [(row.window_no, duty_state(row, clock.now(), host.enabled)) for row in rows]


@pytest.mark.clause("ES-4.3.1")
async def test_one_enquiry_is_owed_in_each_half_year_after_the_purchase(asset, host, client, clock, sweep):
    await sweep()
    duty = await Duty.get(code="es.enquiry")
    assert (duty.window_no, duty.window_from, duty.window_to) == (2, date(2026, 3, 1), date(2026, 8, 31))
    assert (duty.plugin, duty.role, duty.policies) == ("service_quality", "agent", {"es.enquiry_months": 6})
    answer = await ask(client, asset)
    assert answer.status_code == 201, answer.text
    assert await states(host, clock) == [(2, "met")]
    row = await Enquiry.get(number=answer.json()["number"])
    assert (row.asset_id, row.customer_id, row.asked_at) == (asset.id, asset.customer_id, clock.now())
    assert row.department_id == asset.department_id


@pytest.mark.clause("ES-4.3.1")
async def test_a_half_year_without_one_stays_missed(asset, host, client, clock, sweep):
    await sweep()
    clock.set(clock.now().replace(month=9, day=1))
    assert await states(host, clock) == [(2, "missed")]
    await sweep()
    await ask(client, asset)
    assert await states(host, clock) == [(2, "missed"), (3, "met")]


@pytest.mark.clause("ES-4.3.1")
@pytest.mark.parametrize("left_out", ["usage", "needs", "satisfaction"])
async def test_an_enquiry_without_what_the_clause_asks_for_is_refused(asset, client, left_out):
    answer = await ask(client, asset, **{left_out: ""})
    assert named_by(answer, "ES-4.3.1")["keys"] == [left_out]
    assert not await Enquiry.exists()


async def test_a_product_no_longer_in_use_is_not_asked_about(asset, client, sweep, clock, host):
    await sweep()
    await (await client.as_("manager")).act(f"/s/core/asset/{asset.number}", "archive")
    assert named_by(await ask(client, asset), "ES-4.3.1")["keys"] == ["asset"]
    assert await states(host, clock) == [(2, "cancelled")]


async def test_the_products_page_tells_what_is_owed_and_how_that_came_about(asset, client, sweep, clock):
    await sweep()
    visitor = await client.as_("agent")
    page = (await visitor.get(f"/s/core/asset/{asset.number}")).text
    assert "询问客户产品使用情况" in page
    assert "自 2025-08-31 起第 2 期，2026-03-01 至 2026-08-31" in page
    assert "期内已完成 0 次，应完成 1 次" in page
    assert "es.enquiry" in (await visitor.get("/duties.json")).text
    slot = f"/slot/service_quality/enquiries/core/asset/{asset.number}"
    assert f"/new/record?asset={asset.number}" in (await visitor.get(slot)).text
    number = (await ask(client, asset)).json()["number"]
    assert number in (await visitor.get(slot)).text
    for path in (PATH, f"{PATH}/{number}", f"{PATH}/new/record?asset={asset.number}"):
        assert (await visitor.get(path)).status_code == 200, path


async def test_a_talk_counts_in_the_half_year_in_which_it_took_place(asset, host, client, clock, sweep):
    await sweep()
    clock.set(clock.now().replace(month=9, day=1))
    asked_at = clock.now().astimezone(SHANGHAI).replace(month=8, day=31).isoformat()
    assert (await ask(client, asset, asked_at=asked_at)).status_code == 201
    assert await states(host, clock) == [(2, "met"), (3, "running")]
