"""Calls in time order, and the clocks of a fault: S09 and the ways of a chassis fault, through the front door."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.acts.perform import perform
from core.clock import SHANGHAI, Frozen
from core.host.host import Host
from core.models import Duty
from core.testing.make import Make
from plugins.vehicle_warranty.policies_faults import ON_SITE
from tests.plugins.vehicle_warranty.depot import Depot
from tests.plugins.vehicle_warranty.test_stock import keys

START = datetime(2024, 7, 1, 8, tzinfo=SHANGHAI)
HOUR, SECOND, TICK = timedelta(hours=1), timedelta(seconds=1), timedelta(microseconds=1)
LETTER = {"fault": "@fault", "addressee": "底盘厂甲", "medium": "fax", "text": "变速箱异响，请派人检查"}


async def fault(depot: Depot, **more: Any) -> Any:
    customer = await depot.make.customer()
    data = {"customer": customer.number, "vehicle": "CD-0001", "fault": "车门漏水", "fault_group": "body"}
    data |= {"channel": "phone", "service_point": "本部", "distance_m": 100_000, "distance_source": "map"}
    return await depot.do("fault.report", {**data, **more}, login="agent")


async def codes(depot: Depot) -> set[str]:
    return set(await Duty.filter(number=depot.numbers["fault"]).values_list("code", flat=True))


@pytest.mark.clause("VW-3.2.2")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")])
async def test_s09_within_the_radius_somebody_is_on_site_in_time(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await fault(depot)
    assert await codes(depot) == {"body.onsite"}
    clock.set(START + 24 * HOUR + after)
    await depot.do("fault.arrive", login="technician")
    assert await depot.duty("fault", "body.onsite") == state


@pytest.mark.clause("VW-3.2.2")
@pytest.mark.parametrize("way", [{"distance_m": 100_100}, {"supplier_needed": True}])
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")])
async def test_s09_beyond_it_or_with_a_supplier_an_answer_is_owed(
    depot: Depot, clock: Frozen, way: dict[str, Any], after: timedelta, state: str
) -> None:
    clock.set(START)
    await fault(depot, fault_group="other", **way)
    assert await codes(depot) == {"body.answer"}
    clock.set(START + 12 * HOUR + after)
    empty = await depot.attempt("fault.answer", {}, login="agent")
    assert keys(empty, "VW-3.2.2") == {"answer"}
    await depot.do("fault.answer", {"answer": "厂家明日 10 时到"}, login="agent")
    assert await depot.duty("fault", "body.answer") == state


@pytest.mark.clause("VW-3.2.2")
async def test_a_supplier_found_later_adds_a_clock_and_takes_none_away(depot: Depot, clock: Frozen) -> None:
    clock.set(START)
    await fault(depot)
    clock.set(START + 20 * HOUR)
    await depot.do("fault.find_supplier", {}, login="technician")
    assert await codes(depot) == {"body.onsite", "body.answer"}
    found = await Duty.get(number=depot.numbers["fault"], code="body.answer")
    assert found.late_from == START + 32 * HOUR + TICK
    again = await depot.attempt("fault.find_supplier", {}, login="technician")
    assert keys(again, "VW-3.2.2") == {"supplier"}
    early = await depot.attempt("fault.close", {"result": "已修复"}, login="agent")
    assert keys(early, "VW-3.2.2") == {"seen_to"}
    clock.set(START + 24 * HOUR + SECOND)
    await depot.do("fault.arrive", login="technician")
    await depot.do("fault.answer", {"answer": "配件三日内到"}, login="agent")
    assert await depot.duty("fault", "body.onsite") == "met_late"
    assert await depot.duty("fault", "body.answer") == "met"
    await depot.do("fault.close", {"result": "已修复"}, login="agent")


@pytest.mark.clause("VW-3.2.2")
async def test_s09_a_new_value_leaves_the_running_clock_alone(
    host: Host, depot: Depot, clock: Frozen, make: Make
) -> None:
    clock.set(START)
    await fault(depot)
    first = depot.numbers["fault"]
    new = {"key": ON_SITE, "value": "20", "effective_from": START + 4 * HOUR, "reason": "改为 20 小时"}
    await perform("core.policy_value.set", await make.actor("admin"), new)
    await host.refresh()
    clock.set(START + 5 * HOUR)
    await fault(depot)
    late = {d.number: d.late_from for d in await Duty.filter(code="body.onsite")}
    assert late == {first: START + 24 * HOUR + TICK, depot.numbers["fault"]: START + 25 * HOUR + TICK}


@pytest.mark.clause("VW-3.2.3")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")])
async def test_only_a_letter_to_the_maker_stops_the_clock_of_a_chassis_fault(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await fault(depot, fault_group="chassis", to_marketing=True)
    assert await codes(depot) == {"chassis.written"}
    await depot.do("fault.answer", {"answer": "已转底盘厂"}, login="agent")
    assert await depot.duty("fault", "chassis.written") == "running"
    early = await depot.attempt("fault.close", {"result": "已转"}, login="agent")
    assert keys(early, "VW-3.2.3") == {"letter"}
    clock.set(START + 12 * HOUR + after)
    call = await depot.attempt("supplier_contact.send", {**LETTER, "medium": "phone"}, login="agent")
    assert call.status_code == 422
    assert [e["field"] for e in call.json()["errors"]] == ["medium"]
    bare = await depot.attempt("supplier_contact.send", {**LETTER, "text": ""}, login="agent")
    assert keys(bare, "VW-3.2.3") == {"text"}
    await depot.do("supplier_contact.send", LETTER, login="agent")
    assert await depot.duty("fault", "chassis.written") == state


@pytest.mark.clause("VW-3.2.3")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")])
async def test_the_outcome_is_archived_and_told_to_the_user_in_time(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await fault(depot, fault_group="engine", to_marketing=True)
    await depot.do("fault.answer", {"answer": "已转发动机厂"}, login="agent")
    await depot.do("supplier_contact.send", LETTER, login="agent")
    await depot.do("supplier_contact.record_outcome", {"outcome": "更换喷油器"}, login="agent")
    early = await depot.attempt("fault.close", {"result": "已修复"}, login="agent")
    assert keys(early, "VW-3.2.3") == {"fed_back"}
    bare = await depot.attempt("supplier_contact.archive", {}, login="agent")
    assert keys(bare, "VW-3.2.3") == {"archive_no"}
    await depot.do("supplier_contact.archive", {"archive_no": "D-7"}, login="agent")
    clock.set(START + 24 * HOUR + after)
    await depot.do("supplier_contact.feed_back", {"fed_back_to": "用户甲"}, login="agent")
    assert await depot.duty("supplier_contact", "chassis.feedback") == state
    await depot.do("fault.close", {"result": "已修复"}, login="agent")
    late = await depot.attempt("supplier_contact.send", LETTER, login="agent")
    assert keys(late, "VW-3.2.3") == {"fault"}


@pytest.mark.clause("VW-3.2.3")
async def test_a_chassis_fault_that_a_station_took_starts_no_clock(depot: Depot) -> None:
    await fault(depot, fault_group="chassis")
    assert await codes(depot) == set()


CALL = {"sender": "用户甲", "channel": "phone", "content": "问保养里程", "is_clear": True}


@pytest.mark.clause("VW-3.5.1")
@pytest.mark.clause("VW-3.5.3")
async def test_an_unclear_call_is_clarified_before_it_is_answered(depot: Depot) -> None:
    bare = await depot.attempt("call.log", {"channel": "letter", "is_clear": True}, login="agent")
    assert keys(bare, "VW-3.5.1") == {"sender", "content"}
    await depot.do("call.log", {**CALL, "is_clear": False}, login="agent")
    early = await depot.attempt("call.answer", {"answer": "一万公里"}, login="agent")
    assert early.status_code == 409
    assert early.json()["refusals"][0]["clause"] == "VW-3.5.3"
    assert keys(await depot.attempt("call.clarify", {}, login="agent"), "VW-3.5.3") == {"clarification"}
    await depot.do("call.clarify", {"clarification": "问首次保养"}, login="agent")
    await depot.do("call.answer", {"answer": "一万公里"}, login="agent")


@pytest.mark.clause("VW-3.5.2")
@pytest.mark.clause("VW-3.5.4")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met"), (TICK, "met_late")])
async def test_a_call_is_answered_within_a_day_and_the_reply_archived_by_the_next(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await depot.do("call.log", CALL, login="agent")
    clock.set(START + 24 * HOUR + after)
    assert keys(await depot.attempt("call.answer", {}, login="agent"), "VW-3.5.2") == {"answer"}
    await depot.do("call.answer", {"answer": "一万公里"}, login="agent")
    assert await depot.duty("call", "call.answer") == state
    # a day clock: the day of the answer does not count, midnight is late
    clock.set(datetime(2024, 7, 4, tzinfo=SHANGHAI) + after - TICK)
    assert keys(await depot.attempt("call.archive", {}, login="agent"), "VW-3.5.4") == {"archive_no"}
    await depot.do("call.archive", {"archive_no": "L-1"}, login="agent")
    assert await depot.duty("call", "call.archive") == ("met_late" if after == TICK else "met")
