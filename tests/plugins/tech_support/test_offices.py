"""TS-5.4 and TS-5.1b: each region has its office, and the user sees how to reach it."""

from __future__ import annotations

from typing import Any

import pytest

from core.acts.perform import perform
from core.host.host import Host
from core.models import Ticket
from core.models.access import SYSTEM
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.tech_support.models import Office
from plugins.tech_support.regions import OFFICES, ROUTING, city_of
from tests.plugins.tech_support.desk import ANSWER, QUESTION, Desk

OFFICE = "/s/tech_support/office"
CARD = {"region": "north", "hotline": "010-0000 0000", "mobile": "138 0000 0000"}


async def _department(host: Host, code: str, **more: Any) -> int:
    made = await perform("core.department.create", SYSTEM, {"code": code, "name": code, **more})
    await host.refresh()
    return made.id


@pytest.mark.clause("TS-5.4")
async def test_a_region_goes_to_the_office_set_for_it(desk: Desk, host: Host) -> None:
    office, person = await _department(host, "far"), (await desk.make.actor("office")).id
    route = {"routing": ROUTING, "key": "far west", "department": office, "user": person}
    await perform("core.route.set", SYSTEM, route)
    await host.refresh()
    await desk.ask(region="far west")
    row = await desk.row()
    assert (row.region, row.department_id, row.owner_id) == ("far west", office, person)
    ticket = await Ticket.get(id=row.ticket_id)
    assert (ticket.region, ticket.department_id, ticket.owner_id) == ("far west", office, person)
    duty = await desk.duty_row(QUESTION, "answer")
    assert (duty.department_id, duty.owner_id) == (office, person)


@pytest.mark.clause("TS-5.4")
@pytest.mark.parametrize("region", ["Urumqi", "乌鲁木齐"])
async def test_the_cities_of_the_regulation_find_their_office_without_any_setting(
    desk: Desk, host: Host, region: str
) -> None:
    office = await _department(host, "wlmq-office")
    await desk.ask(region=region)
    assert (await desk.row()).department_id == office


@pytest.mark.clause("TS-5.4")
async def test_the_region_typed_goes_before_the_customers(desk: Desk, host: Host) -> None:
    office = await _department(host, "wh-office")
    await desk.ask(region="north")
    assert (await desk.row()).department_id != office
    customer = await desk.make.customer(region="north")
    data = {"customer": customer.id, "title": "通讯中断", "channel": "phone", "region": "Wuhan"}
    desk.numbers[QUESTION] = (await desk.do(QUESTION, "ask", data))["number"]
    assert (await desk.row()).department_id == office


@pytest.mark.clause("TS-5.4")
async def test_without_an_office_the_question_stays_with_whoever_took_it(desk: Desk) -> None:
    await desk.ask(region="nowhere")
    row, support = await desk.row(), await desk.make.actor("support")
    assert (row.department_id, row.owner_id) == (support.department_id, support.id)


@pytest.mark.clause("TS-5.4")
def test_there_are_the_seven_cities_of_the_regulation() -> None:
    assert len(OFFICES) == 7
    assert [city_of(city) for city in OFFICES] == list(OFFICES)
    assert city_of("nowhere") is None


@pytest.mark.clause("TS-5.1b")
async def test_an_office_needs_hotline_and_mobile(client: Client) -> None:
    manager = await client.as_("service_manager")
    refusal = named_by(await manager.act(OFFICE, "open", {"region": "north"}), "TS-5.1b")
    assert refusal["keys"] == ["hotline", "mobile"]
    assert (await manager.act(OFFICE, "open", CARD)).status_code == 201


@pytest.mark.clause("TS-5.1b")
async def test_hotline_hours_and_numbers_are_shown_on_the_workbench_and_the_ticket(desk: Desk, client: Client) -> None:
    manager, support = await client.as_("service_manager"), await client.as_("support")
    await manager.act(OFFICE, "open", CARD)
    await manager.act(OFFICE, "open", {**CARD, "region": "south", "hotline": "020-0000 0000"})
    await desk.ask(region="north")
    number = (await Ticket.get(id=(await desk.row()).ticket_id)).number
    page = await support.get(f"/slot/tech_support/reach/core/ticket/{number}")
    assert page.status_code == 200, page.text[:300]
    assert "08:30–17:30" in page.text
    assert "010-0000 0000" in page.text
    assert "020-0000 0000" not in page.text
    assert "138 0000 0000" in page.text


@pytest.mark.clause("TS-5.1b")
async def test_no_telephone_number_is_shipped(client: Client) -> None:
    """A company that has entered none is shown none."""
    support = await client.as_("support")
    assert (await support.get("/slot/tech_support/reach_all")).text == ""
    assert not await Office.exists()


async def test_open_questions_show_on_the_customers_page(desk: Desk, client: Client) -> None:
    await desk.ask()
    support = await client.as_("support")
    customer = (await (await desk.row()).customer).number
    page = await support.get(f"/slot/tech_support/questions/core/customer/{customer}")
    assert desk.numbers[QUESTION] in page.text


@pytest.mark.clause("TS-5.4")
async def test_whoever_a_route_names_may_answer(desk: Desk, host: Host) -> None:
    technician = await desk.make.actor("north")
    await perform("core.route.set", SYSTEM, {"routing": ROUTING, "key": "Wuhan", "user": technician.id})
    await host.refresh()
    for login in ("technician", "manager", "support", "office", "service_manager"):
        await desk.ask(region="Wuhan")
        row = await desk.row()
        assert (row.owner_id, row.department_id) == (technician.id, technician.department_id)
        await desk.do(QUESTION, "answer", ANSWER, login=login)


@pytest.mark.clause("TS-5.1b")
async def test_every_office_is_shown_to_whoever_works_here(client: Client) -> None:
    """How users are reached is no secret between departments."""
    manager = await client.as_("service_manager")
    number = (await manager.act(OFFICE, "open", CARD)).json()["number"]
    elsewhere = await client.as_("south")
    assert (await elsewhere.get(f"{OFFICE}/{number}")).status_code == 200
    assert (await elsewhere.act(f"{OFFICE}/{number}", "change", CARD)).status_code in (403, 404)
