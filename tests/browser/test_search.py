"""From anywhere to a customer with three letters, and everything of his on one page; two rows of him become one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from core.acts.perform import perform
from core.host.host import Host
from core.models import Customer
from core.models.access import SYSTEM
from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_initials_lead_to_the_customer_and_all_of_his(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: call("孙云飞", fault="开机后滴水")).number
    agent = enter("agent")
    page, keys = agent.open("/").page, agent.page.keyboard
    keys.press("/")
    keys.type("syf")
    expect(page.locator("#hits")).to_contain_text("孙云飞")
    keys.press("Escape")
    expect(page.locator("#hits a")).to_have_count(0)
    keys.press("/")
    keys.type("syf 0003")
    expect(page.locator("#hits")).to_contain_text("孙云飞")
    keys.press("ArrowDown")
    with page.expect_navigation():
        keys.press("Enter")
    agent.check().reads("孙云飞")
    page.get_by_role("tab", name="服务单").click()
    expect(page.get_by_text("开机后滴水").first).to_be_visible()
    page.get_by_role("tab", name="在办待办").click()
    expect(page.get_by_role("link", name=number).first).to_be_visible()
    agent.check()


async def _twice(_: Host) -> tuple[str, str]:
    kept = await Customer.get(name="李可可")
    twin = {"name": "李可可（旧）", "phone": kept.phone, "region": "north"}
    return kept.number, (await perform("core.customer.register", SYSTEM, twin)).number


def test_a_likely_pair_is_merged_and_the_old_address_leads_on(enter: Entering, served: Server) -> None:
    kept, gone = served.do(_twice)
    manager = enter("manager")
    manager.open("/customers/alike").reads("李可可（旧）", "电话相同")
    pair = manager.page.locator("section", has_text=gone)
    pair.get_by_role("link", name="合并").click()
    manager.reads("无法撤销")
    manager.page.get_by_label("理由").fill("同一客户登记了两次")
    manager.page.get_by_role("button", name="并入其他客户").click()
    manager.page.wait_for_url(f"**/s/core/customer/{kept}?*")
    manager.reads(f"{gone} 李可可（旧） 已并入本客户")
    manager.open(f"/s/core/customer/{gone}")
    assert f"/s/core/customer/{kept}" in manager.page.url
