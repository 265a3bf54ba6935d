"""A call becomes a form and the form somebody's; whoever picks up can write a call down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.acts.many import perform_many
from core.acts.perform import perform
from core.clock import Frozen
from core.host.host import Host
from core.models import Ticket, User
from core.models.access import SYSTEM
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Call
from plugins.service_quality.rules.facts import REGION
from tests.plugins.service_quality.flow import PATH, Flow


@pytest.mark.clause("ES-4.2.1")
async def test_call_of_a_routed_region_is_assigned_to_its_technician_at_once(flow: Flow) -> None:
    body = await flow.register()
    row, north = await flow.row(), await User.get(login="north")
    assert body["state"] == "assigned"
    assert (row.owner_id, row.department_id) == (north.id, north.department_id)
    ticket = await Ticket.get(number=flow.number)
    assert (ticket.owner_id, ticket.stage) == (north.id, "service_quality.request.assigned")
    assert await flow.duty("ticket.register") == "met"
    assert await flow.duty("ticket.contact") == "running"


@pytest.mark.clause("ES-4.2.1")
async def test_call_of_a_region_without_route_waits_for_the_call_desk(flow: Flow) -> None:
    await flow.to("registered")
    assert await flow.duty("ticket.register") == "running"
    north = await User.get(login="north")
    body = await flow.do("assign", {"technician": north.id})
    assert body["state"] == "assigned"
    row = await flow.row()
    assert (row.owner_id, row.department_id) == (north.id, north.department_id)
    assert await flow.duty("ticket.register") == "met"
    assert [d["code"] for d in body["duties"]] == ["ticket.contact"]


@pytest.mark.clause("ES-4.2.1")
async def test_route_to_a_department_alone_puts_the_form_there_unassigned(flow: Flow, host: Host) -> None:
    south = host.directory.by_code("south")
    assert south is not None
    await perform("core.route.set", SYSTEM, {"routing": REGION, "key": "south", "department": south.id})
    await host.refresh()
    await flow.register(region="south")
    row = await flow.row()
    assert (row.state, row.department_id) == ("registered", south.id)


@pytest.mark.clause("ES-4.2.1")
@pytest.mark.parametrize(
    ("typed", "state"), [(timedelta(minutes=15), "met"), (timedelta(minutes=15, microseconds=1), "met_late")]
)
async def test_registration_is_timed_from_the_call_not_from_the_typing(
    flow: Flow, clock: Frozen, typed: timedelta, state: str
) -> None:
    await flow.product()
    called = clock.now()
    clock.advance(seconds=typed.total_seconds())
    body = await flow.do("register", flow.call(reported_at=called.isoformat()))
    flow.number = body["number"]
    assert (await flow.duty_row("ticket.register")).start_at == called
    assert await flow.duty("ticket.register") == state
    # the technician's own time starts when he gets it
    assert (await flow.duty_row("ticket.contact")).start_at == clock.now()


@pytest.mark.clause("ES-4.2.1")
async def test_form_of_another_customers_product_is_refused(flow: Flow, make: Make) -> None:
    await flow.product()
    other = await make.asset()
    refusal = named_by(await flow.attempt("register", flow.call(asset=other.id)), "ES-4.2.1")
    assert refusal["keys"] == ["asset"]
    assert await Ticket.all().count() == 0


@pytest.mark.clause("ES-4.2.1")
async def test_form_without_fault_or_from_the_future_is_refused(flow: Flow, clock: Frozen) -> None:
    await flow.product()
    assert named_by(await flow.attempt("register", flow.call(fault="")), "ES-4.2.1")["keys"] == ["fault"]
    ahead = (clock.now() + timedelta(seconds=1)).isoformat()
    refusal = named_by(await flow.attempt("register", flow.call(reported_at=ahead)), "ES-4.2.1")
    assert refusal["keys"] == ["reported_at"]
    assert await Ticket.all().count() == 0


@pytest.mark.clause("ES-2.1")
@pytest.mark.parametrize("days_left", [-1, -4000, None])
@pytest.mark.parametrize("place", ["home", "point"])
async def test_no_request_is_refused_because_the_warranty_is_over(
    flow: Flow, days_left: int | None, place: str
) -> None:
    body = await flow.register(days_left=days_left, place=place)
    row = await flow.row()
    assert (body["state"], row.free, row.place) == ("assigned", False, place)


@pytest.mark.clause("ES-4.1")
@pytest.mark.parametrize(("at", "free"), [("2026-05-10 23:59:59", True), ("2026-05-11 00:00:00", False)])
async def test_warranty_covers_its_last_day_until_midnight(flow: Flow, clock: Frozen, at: str, free: bool) -> None:
    await flow.product(days_left=(date(2026, 5, 10) - date(2026, 3, 2)).days)
    clock.advance(days=90)
    body = await flow.do("register", flow.call(reported_at=at))
    flow.number = body["number"]
    row = await flow.row()
    assert (row.free, row.warranty_to) == (free, date(2026, 5, 10))


@pytest.mark.clause("ES-4.3.3")
@pytest.mark.parametrize("login", ["agent", "technician", "manager", "service_point"])
async def test_every_member_of_staff_can_register_and_log_a_call(flow: Flow, login: str) -> None:
    await flow.product()
    body = await flow.do("register", flow.call(), login=login)
    flow.number = body["number"]
    await flow.do("log_call", {"said": "什么时候来？", "answer": "今天下午"}, login=login)
    call, row = await Call.get(request_id=(await flow.row()).id), await flow.row()
    assert (call.said, call.answer, row.state) == ("什么时候来？", "今天下午", "assigned")


@pytest.mark.clause("ES-4.3.3")
@pytest.mark.parametrize("login", ["agent", "technician", "manager"])
async def test_every_member_of_staff_can_log_and_answer_an_enquiry(client: Client, make: Make, login: str) -> None:
    customer = await make.customer()
    visitor = await client.as_(login)
    data = {"customer": customer.id, "channel": "phone", "question": "怎样除垢？"}
    answer = await visitor.act("/s/core/enquiry", "take", data)
    assert answer.status_code == 201, answer.text
    answered = await visitor.act(f"/s/core/enquiry/{answer.json()['number']}", "answer", {"answer": "用除垢剂"})
    assert (answered.status_code, answered.json()["state"]) == (200, "answered")


async def test_technician_of_another_department_does_not_see_the_form(flow: Flow, client: Client) -> None:
    await flow.register()
    south = await client.as_("south")
    assert (await south.get(f"{PATH}/{flow.number}.json")).status_code == 404
    assert (await south.act(f"{PATH}/{flow.number}", "arrive")).status_code == 404
    assert (await (await client.as_("north")).get(f"{PATH}/{flow.number}.json")).status_code == 200


@pytest.mark.clause("ES-4.2.1")
async def test_somebody_who_has_left_is_not_assigned(flow: Flow) -> None:
    await flow.to("registered")
    south = await User.get(login="south")
    await perform("core.user.disable", SYSTEM, {"reason": "left"}, subject=south.id)
    answer = await flow.attempt("assign", {"technician": south.id})
    assert named_by(answer, "ES-4.2.1")["keys"] == ["technician"]


async def test_many_calls_are_registered_as_one_by_one(flow: Flow, make: Make) -> None:
    await flow.product()
    good, bad = flow.call(), flow.call(asset=(await make.asset()).id)
    agent = await make.actor("agent")
    rows = [good] * 30 + [bad, {**good, "fault": ""}, {**good, "channel": "smoke"}]
    results = await perform_many("service_quality.request.register", agent, rows, key_prefix="calls")
    assert [r.outcome.state for r in results[:30] if r.outcome] == ["assigned"] * 30
    assert [sorted({str(x.clause) for x in r.refusals}) for r in results[30:]] == [["ES-4.2.1"], ["ES-4.2.1"], []]
    assert [e.field for e in results[32].errors] == ["channel"]
    again = await perform_many("service_quality.request.register", agent, rows[:30], key_prefix="calls")
    assert all(r.outcome and r.outcome.repeated for r in again)
    assert await Ticket.all().count() == 30
    flow.number = results[29].outcome.number if results[29].outcome else ""
    assert await flow.duty("ticket.register") == "met"
    assert await flow.duty("ticket.contact") == "running"
