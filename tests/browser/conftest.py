"""A served house and a real Chromium, shared by all stories of this folder."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from core.testing.databases import Databases
from tests.browser.company import prepare
from tests.browser.person import DESKTOP, Person
from tests.browser.server import Server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

Entering = Callable[..., Person]


def chromium() -> str:
    """Where the system's Chromium is; "" without one."""
    return next((path for name in CHROMIUM if (path := shutil.which(name))), "")


@pytest.fixture(scope="package")
def executable() -> str:
    """Without Chromium the tests are left out, or fail where everything has to run."""
    found = chromium()
    if not found:
        left_out = "no Chromium on this machine: install chromium to run the tests in a real browser"
        if os.environ.get("GUIZHANG_TEST_ALL"):
            pytest.fail(left_out)
        pytest.skip(left_out)
    return found


@pytest.fixture(scope="package")
def served(executable: str, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a fresh copy of the test world, with what `company.prepare` adds to it."""
    server = Server(asyncio.run(databases.fresh()), databases.found, Path(tmp_path_factory.mktemp("served")))
    server.do(prepare)
    with server.running():
        yield server


@pytest.fixture(scope="package")
def browser(executable: str, served: Server) -> Iterator[Browser]:
    with sync_playwright() as play, play.chromium.launch(executable_path=executable, args=ARGUMENTS) as launched:
        yield launched


class Door:
    """Everybody signs in once a size; later stories find the session, and the browser its cache, as at work."""

    def __init__(self, browser: Browser, base: str) -> None:
        self._browser, self._base = browser, base
        self._known: dict[tuple[str, str], BrowserContext] = {}

    def open(self, login: str, size: ViewportSize, *, sign_in: bool = True, **options: Any) -> Person:
        place = (login, f"{size}{options}")
        context = self._known.get(place) if sign_in else None
        if context is not None:
            return Person(context, self._base, login).open("/")
        context = self._browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        person = Person(context, self._base, login)
        if sign_in:
            self._known[place] = context
            person.sign_in()
        return person


@pytest.fixture(scope="package")
def door(browser: Browser, served: Server) -> Door:
    return Door(browser, served.base)


@pytest.fixture
def enter(door: Door) -> Iterator[Entering]:
    """`enter("agent")` is signed in at the desk, `enter("north", PHONE)` on a phone; at the end nobody may have met an error."""
    opened: list[Person] = []

    def one(login: str, size: ViewportSize = DESKTOP, **options: Any) -> Person:
        opened.append(door.open(login, size, **options))
        return opened[-1]

    yield one
    wrong = [text for person in opened for text in person.wrong]
    for person in opened:
        person.page.close()
    assert not wrong, wrong
