"""Signature, old parts in time, claims, advances, expenses and conduct, through the front door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from core.clock import SHANGHAI, Frozen
from core.models import Duty, User
from tests.plugins.vehicle_warranty.depot import STROKES, Depot
from tests.plugins.vehicle_warranty.test_stock import keys

TICK = timedelta(microseconds=1)
START = datetime(2024, 7, 2, 9, tzinfo=SHANGHAI)
SIGN = {"user_opinion": "满意", "signer_name": "用户甲", "signature": STROKES}


@pytest.mark.clause("VW-3.3.2")
async def test_the_user_signs_after_the_service_and_then_nothing_changes(depot: Depot, clock: Frozen) -> None:
    clock.set(START)
    await depot.order()
    await depot.do("report.write", {"order": "@order", "cause": "轴承损坏", "handling": "更换发电机"})
    early = await depot.attempt("report.sign", SIGN)
    assert early.status_code == 409
    assert early.json()["refusals"][0]["clause"] == "VW-3.3.2"
    await depot.do("report.end_service")
    await depot.do("report.sign", SIGN)
    sealed = await depot.row("report")
    assert sealed.seals
    again = await depot.attempt("report.sign", {**SIGN, "user_opinion": "不满意"})
    assert again.json()["refusals"][0]["clause"] == "VW-3.3.2"
    assert (await depot.row("report")).user_opinion == "满意"


@pytest.mark.clause("VW-3.4.2e4")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met_late")])
async def test_an_old_part_is_handed_in_by_the_third_day(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await depot.part()
    await depot.reported()
    await depot.tagged()
    await depot.do("order.come_back", {})
    clock.set(datetime(2024, 7, 6, tzinfo=SHANGHAI) + after)
    await depot.do("old_part.receive")
    assert await depot.duty("old_part", "oldpart.back") == state


@pytest.mark.clause("VW-3.7.5")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met_late")])
async def test_an_old_part_is_dealt_with_by_the_end_of_the_next_month(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await depot.held()
    clock.set(datetime(2024, 9, 1, tzinfo=SHANGHAI) + after)
    await depot.do("old_part.scrap", login="manager")
    assert await depot.duty("old_part", "oldpart.deal") == state


@pytest.mark.clause("VW-3.7.5")
@pytest.mark.clause("VW-3.8")
async def test_a_part_with_an_open_claim_is_not_scrapped(depot: Depot) -> None:
    await depot.claimed()
    refused = await depot.attempt("old_part.scrap", login="manager")
    assert refused.status_code == 409
    assert refused.json()["refusals"][0]["clause"] == "VW-3.7.5"


@pytest.mark.clause("VW-3.8")
@pytest.mark.parametrize(("after", "state"), [(-TICK, "met"), (timedelta(), "met_late")])
async def test_a_claim_is_opened_in_time_and_followed_until_settled(
    depot: Depot, clock: Frozen, after: timedelta, state: str
) -> None:
    clock.set(START)
    await depot.held()
    clock.set(datetime(2024, 7, 10, tzinfo=SHANGHAI) + after)
    await depot.do("claim.open", {"old_part": "@old_part", "amount": "800.00"})
    assert await depot.duty("old_part", "claim.open") == state
    await depot.do("claim.send", {"what": "寄出索赔函"})
    running = Duty.filter(number=depot.numbers["claim"], code="claim.next", running=True)
    assert await running.count() == 1
    await depot.do("claim.accept", {"what": "同意"})
    await depot.do("claim.settle", {"settled": "800.00"})
    assert await depot.duty("claim", "claim.next") == "cancelled"
    assert (await depot.row("claim")).settled == 80_000


@pytest.mark.clause("VW-3.4.1c")
@pytest.mark.clause("VW-3.4.3d")
async def test_an_advance_is_approved_paid_and_expenses_need_their_vouchers(depot: Depot) -> None:
    await depot.order()
    bare = await depot.attempt("cash_advance.ask", {"order": "@order", "amount": "500.00"})
    assert keys(bare, "VW-3.4.1c") == {"reason"}
    await depot.do("cash_advance.ask", {"order": "@order", "amount": "500.00", "reason": "差旅"})
    early = await depot.attempt("cash_advance.pay")
    assert early.json()["refusals"][0]["clause"] == "VW-3.4.1c"
    await depot.do("cash_advance.approve")
    await depot.do("cash_advance.pay")
    none = await depot.attempt("expense_claim.submit", {"order": "@order", "lines": []})
    assert keys(none, "VW-3.4.3d") == {"lines"}
    lines = [{"what": "住宿", "voucher_no": "", "amount": "320.00"}]
    await depot.do("expense_claim.submit", {"order": "@order", "lines": lines})
    assert keys(await depot.attempt("expense_claim.approve"), "VW-3.4.3d") == {"voucher:住宿"}
    await depot.do("expense_claim.add_voucher", {"what": "住宿", "voucher_no": "F-1"})
    unpaid = await depot.attempt("expense_claim.pay")
    assert unpaid.json()["refusals"][0]["clause"] == "VW-3.4.3d"
    await depot.do("expense_claim.approve")
    await depot.do("expense_claim.pay")


@pytest.mark.clause("VW-3.3.4b")
@pytest.mark.clause("VW-3.3.5")
async def test_only_the_decision_on_a_conduct_case_closes_an_account(depot: Depot, sweep: Callable[[], Any]) -> None:
    person = await depot.make.actor("technician")
    base = {"person": person.id, "clause": "VW-3.3.4b"}
    assert keys(await depot.attempt("conduct_case.open", base), "VW-3.3.5") == {"facts_text"}
    await depot.do("conduct_case.open", {**base, "facts_text": "向用户索要礼品"})
    assert (await depot.row("conduct_case")).prescribed == "dismissal"
    await depot.do("conduct_case.hear", {"statement": "承认"})
    assert (await User.get(id=person.id)).state != "disabled"
    mild = await depot.attempt("conduct_case.decide", {"decision": "warning"})
    assert keys(mild, "VW-3.3.4b") == {"grounds"}
    await sweep()
    assert (await User.get(id=person.id)).state != "disabled"
    await depot.do("conduct_case.decide", {"decision": "dismissal"})
    await sweep()
    assert (await User.get(id=person.id)).state == "disabled"
