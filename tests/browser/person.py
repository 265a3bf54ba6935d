"""One person at one screen: opens pages, reads them, presses what stands on them; nothing may go wrong unseen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response, ViewportSize, expect

from core.testing.world import PASSWORD

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
REQUESTS = "/s/service_quality/request"
# the page, and on a phone the tables that become cards
_TOO_WIDE = """() => Math.max(...[document.scrollingElement, ...document.querySelectorAll(".wrap:has(> .cards)")]
    .filter((each, at) => !at || innerWidth < 680).map((each) => each.scrollWidth - each.clientWidth))"""


class Person:
    """`page` is Playwright's. `check()` fails on console errors, reports of the content policy and sideways scroll."""

    def __init__(self, context: BrowserContext, base: str, login: str) -> None:
        self.context, self.base, self.login = context, base, login
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.wrong: list[str] = []
        self.expected: set[int] = set()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # the answer itself is judged by its status in `_response`
        if message.type in ("error", "warning") and "the server responded with a status of" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _response(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.expected:
            self.wrong.append(f"{answer.status}: {answer.url}")

    def sign_in(self) -> Person:
        """As people do, on the page; wherever the address was meant to lead."""
        self.page.goto(f"{self.base}/login")
        self.page.get_by_label("用户名").fill(self.login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("工作台")
        return self

    def open(self, path: str) -> Person:
        self.page.goto(self.base + path)
        return self.check()

    def check(self) -> Person:
        """Nothing wrong so far, and the page fits its window."""
        assert not self.wrong, self.wrong
        wide = self.page.evaluate(_TOO_WIDE)
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        return self

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def reads(self, *texts: str) -> Person:
        """Each of these can be read in the main part of the page."""
        for text in texts:
            expect(self.main.get_by_text(text).locator("visible=true").first).to_be_visible()
        return self

    def follow(self, link: Locator) -> Person:
        """Presses a link or button that leads to another page."""
        with self.page.expect_navigation():
            link.locator("visible=true").first.click()
        return self.check()

    def act(self, label: str) -> Person:
        """Presses the act of this name on a case; on a phone the one in the dock, if it stands there."""
        named = self.page.locator(".acts a.btn, .acts button.btn, .dock a.btn, .dock button.btn")
        return self.follow(named.filter(has_text=re.compile(rf"^\s*{label}\s*$")))

    def send(self, **values: str) -> Person:
        """Fills fields by their names and sends the form; it must lead away from the form."""
        for name, value in values.items():
            self.page.locator(f"main [name='{name}']").fill(value)
        self.submit()
        expect(self.page.locator("#act-form")).to_have_count(0)
        return self

    def submit(self) -> Person:
        return self.follow(self.page.locator("#act-form button.btn:is(.primary, .fill)"))

    def choose(self, name: str, value: str) -> Person:
        """Picks a choice, whether it is drawn as a list or as segments."""
        field = self.page.locator(f"main [name='{name}']").first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        return self

    def draw(self) -> Person:
        """A signature on the canvas, by mouse."""
        canvas = self.page.locator(".signpad canvas")
        canvas.scroll_into_view_if_needed()
        box: Any = canvas.bounding_box()
        mouse = self.page.mouse
        for line in (((20, 60), (70, 25), (110, 70)), ((130, 30), (160, 65), (220, 40))):
            (x, y), *rest = line
            mouse.move(box["x"] + x, box["y"] + y)
            mouse.down()
            for x, y in rest:
                mouse.move(box["x"] + x, box["y"] + y, steps=4)
            mouse.up()
        assert self.page.locator(".signpad input[type=hidden]").input_value().startswith("[[[")
        return self

    def sign(self, act: str, name: str = "顾客甲") -> Person:
        self.act(act)
        self.draw()
        return self.send(signer_name=name)

    def yes_to_all(self) -> Person:
        """Answers every question of the checklist by yes."""
        for question in self.page.locator(".ones .seg").all():
            question.locator("input[value=yes]").check(force=True)
        return self
