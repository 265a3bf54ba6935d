"""Everything by keyboard alone: nobody at the call desk has a hand free for the mouse."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.testing.world import PASSWORD
from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.person import REQUESTS, Person
from tests.browser.server import Server

pytestmark = pytest.mark.browser
REGISTERING = 20.0  # seconds, from the opened call desk to the registered form
_FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at);
    return {tag: at.tagName, text: (at.getAttribute("aria-label") || at.value || at.textContent || "").trim(),
            id: at.id, name: at.name || "", ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""
_NUMBERED = """() => {
    const css = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    let n = 0;
    for (const each of document.querySelectorAll(css))
        if (each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0) each.dataset.reach = n++;
    return n;
}"""
_REACHED = "() => document.activeElement.dataset.reach || ''"


def _focus(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(_FOCUS)
    return found


def _tab_to(page: Page, text: str, *, most: int = 80) -> None:
    """Tab until an element with this text has the focus, if it has it not already; each on the way shows its ring."""
    for _ in range(most):
        at = _focus(page)
        if at["text"].startswith(text) or at["name"] == text:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{text} is not reached within {most} tabs on {page.url}")


def _enter(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    person.check()


@pytest.mark.clause("ES-4.2.1")
def test_a_call_is_registered_and_answered_by_keyboard_only(enter: Entering) -> None:
    agent = enter("agent", sign_in=False)
    keys = agent.page.keyboard
    agent.open("/login")
    keys.type("agent")
    keys.press("Tab")
    keys.type(PASSWORD)
    _enter(agent)
    agent.reads("工作台")

    keys.press("n")
    agent.page.wait_for_url("**/new")
    began = time.monotonic()
    keys.type("云飞")
    expect(agent.page.locator("#found")).to_contain_text("孙云飞")
    _enter(agent)  # the only customer found
    _enter(agent)  # the first product's request form has the focus
    _tab_to(agent.page, "fault")
    keys.type("外机不转，不制冷")
    _tab_to(agent.page, "登记顾客服务要求")
    _enter(agent)
    assert time.monotonic() - began < REGISTERING
    agent.reads("外机不转，不制冷", "已派工")
    number = agent.page.url.split("?")[0].rsplit("/", 1)[1]

    technician = enter("north")
    technician.page.keyboard.press("j")
    while number not in _focus(technician.page)["text"]:
        technician.page.keyboard.press("j")
    _enter(technician)
    _tab_to(technician.page, "联系顾客")
    _enter(technician)
    _tab_to(technician.page, "contact_result")
    technician.page.keyboard.press("Space")
    _tab_to(technician.page, "appointment_at")
    technician.page.keyboard.type("202711250930")
    _tab_to(technician.page, "联系顾客")
    _enter(technician)
    technician.reads("已预约")


def test_all_of_a_case_is_reached_by_tab_and_shows_where_one_is(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: call("李可可")).number
    technician = enter("north")
    technician.open(f"{REQUESTS}/{number}")
    page = technician.page
    page.wait_for_load_state("networkidle")
    page.locator("body").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    wanted, reached = page.evaluate(_NUMBERED), set()
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
        if at := page.evaluate(_REACHED):
            assert _focus(page)["ring"], f"no ring around {_focus(page)}"
            reached.add(int(at))
    assert wanted > 30
    assert reached == set(range(wanted))


def test_escape_closes_a_pop_up_and_gives_the_focus_back(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: call("李可可")).number
    technician = enter("north")
    technician.open(f"{REQUESTS}/{number}")
    summary = technician.main.locator("details.pop.rule summary").first
    summary.focus()
    technician.page.keyboard.press("Enter")
    panel = summary.locator("xpath=..").locator(".panel")
    expect(panel).to_be_visible()
    technician.page.keyboard.press("Tab")  # into the pop-up
    technician.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()
