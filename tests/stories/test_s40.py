"""S40, as it is told: taken in on a promise and a slip, given back on time or late, free or charged and invoiced."""

from __future__ import annotations

import pytest

from core.clock import Frozen
from core.forms_read import as_moment
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from tests.plugins.service_quality.flow import END, PATH, SIGN, Flow

SLIP = {"promised_on": "2024-08-20", "intake_condition": "左侧有旧划痕", "accessories": "遥控器"}


async def _taken_in(flow: Flow, clock: Frozen, days_left: int) -> None:
    """To the slip's signatures and in, each refusal met on the way."""
    clock.set(as_moment("2024-08-15 09:00"))
    await flow.prepare()
    await flow.to("checked", days_left=days_left)
    clock.set(as_moment("2024-08-15 14:00"))
    assert named_by(await flow.attempt("take_in", END), "ES-4.2.4")["keys"] == ["promised_on"]
    await flow.do("write_slip", SLIP)
    assert named_by(await flow.attempt("take_in", END), "ES-4.2.5")["keys"] == ["slip_in"]
    await flow.do("sign_slip", SIGN)
    await flow.do("countersign_slip", SIGN)
    assert (await flow.do("take_in", END))["state"] == "taken_in"
    assert (await flow.duty_row("ticket.promised")).late_from == as_moment("2024-08-21 00:00")


async def _given_back(flow: Flow, clock: Frozen, at: str) -> None:
    for act in ("repair", "sign_return", "countersign_return"):
        await flow.do(act, await flow.usual(act))
    clock.set(as_moment(at))
    assert (await flow.do("give_back"))["state"] == "returned"


@pytest.mark.clause("ES-4.1")
@pytest.mark.clause("ES-4.2.4")
@pytest.mark.clause("ES-4.2.5")
async def test_s40_in_warranty_and_on_time(host: Host, client: Client, make: Make, clock: Frozen) -> None:
    flow = Flow(host, client, make)
    await _taken_in(flow, clock, days_left=100)
    await _given_back(flow, clock, "2024-08-20 23:00")
    assert await flow.duty("ticket.promised") == "met"
    await flow.do("card_line", {"content": "更换排水泵"})
    await flow.do("charge", flow.lines(P1=1, L1=1))
    fields = (await (await client.as_("north")).json(f"{PATH}/{flow.number}.json"))["fields"]
    assert (fields["free"], fields["parts"], fields["labour"], fields["total"]) == (True, 0, 0, 0)
    assert (await flow.do("sign", SIGN))["state"] == "signed"


@pytest.mark.clause("ES-4.1")
@pytest.mark.clause("ES-4.2.5")
@pytest.mark.clause("ES-4.2.6")
@pytest.mark.clause("ES-4.2.8")
async def test_s40_after_the_warranty_and_late(host: Host, client: Client, make: Make, clock: Frozen) -> None:
    flow = Flow(host, client, make)
    await _taken_in(flow, clock, days_left=-1)
    await _given_back(flow, clock, "2024-08-21 00:00")
    assert await flow.duty("ticket.promised") == "met_late"
    assert named_by(await flow.attempt("sign", SIGN), "ES-4.2.6")["keys"] == ["card_line"]
    await flow.do("card_line", {"content": "更换排水泵"})
    await flow.do("charge", flow.lines(P1=1, L1=1))
    row = await flow.row()
    assert (row.parts, row.labour, row.total) == (12000, 8000, 20000)
    assert named_by(await flow.attempt("sign", SIGN), "ES-4.2.8")["keys"] == ["invoice_no"]
    await flow.do("invoice", {"invoice_no": "FP-2024-001"})
    assert (await flow.do("sign", SIGN))["state"] == "signed"
