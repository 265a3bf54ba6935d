"""At the gate, on a phone and at a desk: green, red, inside already, out; and never a green that is old or without a connection."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from core import clock
from core.acts.perform import perform
from core.host.host import Host
from core.models.access import SYSTEM
from plugins.contractor_safety import names as n
from plugins.contractor_safety.models import EntryPermit, ExternalPerson
from tests.browser.conftest import Entering
from tests.browser.person import DESKTOP, PHONE
from tests.browser.server import Server

pytestmark = pytest.mark.browser
GATE = "/p/contractor_safety/gate"


async def _permit(name: str, days: int) -> str:
    """A permit whose last day is so many days from today."""
    today = clock.today()
    terms = {"starts_on": today - timedelta(days=9), "ends_on": today + timedelta(days=60)}
    org = await perform(f"{n.ORG}.register", SYSTEM, {"name": f"示例公司 {name}"})
    task = {"kind": "contractor", "org": org.id, "task": "检修", "areas": [{"area": "高炉区"}], **terms}
    engagement = await perform(f"{n.ENGAGEMENT}.open", SYSTEM, task)
    papers = {"papers": [{"paper": paper, "ok": True} for paper in n.PAPERS]}
    await perform(f"{n.ENGAGEMENT}.receive", SYSTEM, papers, subject=engagement.id)
    await perform(f"{n.ENGAGEMENT}.stamp", SYSTEM, {}, subject=engagement.id)
    copies = {"copies": [{"holder": f"持有单位{no}"} for no in range(1, 5)]}
    await perform(f"{n.ENGAGEMENT}.sign_agreement", SYSTEM, copies, subject=engagement.id)
    person = await perform(f"{n.PERSON}.propose", SYSTEM, {"name": name, "group": "contractor", "org": org.id})
    valid = {"valid_from": today - timedelta(days=5), "valid_to": today + timedelta(days=days)}
    made = await perform(f"{n.PERMIT}.issue", SYSTEM, {"person": person.id, "engagement": engagement.id, **valid})
    return made.number


def _made(served: Server, name: str, days: int) -> str:
    async def work(_: Host) -> str:
        if not await ExternalPerson.exists(name=name):
            return await _permit(name, days)
        return str((await EntryPermit.get(person__name=name)).number)

    return served.do(work)


def _scan(page: Page, shown: str) -> None:
    """As a scanner does it: types and presses Enter, wherever the focus is."""
    page.locator("h1").click()
    page.keyboard.type(shown)
    page.keyboard.press("Enter")


def _is(page: Page, kind: str) -> None:
    expect(page.locator("#answer")).to_have_attribute("data-kind", kind)


def _colour(page: Page) -> tuple[int, int, int]:
    red, green, blue = page.locator("#gate").evaluate(
        r"each => getComputedStyle(each).backgroundColor.match(/\d+/g).map(Number)"
    )
    return red, green, blue


def _green(page: Page) -> bool:
    red, green, blue = _colour(page)
    return green > red + 30 and green > blue + 10


@pytest.mark.clause("CS-2")
@pytest.mark.clause("CS-3.4.2")
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_green_red_inside_and_out(enter: Entering, served: Server, size: ViewportSize) -> None:
    who = f"外包工{size['width']}"
    good, over = _made(served, who, 0), _made(served, f"过期{size['width']}", -1)
    guard = enter("gatekeeper", size).open(GATE)
    page = guard.page
    _scan(page, good)
    _is(page, "yes")
    expect(page.locator("h1")).to_have_text("准予入厂")
    expect(page.locator("#answer")).to_contain_text(who)
    assert _green(page)
    guard.check()

    _scan(page, good)
    _is(page, "warn")
    assert not _green(page)
    page.get_by_role("button", name="现在离厂").click()
    _is(page, "out")
    assert not _green(page)

    _scan(page, over)
    _is(page, "no")
    red, green, blue = _colour(page)
    assert red > green + 60 and red > blue + 60
    expect(page.locator("#answer")).to_contain_text("今日有效的入厂证")
    expect(page.locator("#answer")).to_contain_text("3.4.2")
    guard.check()


@pytest.mark.clause("CS-2")
def test_without_a_connection_there_is_no_green(enter: Entering, served: Server) -> None:
    good = _made(served, "断网工", 10)
    guard = enter("gatekeeper", PHONE).open(GATE)
    page = guard.page
    _scan(page, good)
    _is(page, "yes")
    try:
        page.context.set_offline(True)
        _is(page, "lost")
        assert not _green(page)
        expect(page.locator("h1")).to_have_text("连接中断")
        _scan(page, good)
        _is(page, "lost")
        assert not _green(page)
    finally:
        page.context.set_offline(False)
    _is(page, "back")
    assert not _green(page)

    # a server that does not answer, or answers with an error, gives no green either
    page.route(f"**{GATE}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    _scan(page, good)
    _is(page, "lost")
    page.unroute(f"**{GATE}")
    guard.wrong.clear()  # the browser tells of the requests that were cut on purpose


@pytest.mark.clause("CS-2")
def test_an_old_answer_loses_its_green(enter: Entering, served: Server) -> None:
    good = _made(served, "久候工", 10)
    guard = enter("gatekeeper", DESKTOP)
    page = guard.page
    page.clock.install()
    guard.open(GATE)
    _scan(page, good)
    _is(page, "yes")
    page.clock.fast_forward(29_000)
    assert _green(page)
    page.clock.fast_forward(2_000)
    _is(page, "stale")
    assert not _green(page)
    expect(page.locator("h1")).to_have_text("结果已失效")
