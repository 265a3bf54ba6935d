"""What is not allowed is shown with its reason, refused with the same sentence, and stands in the journal."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.person import REQUESTS, Person
from tests.browser.server import Server

pytestmark = pytest.mark.browser
MISSING = "缺少：与顾客的联系"
CITED = "《企业售后服务管理规范》四(一)2-2"


def _shown(technician: Person, number: str) -> None:
    """The act is drawn with a lock; opened, it says what is missing, by which clause, and where to go."""
    technician.open(f"{REQUESTS}/{number}")
    act = technician.page.locator("details.pop:has(summary.refused)").filter(has_text="到达现场")
    act.locator("summary").click()
    why = act.locator(".panel.why")
    expect(why).to_contain_text("暂不能到达现场")
    expect(why).to_contain_text(MISSING)
    expect(why.get_by_role("link", name=CITED).first).to_be_visible()
    expect(why.get_by_role("link", name="联系顾客", exact=True).first).to_be_visible()
    assert technician.page.locator(".acts form[action$='/acts/arrive'], .acts a[href$='/acts/arrive']").count() == 0


def _forced(technician: Person, number: str) -> None:
    """Sent all the same, with the token of the session: refused by the same words."""
    sent = """async ([path, csrf]) => {
        const answer = await fetch(path, {method: "POST", body: JSON.stringify({data: {}}),
            headers: {"content-type": "application/json", "accept": "application/json", "x-csrf-token": csrf}});
        return [answer.status, await answer.json()];
    }"""
    csrf = technician.page.locator("meta[name=csrf]").get_attribute("content")
    technician.expected.add(409)
    status, body = technician.page.evaluate(sent, [f"{REQUESTS}/{number}/acts/arrive", csrf])
    assert status == 409
    [refusal] = [each for each in body["refusals"] if each["clause"] == "ES-4.2.2"]
    assert MISSING.removeprefix("缺少：") in refusal["message"]
    assert CITED in refusal["cite"] or CITED in refusal["message"]


@pytest.mark.clause("ES-4.2.2")
def test_not_allowed_is_shown_refused_and_journaled(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: call("李可可")).number
    technician = enter("north")
    _shown(technician, number)
    _forced(technician, number)
    auditor = enter("auditor")
    auditor.open(f"/journal?number={number}&refused=yes")
    row = auditor.page.locator("tbody tr").filter(has_text=number)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("到达现场")
    expect(row).to_contain_text("North")


@pytest.mark.clause("ES-4.2.2")
def test_a_clause_pops_up_beside_what_it_rules(enter: Entering, served: Server) -> None:
    number = served.do(lambda _: call("李可可")).number
    technician = enter("north")
    technician.open(f"{REQUESTS}/{number}")
    rule = technician.page.locator("aside details.pop.rule").filter(has_text="四(一)2-2").first
    rule.locator("summary").click()
    expect(rule.locator(".panel")).to_contain_text(CITED)
    expect(rule.locator(".panel")).to_contain_text("出发前先联系顾客")
    technician.follow(rule.get_by_role("link", name="在制度地图中查看"))
    expect(technician.page.get_by_role("heading", level=1)).to_contain_text(CITED)
