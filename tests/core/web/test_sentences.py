"""A refusal as staff read it: what cannot be done, what is missing, by which clause; the same on the page and in JSON."""

from __future__ import annotations

import html

from core.testing.refusals import named_by


async def _visit(make, client):
    customer = await make.customer()
    asset = await make.asset(customer)
    agent = await client.as_("agent")
    made = await agent.act(
        "/s/service_quality/request", "register", {"customer": customer.number, "asset": asset.number, "fault": "坏了"}
    )
    path = f"/s/service_quality/request/{made.json()['number']}"
    technician = await client.as_("technician")
    await agent.act(path, "assign", {"technician": (await make.actor("technician")).id})
    return technician, path


async def test_the_sentence_has_its_three_parts_in_chinese(host, make, client):
    technician, path = await _visit(make, client)
    answer = await technician.act(path, "arrive", {})
    refusal = named_by(answer, "ES-4.2.2")
    assert refusal["message"].startswith("暂不能")
    assert refusal["message"].endswith("依据《企业售后服务管理规范》四(一)2-2。")
    assert "与顾客的联系" in refusal["message"]
    assert answer.json()["id"]


async def test_the_page_says_the_same_sentence(host, make, client):
    technician, path = await _visit(make, client)
    page = await technician.form(path, "arrive", {})
    assert page.status_code == 409
    text = html.unescape(page.text)
    assert "与顾客的联系" in text
    assert "四(一)2-2" in text
    assert "function" not in text.split("<main", 1)[1]


async def test_in_english_when_asked(host, make, client):
    technician, path = await _visit(make, client)
    await technician.get("/lang", to="en", next="/")
    message = named_by(await technician.act(path, "arrive", {}), "ES-4.2.2")["message"]
    assert message.startswith("Cannot do this now")
    assert "IV(1)2-2" in message
