"""The main job in a real browser: the call desk at a desktop, the technician on a phone, the manager at a desktop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.conftest import Entering
from tests.browser.person import DESKTOP, PHONE, REQUESTS, Person

pytestmark = pytest.mark.browser


def _find(agent: Person, words: str, name: str) -> None:
    """The customer appears under the box while typing."""
    agent.open("/new")
    agent.page.get_by_label("来电人是哪位客户").press_sequentially(words, delay=15)
    expect(agent.page.locator("#found").get_by_text(name).first).to_be_visible()
    agent.check()


def _register(agent: Person, name: str, fault: str) -> str:
    """From the list of found customers to the registered form; its number."""
    agent.page.locator("#found").get_by_role("link", name=name).first.click()
    agent.check()
    agent.main.get_by_role("link", name="顾客服务要求表").first.click()
    agent.check()
    agent.send(fault=fault)
    agent.reads(fault, "已派工")
    return agent.page.url.split("?")[0].rsplit("/", 1)[1]


@pytest.mark.parametrize(("words", "name"), [("小雨", "赵小雨"), ("0010001", "赵小雨"), ("GT-70011", "赵小雨")])
def test_the_call_desk_finds_by_part_of_name_phone_and_product_number(enter: Entering, words: str, name: str) -> None:
    agent = enter("agent")
    _find(agent, words, name)


def _agree(technician: Person) -> None:
    """Spoken with the customer, and a time agreed."""
    technician.act("联系顾客")
    agreed = clock.now().astimezone(clock.SHANGHAI) + timedelta(hours=3)
    technician.choose("contact_result", "reached")
    technician.send(appointment_at=agreed.strftime("%Y-%m-%dT%H:%M"))
    technician.reads("已预约")


def _visit(technician: Person) -> None:
    """Arrived, and the seven ones and the rules of conduct answered."""
    technician.act("到达现场").send()
    technician.reads("上门中")
    technician.act("填写上门检查表").yes_to_all().send()


def _close(manager: Person, number: str) -> None:
    manager.open(f"{REQUESTS}/{number}").act("办结")
    manager.reads("已办结")
    manager.open(f"{REQUESTS}?q={number}")
    row = manager.page.locator("tbody tr").filter(has_text=number)
    expect(row).to_contain_text("已办结")


def test_call_becomes_a_signed_closed_form(enter: Entering) -> None:
    agent = enter("agent")
    _find(agent, "小雨", "赵小雨")
    number = _register(agent, "赵小雨", "脱水时异响，不排水")

    technician = enter("north", PHONE, has_touch=True, is_mobile=True)
    technician.reads(number)
    technician.open(f"{REQUESTS}/{number}")
    _agree(technician)
    _visit(technician)
    technician.act("当场修复").send(cause="排水泵卡住异物", explanation="已清除并说明使用注意事项")
    technician.act("登记保修卡").send(content="清理排水泵")
    technician.sign("请顾客签字", "赵小雨")
    technician.reads("已签收")
    technician.act("交单")
    technician.reads("已交单")

    _close(enter("manager"), number)
