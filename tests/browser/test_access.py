"""Proving who one is and having personal data shown, in a real browser: a link, an own password, a second factor, a reason."""

from __future__ import annotations

import pyotp
from playwright.sync_api import Browser, expect

from core.acts.perform import perform
from core.host.host import Host
from core.models import Customer
from core.models.access import SYSTEM
from tests.browser.conftest import Entering
from tests.browser.person import DESKTOP, PHONE, Person
from tests.browser.server import Server

NEW = "a password of my own"


async def _newcomer(house: Host) -> str:
    """A fresh account and the path of the link that was made for it."""
    made = await perform("core.user.invite", SYSTEM, {"login": "newcomer", "name": "新人", "password": "one-time-pass"})
    await perform("core.user.grant", SYSTEM, {"role": "agent", "scope": "all"}, subject=made.id)
    told = await perform("core.user.link", SYSTEM, {"reason": "first day"}, subject=made.id)
    return "/welcome" + str(told.once["link"]).rpartition("/welcome")[2]


def test_a_newcomer_chooses_a_password_and_sets_up_a_second_factor(browser: Browser, served: Server) -> None:
    path = served.do(_newcomer)
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    person = Person(context, served.base, "newcomer").open(path)
    page = person.page
    page.get_by_label("用户名").fill("newcomer")
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再输一遍新密码").fill(NEW)
    page.get_by_role("button", name="保存").click()
    _sign_in(person)
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    person.open("/me/second")
    secret = page.locator('input[name="secret"]').input_value()
    page.get_by_label("验证器上的六位数字").fill(pyotp.TOTP(secret).now())
    page.get_by_label("当前密码").fill(NEW)
    page.get_by_role("button", name="设置", exact=True).click()
    expect(page.locator("li.code")).to_have_count(10)
    code = page.locator("li.code").first.inner_text()
    person.check()
    context.clear_cookies()
    _sign_in(person)
    page.get_by_label("验证器上的六位数字").fill(code)
    person.check()
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    context.close()


def _sign_in(person: Person) -> None:
    person.page.goto(f"{person.base}/login")
    person.page.get_by_label("用户名").fill("newcomer")
    person.page.get_by_label("密码").fill(NEW)
    person.page.get_by_role("button", name="登录").click()


async def _customer(house: Host) -> str:
    await perform("core.customer.register", SYSTEM, {"name": "示例客户", "phone": "13800002233", "region": "north"})
    return (await Customer.all().order_by("-id").first()).number  # type: ignore[union-attr]


def test_the_auditor_is_shown_a_phone_for_a_reason_and_finds_it_in_the_log(enter: Entering, served: Server) -> None:
    number = served.do(_customer)
    auditor = enter("auditor", DESKTOP).open(f"/s/core/customer/{number}")
    expect(auditor.main).not_to_contain_text("13800002233")
    auditor.main.get_by_role("link", name="查看").first.click()
    auditor.page.get_by_label("需要查看的理由").fill("核对投诉")
    auditor.page.get_by_role("button", name="查看").click()
    auditor.reads("13800002233").check()
    auditor.open("/s/core/viewing").reads(number, "核对投诉")


def test_the_rights_of_a_role_are_read_and_moved_in_words(enter: Entering) -> None:
    admin = enter("admin", DESKTOP).open("/roles")
    admin.main.get_by_role("link", name="技术员", exact=True).click()
    admin.check().main.get_by_role("link", name="收回: 登记客户", exact=True).click()
    expect(admin.page.get_by_label("角色")).to_have_value("technician")
    admin.check()
