"""A served house and a real Chromium, shared by all stories of this folder."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.testing.databases import Databases
from tests.browser.company import prepare
from tests.browser.person import DESKTOP, Person
from tests.browser.server import Server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

Entering = Callable[..., Person]


def chromium() -> str:
    """Where the system's Chromium is; without it the test is left out, or fails where everything has to run."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), "")
    if not found:
        left_out = "no Chromium on this machine: install chromium to run the tests in a real browser"
        if os.environ.get("GUIZHANG_TEST_ALL"):
            pytest.fail(left_out)
        pytest.skip(left_out)
    return found


@pytest.fixture(scope="package")
def served(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a fresh copy of the test world, with what `company.prepare` adds to it."""
    chromium()
    server = Server(asyncio.run(databases.fresh()), databases.found, Path(tmp_path_factory.mktemp("served")))
    server.do(prepare)
    with server.running():
        yield server


@pytest.fixture(scope="package")
def browser(served: Server) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play, play.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as launched:
        yield launched


@pytest.fixture
def enter(browser: Any, served: Server) -> Iterator[Entering]:
    """`enter("agent")` is signed in at the desk, `enter("north", PHONE)` on a phone; at the end nobody may have met an error."""
    opened: list[Person] = []

    def one(login: str, size: dict[str, int] = DESKTOP, *, sign_in: bool = True, **options: Any) -> Person:
        context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
        person = Person(context, served.base, login)
        opened.append(person)
        return person.sign_in() if sign_in else person

    yield one
    wrong = [text for person in opened for text in person.wrong]
    for person in opened:
        person.context.close()
    assert not wrong, wrong
