"""The main job, whole: a customer's call becomes a signed, closed request form, on the pages that people use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from core.clock import Frozen
from core.forms import flatten
from core.host.host import Host
from core.models import CardLine, Customer, Journal, Printed, Ticket
from core.testing.client import Client
from core.testing.make import Make
from tests.plugins.service_quality.flow import END, PATH, STROKES, Flow, kept

SIGNED = {"signer_name": "顾客甲", "signature": json.dumps(STROKES)}


class Desk:
    """One person at the pages: opens what the page before leads to, sends its form, follows the answer."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    async def send(self, login: str, act: str, data: Mapping[str, Any] | None = None) -> None:
        """An act as the browser sends it; it must lead back to the form's page."""
        visitor = await self.flow.client.as_(login)
        path = f"{PATH}/{self.flow.number}"
        answer = await visitor.form(path, act, data)
        assert answer.status_code == 303, f"{act}: {answer.status_code}: {answer.text[:600]}"
        assert answer.headers["location"].startswith(path)

    async def page(self, login: str, path: str = "") -> str:
        visitor = await self.flow.client.as_(login)
        answer = await visitor.get(path or f"{PATH}/{self.flow.number}")
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return unescape(answer.text)


async def _called(flow: Flow, clock: Frozen, days_left: int) -> Desk:
    """The call desk finds the customer by part of the phone number and registers the form."""
    desk = Desk(flow)
    clock.advance(minutes=5)
    await flow.product(days_left=days_left)
    phone = (await Customer.get(id=flow.customer.id)).phone
    found = await (await flow.client.as_("agent")).get("/new", q=phone[-6:])
    assert found.status_code == 303
    chosen = await desk.page("agent", found.headers["location"])
    assert flow.customer.number in chosen
    form = f"/s/service_quality/request/new/register?customer={flow.customer.number}&asset={flow.asset.number}"
    assert form in chosen
    filled = await desk.page("agent", form)
    assert flow.customer.number in filled
    assert flow.asset.number in filled
    visitor = await flow.client.as_("agent")
    data = {
        "customer": flow.customer.number,
        "asset": flow.asset.number,
        "fault": "脱水时异响，不排水",
        "channel": "phone",
    }
    answer = await visitor.form(PATH, "register", data)
    assert answer.status_code == 303, answer.text[:600]
    flow.number = answer.headers["location"].split("?")[0].rsplit("/", 1)[1]
    assert (await flow.row()).state == "assigned"
    return desk


async def _visited(desk: Desk, clock: Frozen) -> None:
    """The technician finds the form among what he owes, calls, drives, arrives and answers the checklist."""
    assert desk.flow.number in await desk.page("north", "/duties")
    agreed = (clock.now() + timedelta(hours=3)).isoformat()
    await desk.send("north", "contact", {"contact_result": "reached", "appointment_at": agreed})
    clock.advance(hours=3)
    await desk.send("north", "arrive")
    await desk.send("north", "check", flatten(kept()))
    clock.advance(hours=1)


@pytest.mark.clause("ES-4.2.1")
@pytest.mark.clause("ES-4.2.2")
@pytest.mark.clause("ES-4.2.3")
@pytest.mark.clause("ES-4.2.7")
@pytest.mark.clause("ES-4.3.5")
async def test_call_becomes_a_closed_form_free_within_the_warranty(
    host: Host, client: Client, make: Make, clock: Frozen
) -> None:
    flow = await Flow(host, client, make).prepare()
    desk = await _called(flow, clock, days_left=300)
    await _visited(desk, clock)
    await desk.send("north", "fix", END)
    await desk.send("north", "card_line", {"content": "更换排水泵"})
    await desk.send("north", "sign", SIGNED)
    await desk.send("north", "submit")
    await desk.send("manager", "close")
    row = await flow.row()
    assert (row.state, row.free, row.total) == ("closed", True, 0)
    ticket = await Ticket.get(number=flow.number)
    assert (ticket.category, ticket.next_late) == ("done", None)
    for code in ("ticket.register", "ticket.contact", "form.submit"):
        assert await flow.duty(code) == "met", code
    page = await desk.page("manager")
    assert "更换排水泵" in await desk.page("manager", f"/s/core/asset/{flow.asset.number}")
    assert "脱水时异响" in page
    acts = await Journal.filter(subject_id=row.id, subject_type="service_quality.request", refused=False).order_by(
        "seq"
    )
    done = [entry.act.rsplit(".", 1)[1] for entry in acts]
    assert done == ["register", "contact", "arrive", "check", "fix", "card_line", "sign", "submit", "close"]


@pytest.mark.clause("ES-4.2.4")
@pytest.mark.clause("ES-4.2.5")
@pytest.mark.clause("ES-4.2.6")
@pytest.mark.clause("ES-4.2.8")
async def test_call_becomes_a_closed_form_taken_in_charged_and_printed(
    host: Host, client: Client, make: Make, clock: Frozen
) -> None:
    flow = await Flow(host, client, make).prepare()
    desk = await _called(flow, clock, days_left=-10)
    await _visited(desk, clock)
    await desk.send("north", "write_slip", await flow.usual("write_slip"))
    await desk.send("north", "sign_slip", SIGNED)
    await desk.send("north", "countersign_slip", SIGNED)
    await desk.send("north", "take_in", END)
    await desk.send("north", "submit")
    clock.advance(days=2)
    await desk.send("north", "repair", {"work": "更换排水泵", "return_condition": "完好"})
    await desk.send("north", "sign_return", SIGNED)
    await desk.send("north", "countersign_return", SIGNED)
    await desk.send("north", "give_back")
    await desk.send("north", "card_line", {"content": "更换排水泵"})
    lines = {"lines-0-item": flow.items["P1"], "lines-0-qty": "1", "lines-1-item": flow.items["L1"], "lines-1-qty": "1"}
    await desk.send("north", "charge", lines)
    await desk.send("north", "invoice", {"invoice_no": "FP-2026-001"})
    await desk.send("north", "sign", SIGNED)
    await desk.send("north", "submit")
    await desk.send("manager", "close")
    row = await flow.row()
    assert (row.state, row.total, row.invoice_no) == ("closed", 20000, "FP-2026-001")
    assert await flow.duty("ticket.promised") == "met"
    assert await CardLine.filter(asset_id=row.asset_id).count() == 1
    await _printed(flow)


async def _printed(flow: Flow) -> None:
    """The form on paper: two copies, frozen, with what was signed."""
    visitor = await flow.client.as_("north")
    issued = await visitor.post(f"{PATH}/{flow.number}/prints/request_form", {"key": "print-1"})
    assert issued.status_code == 303, issued.text[:600]
    sheet = unescape((await visitor.get(issued.headers["location"])).text)
    for text in ("200.00", "贰佰元整", "FP-2026-001", "更换排水泵", flow.number):
        assert text in sheet, text
    assert sheet.count('class="sheet"') == 2
    assert (await Printed.get()).content["total_fen"] == 20000
