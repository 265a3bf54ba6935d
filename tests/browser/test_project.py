"""A shipment led at the desk up to its printed labels, and works on a phone up to the signed acceptance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from core import clock
from core.acts.perform import perform
from core.models import Customer
from core.models.access import SYSTEM
from plugins.tech_support import names as n
from plugins.tech_support.models import Works, WorkStage
from tests.browser.conftest import Entering
from tests.browser.person import PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser
S = "/s/tech_support"


async def contract(no: str, mode: str = "ship") -> int:
    customer = await Customer.get(name="李可可")
    terms = {"mode": mode, "delivery_on": clock.today() + timedelta(days=20), "place": "示例路 4 号"}
    whom = {
        "consignee": "示例企业甲",
        "destination": "北区",
        "address": "示例路 4 号",
        "contact": "收货人甲",
        "phone": "13900050005",
    }
    data = {"customer": customer.id, "contract_no": no, "equipment": "监控系统", "warranty_months": 12}
    return (await perform(f"{n.CONTRACT}.register", SYSTEM, {**data, **terms, **whom})).id


async def shipment() -> str:
    sent = {"shipper": "示例科技", "shipper_address": "示例路 1 号", "shipper_phone": "010-0000 0001"}
    made = await perform(f"{n.CONTRACT}.prepare_shipment", SYSTEM, sent, subject=await contract("HT-B1"))
    row = {"shipment": made.extra["shipment_id"], "equipment": "控制柜", "marks": "切勿倒置"}
    first = await perform(f"{n.CRATE}.add", SYSTEM, {**row, "crate_no": "1"})
    lines = [{"name": "控制柜", "qty": 1, "unit": "台"}]
    await perform(f"{n.CRATE}.fill", SYSTEM, {"lines": lines, "certificate_no": "HG-1"}, subject=first.id)
    await perform(f"{n.CRATE}.add", SYSTEM, {**row, "crate_no": "2"})
    return str(made.extra["shipment"])


async def running_works() -> str:
    """Works that run and whose acceptance was asked for."""
    data: dict[str, Any] = {
        "contract": await contract("HT-B2"),
        "title": "监控系统安装",
        "builder": "own",
        "product": "XT-200",
    }
    works = (await perform(f"{n.WORKS}.draft", SYSTEM, data)).id

    async def do(act: str, told: Mapping[str, Any] | None = None) -> None:
        await perform(f"{n.WORKS}.{act}", SYSTEM, told or {}, subject=works)

    today, now = clock.today(), clock.now()
    await do("contact", {"contacted_with": "用户甲"})
    await do("plan", {"stages": [{"name": "布线", "planned_from": today, "planned_to": today}]})
    await do("tell", {"told_to": "用户甲"})
    plan = {"conditions": "已送电", "conditions_met": True, "start_on": today, "buyer_prep": "电源", "our_prep": "设备"}
    await do("confirm", {**plan, "confirmed_with": "用户甲"})
    await do("start")
    stage = await WorkStage.get(works_id=works)
    await perform(f"{n.STAGE}.finish", SYSTEM, {}, subject=stage.id)
    await do("commission", {"works_done_at": now, "running_at": now})
    await do("ask_acceptance")
    return str((await Works.get(id=works)).number)


@pytest.mark.clause("TS-1.2b")
@pytest.mark.clause("TS-1.2c")
@pytest.mark.clause("TS-1.2d")
def test_a_shipment_is_packed_labelled_and_held_back_without_its_list(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: shipment())
    packer = enter("warehouse")
    packer.open(f"{S}/shipment/{number}").act("检查包装")
    for question in packer.page.locator("#act-form input[value=yes]").all():
        question.check(force=True)
    packer.submit().reads("已包装")
    with packer.page.expect_navigation():
        packer.page.get_by_role("button", name="箱签、装箱单和合格证").click()
    expect(packer.page.locator("section.sheet")).to_have_count(2)
    expect(packer.page.locator("section.sheet").first).to_contain_text("切勿倒置")
    packer.open(f"{S}/shipment/{number}").reads("已贴箱签")
    held = packer.page.locator("details.pop:has(summary.refused)").filter(has_text="发货").first
    held.locator("summary").click()
    expect(held.locator(".panel.why")).to_contain_text("2 号箱的装箱单")
    expect(held.locator(".panel.why")).to_contain_text("《科技公司售后服务管理条例》1.2")


@pytest.mark.clause("TS-2.4")
def test_both_sides_sign_the_acceptance_on_the_phone(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: running_works())
    manager = enter("works_manager", PHONE)
    manager.open(f"{S}/works/{number}").act("填写验收记录")
    manager.send(serial="XT-B-0001", result="合格", **{"papers-0-name": "验收记录", "papers-0-copies": "2"})
    manager.sign("买方签署验收", "用户甲").sign("主管工程人员签署验收", "主管工程甲")
    manager.reads("已验收", "验收记录 ×2")
    system = manager.open(f"{S}/system")
    system.reads("XT-B-0001")
