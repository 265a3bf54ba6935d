"""What somebody typed is text wherever it is shown, and nothing of it stays in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from core.acts.perform import perform
from core.host.host import Host
from core.models.access import SYSTEM
from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.person import REQUESTS
from tests.browser.server import Server

pytestmark = pytest.mark.browser
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)>",
    "{{ 7*7 }}{% raise %}",
    "javascript:alert(4)//%00&lt;b&gt;",
)


async def _typed(_: Host) -> tuple[str, str]:
    """A customer, a product and a form full of payloads; the numbers of form and customer."""
    name, text = " ".join(PAYLOADS[:3]), " ".join(PAYLOADS)
    data = {"name": name, "code": "BR-XSS", "kind": "person", "phone": "13900050005", "region": "north"}
    customer = await perform("core.customer.register", SYSTEM, {**data, "address": text, "note": text})
    asset = {"customer": customer.id, "identifier": PAYLOADS[0], "name": name, "product": PAYLOADS[1]}
    await perform("core.asset.register", SYSTEM, asset)
    return (await call(name, fault=text)).number, customer.number


def test_what_was_typed_runs_nowhere(enter: Entering, served: Server) -> None:
    number, customer = served.do(_typed)
    desk, auditor = enter("agent"), enter("auditor")
    dialogs: list[str] = []

    def met(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    for person in (desk, auditor):
        person.page.on("dialog", met)
    pages = ("/", "/new?q=alert", f"/new?customer={customer}", REQUESTS, f"{REQUESTS}/{number}", "/s/core/ticket")
    for path in (*pages, f"/s/core/customer/{customer}", "/s/core/asset", "/search?q=alert", "/duties?view=all"):
        desk.open(path)
        desk.page.wait_for_load_state("networkidle")
    auditor.open(f"/journal?number={number}")
    desk.open(f"{REQUESTS}/{number}").follow(desk.page.locator(".title .acts form button"))
    desk.open(f"{REQUESTS}/{number}").reads(PAYLOADS[0], PAYLOADS[3])
    assert dialogs == []


def test_nothing_is_left_in_the_browser(enter: Entering) -> None:
    agent = enter("agent", sign_in=False).sign_in()
    agent.open("/new?q=赵小雨").reads("13900010001")
    agent.open(REQUESTS).open("/")
    assert agent.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    agent.page.locator("header.topbar details summary").last.click()
    agent.follow(agent.page.get_by_role("button", name="退出登录"))
    agent.page.go_back()
    expect(agent.page.get_by_label("密码")).to_be_visible()
    assert "赵小雨" not in agent.page.content()
