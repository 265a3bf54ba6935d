"""The pages of the plugin: every form opens, the slot shows a customer's forms, the papers show what was written and signed."""

from __future__ import annotations

from html import unescape

import pytest

from core.host.host import Host
from core.models import Printed
from core.testing.client import Client
from plugins.service_quality.acts import ACTS
from tests.plugins.service_quality.flow import PATH, Flow

PRICE_PATH = "/s/service_quality/price_item"
FORMS = [act for act in ACTS if act.form is not None and not act.creates and act.on == "service_quality.request"]


async def test_list_detail_and_register_form_open(flow: Flow, client: Client) -> None:
    await flow.register()
    visitor = await client.as_("agent")
    for path in (PATH, f"{PATH}?q={flow.number}", f"{PATH}/{flow.number}", f"{PATH}/new/register", PRICE_PATH):
        assert (await visitor.get(path)).status_code == 200, path
    assert (await (await client.as_("manager")).get(f"{PRICE_PATH}/new/add")).status_code == 200
    form = (await visitor.get(f"{PATH}/new/register")).text
    for usual in ("phone", "home"):
        assert any("selected" in tag or "checked" in tag for tag in form.split("<") if f'value="{usual}"' in tag), usual
    assert "不排水" in (await visitor.get(PATH)).text
    assert "不排水" in (await visitor.get(f"{PATH}/{flow.number}")).text


@pytest.mark.parametrize("state", ["registered", "appointed", "checked", "taken_in", "returned", "closed"])
async def test_every_form_opens_at_every_step(flow: Flow, client: Client, state: str) -> None:
    await flow.to(state)
    for login in ("technician", "manager"):
        visitor = await client.as_(login)
        for act in FORMS:
            answer = await visitor.get(f"{PATH}/{flow.number}/acts/{act.name}")
            assert answer.status_code in (200, 403, 409), f"{act.name}: {answer.status_code}"
        assert (await visitor.get(f"{PATH}/{flow.number}")).status_code == 200


async def test_detail_names_the_acts_refused_now_with_their_clauses(flow: Flow, client: Client) -> None:
    await flow.to("fixed", days_left=-1)
    acts = {a["name"]: a for a in (await (await client.as_("north")).json(f"{PATH}/{flow.number}.json"))["acts"]}
    assert not acts["sign"]["allowed"]
    assert {r["clause"] for r in acts["sign"]["refusals"]} == {"ES-4.1", "ES-4.2.6"}
    assert {r["clause"] for r in acts["submit"]["refusals"]} == {"ES-4.2.7"}
    assert acts["card_line"]["allowed"]
    assert acts["charge"]["allowed"]
    assert {r["kind"] for r in acts["arrive"]["refusals"]} == {"state"}


async def test_customers_page_shows_the_latest_forms_within_the_readers_scope(flow: Flow, client: Client) -> None:
    await flow.register()
    slot = f"/slot/service_quality/recent_requests/core/customer/{flow.customer.number}"
    agent = await client.as_("agent")
    assert flow.number in (await agent.get(slot)).text
    other = await flow.make.customer()
    nothing = await agent.get(slot.replace(flow.customer.number, other.number))
    assert "FW-" not in nothing.text
    assert (await (await client.as_("south")).get(slot)).status_code == 404


@pytest.mark.clause("ES-4.2.5")
async def test_slip_is_printed_with_both_signatures(flow: Flow, client: Client) -> None:
    await flow.to("taken_in")
    sheet = await _sheet(client, f"{PATH}/{flow.number}/prints/slip")
    assert sheet.count('class="sheet"') == 2
    for text in ("完好", "遥控器", "2026-03-07", flow.number):
        assert text in sheet, text
    assert sheet.count("<polyline") == 4


@pytest.mark.clause("ES-4.2.6")
async def test_warranty_card_is_printed_with_its_lines(flow: Flow, client: Client) -> None:
    await flow.to("fixed")
    await flow.do("card_line", {"content": "更换排水泵"})
    sheet = await _sheet(client, f"/s/core/asset/{flow.asset.number}/prints/warranty_card")
    assert "更换排水泵" in sheet
    assert "2026-03-02" in sheet


@pytest.mark.clause("ES-4.2.7")
async def test_printed_form_stays_as_it_was_issued(flow: Flow, client: Client) -> None:
    await flow.to("fixed", days_left=-1)
    await flow.do("charge", flow.lines(P1=1))
    first = await _sheet(client, f"{PATH}/{flow.number}/prints/request_form")
    await flow.do("charge", flow.lines(P1=2))
    kept = await Printed.get()
    again = unescape((await (await client.as_("north")).get(f"/print/{kept.number}")).text)
    assert "120.00" in first
    assert "240.00" not in again


async def test_switched_off_the_form_is_read_only(flow: Flow, client: Client, host: Host, toggled: object) -> None:
    await flow.to("assigned")
    async with toggled("tech_support"), toggled("service_quality"):  # type: ignore[operator]
        visitor = await client.as_("north")
        answer = await visitor.act(f"{PATH}/{flow.number}", "contact", await flow.usual("contact"))
        assert answer.status_code == 409
        assert {r["kind"] for r in answer.json()["refusals"]} == {"off"}
        assert (await visitor.get(f"{PATH}/{flow.number}")).status_code == 200
        assert await flow.duty("ticket.contact") == "suspended"
    await flow.do("contact", await flow.usual("contact"))


async def _sheet(client: Client, path: str) -> str:
    visitor = await client.as_("technician")
    issued = await visitor.post(path, {"key": f"print:{path}"})
    assert issued.status_code == 303, issued.text[:500]
    return unescape((await visitor.get(issued.headers["location"])).text)


async def test_checklist_opens_with_what_was_answered(flow: Flow, client: Client) -> None:
    await flow.to("visiting")
    await flow.do("check", {"ones": {"uniform": "yes", "apology": "no"}})
    page = (await (await client.as_("north")).get(f"{PATH}/{flow.number}/acts/check")).text
    for item, value in (("uniform", "yes"), ("apology", "no")):
        (box,) = [tag for tag in page.split("<") if f'name="ones-{item}"' in tag and f'value="{value}"' in tag]
        assert "checked" in box
    (open_box,) = [tag for tag in page.split("<") if 'name="ones-cloths"' in tag and 'value="yes"' in tag]
    assert "checked" not in open_box
