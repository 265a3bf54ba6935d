"""The main job in a real browser: the call desk at a desktop, the technician on a phone, the manager at a desktop."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core import clock
from tests.browser.conftest import Entering
from tests.browser.person import PHONE, REQUESTS, Person
from tests.browser.steps import agree, close, find, pay, register, visit

pytestmark = pytest.mark.browser
TOUCH = {"has_touch": True, "is_mobile": True}


@pytest.mark.clause("ES-4.2.1")
def test_the_call_desk_finds_by_part_of_name_phone_and_product_number(enter: Entering) -> None:
    agent = enter("agent")
    for words in ("小雨", "0010001", "GT-70011"):
        find(agent, words, "赵小雨")


@pytest.mark.clause("ES-4.2.1")
@pytest.mark.clause("ES-4.2.7")
def test_call_becomes_a_signed_closed_form(enter: Entering) -> None:
    agent = enter("agent")
    find(agent, "小雨", "赵小雨")
    number = register(agent, "赵小雨", "脱水时异响，不排水")

    technician = enter("north", PHONE, **TOUCH)
    technician.reads(number)
    technician.open(f"{REQUESTS}/{number}")
    agree(technician)
    visit(technician)
    technician.act("当场修复").send(cause="排水泵卡住异物", explanation="已清除并说明使用注意事项")
    technician.act("登记保修卡").send(content="清理排水泵")
    technician.sign("请顾客签字", "赵小雨")
    technician.reads("已签收")
    technician.act("交单")
    technician.reads("已交单")
    _fits(technician, f"{REQUESTS}/{number}")

    close(enter("manager"), number)


def _fits(technician: Person, case: str) -> None:
    """The pages of the menu and those behind them, none too wide for the phone."""
    menu = technician.page.locator("nav#nav a[href^='/']").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )
    for path in (*dict.fromkeys(menu), case, "/clauses/ES-4.2.7", "/duties?view=all"):
        technician.open(path)


def _refused_take_in(technician: Person, number: str) -> None:
    """Before a promise and a slip: the reason, its clause and the way out stand on the page."""
    technician.open(f"{REQUESTS}/{number}/acts/take_in")
    technician.expected.add(409)
    technician.page.locator("[name=cause]").fill("压缩机不启动")
    technician.submit()
    panel = technician.page.locator("section.refusal")
    expect(panel).to_contain_text("暂不能带回维修")
    expect(panel).to_contain_text("缺少：承诺完工日期")
    expect(panel.get_by_role("link", name="《企业售后服务管理规范》四(一)2-4")).to_be_visible()
    expect(technician.page.locator("[name=cause]")).to_have_value("压缩机不启动")
    technician.follow(panel.get_by_role("link", name="填写产品交接单", exact=True))
    technician.expected.discard(409)


@pytest.mark.clause("ES-4.2.4")
@pytest.mark.clause("ES-4.2.5")
@pytest.mark.clause("ES-4.2.8")
def test_taken_in_repaired_given_back_and_paid_on_the_phone(enter: Entering) -> None:
    agent = enter("agent")
    find(agent, "大江", "钱大江")
    number = register(agent, "钱大江", "不制冷")
    technician = enter("north", PHONE, **TOUCH)
    technician.open(f"{REQUESTS}/{number}")
    agree(technician)
    visit(technician)
    _refused_take_in(technician, number)
    promised = (clock.today() + timedelta(days=3)).isoformat()
    technician.send(promised_on=promised, intake_condition="外观完好", accessories="说明书")
    technician.sign("顾客签交接单", "钱大江").sign("服务人员签交接单", "")
    technician.act("带回维修").send(cause="压缩机不启动", explanation="需更换压缩机，已说明费用")
    technician.reads("已带回")
    technician.act("登记维修情况").send(work="更换压缩机", return_condition="制冷正常")
    technician.sign("顾客签收送还", "钱大江").sign("服务人员签送还", "")
    technician.act("送还").send()
    technician.act("登记保修卡").send(content="更换压缩机")
    pay(technician, "压缩机", "上门维修人工")
    technician.reads("600.00")
    technician.act("登记发票号码").send(invoice_no="FP-2026-0088")
    technician.sign("请顾客签字", "钱大江")
    technician.act("交单")
    technician.reads("已交单", "FP-2026-0088")
