"""What is late is red: wherever the duty is shown, and in the open page at the very second."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from core import clock
from core.acts.outcome import Outcome
from core.host.host import Host
from core.models import Duty
from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.person import REQUESTS
from tests.browser.server import Server

pytestmark = pytest.mark.browser
CONTACT = "ticket.contact"


def _called_at(served: Server, at: datetime) -> str:
    async def work(_: Host) -> Outcome:
        with clock.frozen(at):
            return await call("李可可")

    number: str = served.do(work).number
    return number


def _allowed(served: Server) -> timedelta:
    """How long the duty to contact the customer runs."""

    async def work(_: Host) -> timedelta:
        duty = await Duty.filter(code=CONTACT).order_by("-id").first()
        assert duty is not None
        allowed: timedelta = duty.late_from - duty.start_at
        return allowed

    return served.do(work)


def _red(chip: Locator) -> None:
    expect(chip).to_contain_text("超期")
    red, green, blue = chip.evaluate(r"each => getComputedStyle(each).backgroundColor.match(/\d+/g).map(Number)")
    assert red > green + 60 and red > blue + 60, (red, green, blue)


@pytest.mark.clause("ES-4.2.2")
def test_late_is_red_in_workbench_list_and_case(enter: Entering, served: Server) -> None:
    number = _called_at(served, clock.now() - timedelta(days=2))
    technician = enter("north")
    row = technician.main.locator(".todo li").filter(has_text=number)
    _red(row.locator(".duty"))
    technician.open(f"{REQUESTS}?q={number}")
    _red(technician.page.locator("tbody tr").filter(has_text=number).locator(".duty"))
    technician.open(f"{REQUESTS}/{number}")
    _red(technician.page.locator("aside .duty.late").first)
    technician.open("/duties?state=overdue")
    _red(technician.page.locator("tbody tr").filter(has_text=number).locator(".duty"))


@pytest.mark.clause("ES-4.2.2")
def test_an_open_page_turns_red_by_itself_at_its_second(enter: Entering, served: Server) -> None:
    technician = enter("north")
    _called_at(served, clock.now() - timedelta(days=1))
    number = _called_at(served, clock.now() - _allowed(served) + timedelta(seconds=8))
    technician.open(f"{REQUESTS}/{number}")
    chip = technician.page.locator("aside .dues li").filter(has_text="联系顾客").locator(".duty")
    expect(chip).to_contain_text("剩")
    expect(chip).to_have_class("duty late", timeout=15_000)
    _red(chip)
