"""The administrator: plugins switched while others work, a value set from now on, the clauses read as a table."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Entering
from tests.browser.person import Person

pytestmark = pytest.mark.browser
QUESTIONS = "/s/tech_support/question"


def _menu(person: Person) -> str:
    return person.page.locator("nav#nav").inner_text()


def _switch_off(admin: Person) -> None:
    """What stops is named, a reason is asked for."""
    admin.open("/plugins")
    admin.follow(admin.page.locator("#tech_support").get_by_role("link", name="停用"))
    admin.reads("停用后果", "项在办事项中止", "全部数据保留")
    admin.page.get_by_label("理由").fill("年度盘点")
    admin.follow(admin.main.get_by_role("button", name="停用技术支持"))
    expect(admin.page.locator("#tech_support")).to_contain_text("已停用")


def _switch_on(admin: Person) -> None:
    admin.open("/plugins")
    admin.follow(admin.page.locator("#tech_support").get_by_role("button", name="启用"))
    expect(admin.page.locator("#tech_support")).to_contain_text("已启用")


def test_a_plugin_goes_and_comes_while_others_work(enter: Entering) -> None:
    admin, other = enter("admin"), enter("agent")
    assert "技术支持" in _menu(other)
    other.open("/new?q=赵小雨").reads("技术问题")
    ask = other.main.get_by_role("link", name="技术问题").first.get_attribute("href") or ""
    _switch_off(admin)
    try:
        other.open("/new?q=赵小雨").reads("顾客服务要求表")
        assert "技术支持" not in _menu(other)
        expect(other.main.get_by_text("技术问题")).to_have_count(0)
        other.open(QUESTIONS).reads("已停用")
        other.open(ask).reads("已停用")
        expect(other.page.locator("[name=title]")).to_have_count(0)  # no form that nobody would take
    finally:
        _switch_on(admin)
    other.open("/new?q=赵小雨").reads("技术问题")
    assert "技术支持" in _menu(other)


def test_a_value_is_set_from_now_on(enter: Entering) -> None:
    admin = enter("admin")
    admin.open("/policies")
    row = admin.page.locator("tbody tr").filter(has_text="四(一)2-2").first
    admin.follow(row.get_by_role("link", name="调整"))
    admin.page.locator("[name=value]").fill("3")
    admin.page.get_by_label("理由").fill("旺季加快联系")
    admin.follow(admin.main.get_by_role("button", name="设定"))
    admin.reads("旺季加快联系")
    admin.open("/policies")
    row = admin.page.locator("tbody tr").filter(has_text="四(一)2-2").first
    expect(row).to_contain_text("3 小时")
    expect(row).to_contain_text("已调整")


def test_all_clauses_are_read_as_a_table(enter: Entering) -> None:
    admin = enter("admin")
    admin.open("/clauses").reads("制度地图", "企业售后服务管理规范")
    row = admin.page.locator("tr[id='ES-4.2.4']")
    expect(row).to_contain_text("承诺完工日期后方可带回")
    admin.follow(row.get_by_role("link"))
    expect(admin.page.get_by_role("heading", level=1)).to_contain_text("《企业售后服务管理规范》四(一)2-4")
    admin.reads("由什么执行", "带回维修")


def test_one_click_to_english_and_back(enter: Entering) -> None:
    agent = enter("agent")
    for words, link in (("Workbench", "English"), ("工作台", "简体中文")):
        agent.page.locator("header.topbar details summary").first.click()
        agent.follow(agent.page.locator("header.topbar").get_by_role("link", name=link))
        expect(agent.page.get_by_role("heading", level=1)).to_have_text(words)
