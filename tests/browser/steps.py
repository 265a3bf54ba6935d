"""What people do at the pages, step by step; shared by the stories."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from core import clock
from tests.browser.person import REQUESTS, Person


def find(agent: Person, words: str, name: str) -> None:
    """The customer appears under the box while typing."""
    agent.open("/new")
    agent.page.get_by_label("来电人是哪位客户").press_sequentially(words)
    expect(agent.page.locator("#found").get_by_text(name).first).to_be_visible()
    agent.check()


def register(agent: Person, name: str, fault: str) -> str:
    """From the customers found to the registered form; its number."""
    agent.follow(agent.page.locator("#found").get_by_role("link", name=name))
    agent.follow(agent.main.get_by_role("link", name="顾客服务要求表"))
    agent.send(fault=fault)
    agent.reads(fault, "已派工")
    return agent.page.url.split("?")[0].rsplit("/", 1)[1]


def agree(technician: Person) -> None:
    """Spoken with the customer, and a time agreed."""
    technician.act("联系顾客")
    agreed = clock.now().astimezone(clock.SHANGHAI) + timedelta(hours=3)
    technician.choose("contact_result", "reached")
    technician.send(appointment_at=agreed.strftime("%Y-%m-%dT%H:%M"))
    technician.reads("已预约")


def visit(technician: Person) -> None:
    """Arrived, and the seven ones and the rules of conduct answered."""
    technician.act("到达现场").send()
    technician.reads("上门中")
    technician.act("填写上门检查表").yes_to_all().send()


def pick(person: Person, name: str, words: str) -> None:
    """Typed into a field that looks things up, and taken from what it suggests."""
    box = person.page.locator(f"main [name='{name}_text']")
    box.press_sequentially(words)
    box.locator("xpath=..").get_by_role("option").filter(has_text=words).first.click()


def add_row(person: Person, name: str, at: int) -> None:
    """Makes sure that row `at` of the child rows `name` stands on the form."""
    if person.page.locator(f"main [name^='{name}-{at}-']").count() == 0:
        person.page.locator(f"#{name}").get_by_role("button", name="加一行").click()


def pay(technician: Person, *items: str) -> None:
    """One of each item of the price list, picked from the suggestions."""
    technician.act("按价目表计费")
    for at, item in enumerate(items):
        add_row(technician, "lines", at)
        pick(technician, f"lines-{at}-item", item)
        technician.page.locator(f"[name='lines-{at}-qty']").fill("1")
    technician.send()


def close(manager: Person, number: str) -> None:
    """The manager closes the form; the list says so."""
    manager.open(f"{REQUESTS}/{number}").act("办结")
    manager.reads("已办结")
    manager.open(f"{REQUESTS}?q={number}")
    expect(manager.page.locator("tbody tr").filter(has_text=number)).to_contain_text("已办结")
