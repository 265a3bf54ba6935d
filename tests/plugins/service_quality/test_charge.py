"""Free within the warranty, by the price list after it, with an invoice number for what is paid."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.service_quality.models import ChargeLine, PriceItem
from tests.plugins.service_quality.flow import SIGN, Flow

PRICE_PATH = "/s/service_quality/price_item"


@pytest.mark.clause("ES-4.1")
async def test_within_the_warranty_parts_and_labour_cost_nothing(flow: Flow) -> None:
    await flow.to("fixed")
    await flow.do("charge", flow.lines(P1=2, L1=1))
    row = await flow.row()
    lines = await ChargeLine.filter(request_id=row.id).order_by("id")
    assert (row.free, row.parts, row.labour, row.total) == (True, 0, 0, 0)
    assert [(line.name, line.qty, line.price, line.amount) for line in lines] == [
        ("排水泵", 2, 12000, 0),
        ("人工", 1, 8000, 0),
    ]
    await flow.do("card_line", {"content": "更换排水泵"})
    assert (await flow.do("sign", SIGN))["state"] == "signed"


@pytest.mark.clause("ES-4.1")
@pytest.mark.clause("ES-2.1")
@pytest.mark.clause("ES-4.2.8")
async def test_after_the_warranty_the_price_list_is_charged_and_invoiced(flow: Flow) -> None:
    await flow.to("fixed", days_left=-1)
    await flow.do("card_line", {"content": "更换排水泵"})
    assert named_by(await flow.attempt("sign", SIGN), "ES-4.1")["keys"] == ["charge"]
    await flow.do("charge", flow.lines(P1=1, L1=1))
    row = await flow.row()
    assert (row.free, row.parts, row.labour, row.total) == (False, 12000, 8000, 20000)
    refusal = named_by(await flow.attempt("sign", SIGN), "ES-4.2.8")
    assert refusal["keys"] == ["invoice_no"]
    assert refusal["where"]
    await flow.do("invoice", {"invoice_no": "FP-2026-1"})
    assert (await flow.do("sign", SIGN))["state"] == "signed"


@pytest.mark.clause("ES-4.1")
async def test_call_within_the_warranty_stays_free_when_the_visit_comes_later(flow: Flow, clock: Frozen) -> None:
    await flow.to("assigned", days_left=0)
    clock.advance(days=3)
    for act in ("contact", "arrive", "check", "fix"):
        await flow.do(act, await flow.usual(act))
    await flow.do("charge", flow.lines(P1=1))
    row = await flow.row()
    assert (row.free, row.total) == (True, 0)


@pytest.mark.clause("ES-4.2.8")
async def test_charge_drawn_up_anew_replaces_the_old_one_and_its_invoice(flow: Flow) -> None:
    await flow.to("fixed", days_left=-1)
    await flow.do("charge", flow.lines(P1=3, L1=1))
    await flow.do("invoice", {"invoice_no": "FP-1"})
    await flow.do("charge", flow.lines(L1=1))
    row = await flow.row()
    assert (row.total, row.invoice_no) == (8000, "")
    assert [line.qty for line in await ChargeLine.filter(request_id=row.id, charge_no=row.charge_no)] == [1]
    await flow.do("card_line", {"content": "检修"})
    assert named_by(await flow.attempt("sign", SIGN), "ES-4.2.8")["keys"] == ["invoice_no"]


@pytest.mark.clause("ES-4.2.8")
async def test_only_what_stands_on_the_price_list_is_charged(flow: Flow, client: Client) -> None:
    await flow.to("fixed", days_left=-1)
    item = await PriceItem.get(code="P1")
    manager = await client.as_("manager")
    assert (await manager.act(f"{PRICE_PATH}/{item.number}", "withdraw")).status_code == 200
    named_by(await flow.attempt("charge", flow.lines(P1=1)), "ES-4.2.8")
    assert (await manager.act(f"{PRICE_PATH}/{item.number}", "restore")).status_code == 200
    changed = await manager.act(f"{PRICE_PATH}/{item.number}", "change", {"name": "排水泵", "price": "99.50"})
    assert changed.status_code == 200
    await flow.do("charge", flow.lines(P1=2))
    assert (await flow.row()).total == 19900


@pytest.mark.parametrize("qty", [0, -1, 1000, "1.5", "x", None])
async def test_quantity_is_a_whole_number_above_zero(flow: Flow, qty: object) -> None:
    await flow.to("fixed", days_left=-1)
    answer = await flow.attempt("charge", {"lines": [{"item": flow.items["P1"], "qty": qty}]})
    assert answer.status_code == 422
    assert {e["field"] for e in answer.json()["errors"]} == {"lines-0-qty"}
    assert await ChargeLine.all().count() == 0


@pytest.mark.clause("ES-4.2.8")
async def test_technician_does_not_keep_the_price_list(flow: Flow, client: Client) -> None:
    technician = await client.as_("north")
    data = {"code": "X", "name": "X", "kind": "part", "price": "1"}
    answer = await technician.act(PRICE_PATH, "add", data)
    assert answer.status_code == 403
    named_by(answer, "ES-4.2.8")
    # but he reads it, whatever his department
    assert len((await technician.json(f"{PRICE_PATH}.json"))["rows"]) == 2
