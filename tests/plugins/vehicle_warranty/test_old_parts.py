"""Old parts, claims, money and conduct: their gates, clocks and outcomes through the front door."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.clock import SHANGHAI, Frozen
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.vehicle_warranty.depot import Depot
from tests.plugins.vehicle_warranty.test_stock import keys

TICK = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.clause("VW-3.7.5")
async def test_a_part_received_in_march_is_dealt_with_by_the_end_of_april(depot: Depot, clock: Frozen) -> None:
    await depot.held()
    assert str((await depot.row("old_part")).deal_by) == "2026-04-30"
    clock.set(at("2026-05-01 00:00") - TICK)
    assert await depot.duty("old_part", "oldpart.deal") == "warned"
    clock.set(at("2026-05-01 00:00"))
    assert await depot.duty("old_part", "oldpart.deal") == "late"
    await depot.do("old_part.return_supplier")
    assert await depot.duty("old_part", "oldpart.deal") == "met_late"
    assert (await depot.balances()) == {("vehicle", "CD-0001", "ALT-1"): -1, ("supplier", "配套厂甲", "ALT-1"): 1}


@pytest.mark.clause("VW-3.8")
async def test_a_claim_is_due_in_seven_days_and_only_under_the_suppliers_warranty(depot: Depot, clock: Frozen) -> None:
    await depot.held()
    clock.set(at("2026-03-10 00:00") - TICK)
    assert await depot.duty("old_part", "claim.open") == "warned"
    clock.set(at("2026-03-10 00:00"))
    assert await depot.duty("old_part", "claim.open") == "late"
    bare = await depot.attempt("claim.open", {"old_part": "@old_part"})
    assert keys(bare, "VW-3.8") == {"amount"}
    await depot.part("ALT-2", supplier_months=3, supplier_km=0)
    await depot.received()
    assert await depot.duty("old_part", "claim.open") == "none"
    late = await depot.attempt("claim.open", {"old_part": "@old_part", "amount": "1.00"})
    assert keys(late, "VW-3.8") == {"lapsed"}
    assert (
        await depot.attempt("claim.open", {"old_part": "@old_part", "amount": "1.00"}, confirmed=True)
    ).status_code == 201


@pytest.mark.clause("VW-3.8")
async def test_the_page_of_claims_tells_who_owes_and_what_lapses(depot: Depot, client: Client) -> None:
    await depot.claimed()
    clerk = await client.as_("claims_clerk")
    page = await clerk.get("/p/vehicle_warranty/claims")
    assert page.status_code == 200
    assert "配套厂甲" in page.text
    assert "800.00" in page.text
    assert (await (await client.as_("technician")).get("/p/vehicle_warranty/claims")).status_code == 403


@pytest.mark.clause("VW-3.4.1c")
@pytest.mark.clause("VW-3.4.3d")
async def test_expenses_are_reviewed_with_vouchers_paid_and_set_off(depot: Depot) -> None:
    await depot.order()
    aimless = await depot.attempt("cash_advance.ask", {"order": "@order", "amount": "500.00"})
    assert keys(aimless, "VW-3.4.1c") == {"reason"}
    await depot.do("cash_advance.ask", {"order": "@order", "amount": "500.00", "reason": "差旅"})
    assert (await depot.attempt("cash_advance.pay")).json()["refusals"][0]["clause"] == "VW-3.4.1c"
    await depot.do("cash_advance.approve")
    await depot.do("cash_advance.pay")
    none = await depot.attempt("expense_claim.submit", {"order": "@order"})
    assert keys(none, "VW-3.4.3d") == {"lines"}
    lines = [{"what": "车票", "voucher_no": "T-1", "amount": "320.00"}, {"what": "住宿", "amount": "150.50"}]
    await depot.do("expense_claim.submit", {"order": "@order", "lines": lines})
    assert keys(await depot.attempt("expense_claim.approve"), "VW-3.4.3d") == {"voucher:住宿"}
    early = await depot.attempt("expense_claim.pay")
    assert early.json()["refusals"][0]["clause"] == "VW-3.4.3d"
    await depot.do("expense_claim.add_voucher", {"what": "住宿", "voucher_no": "H-1"})
    await depot.do("expense_claim.approve")
    await depot.do("expense_claim.pay")
    paid = await depot.row("expense_claim")
    assert (paid.total, paid.advance, paid.payable) == (47050, 50000, -2950)
    assert (await depot.row("cash_advance")).state == "offset"


@pytest.mark.clause("VW-3.3.2")
async def test_lighter_decisions_need_grounds_and_nobody_decides_on_himself(depot: Depot, make: Make) -> None:
    manager = await make.actor("manager")
    await depot.do("conduct_case.open", {"person": manager.id, "clause": "VW-3.3.2", "facts_text": "代签"})
    himself = await depot.attempt("conduct_case.hear", {"statement": "无"})
    assert keys(himself, "VW-3.3.2") == {"other_person"}


@pytest.mark.clause("VW-3.7.1")
async def test_a_count_before_eight_in_the_morning_is_of_today(depot: Depot, clock: Frozen) -> None:
    await depot.part()
    clock.set(at("2026-03-03 07:30"))
    count = {"kind": "store", "part_no": "ALT-1", "found": 0, "spec_ok": True, "quality_ok": True}
    ahead = await depot.attempt("stock_take.count", {**count, "taken_on": "2026-03-04"})
    assert keys(ahead, "VW-3.7.1") == {"taken_on"}
    await depot.do("stock_take.count", {**count, "taken_on": "2026-03-03"})
