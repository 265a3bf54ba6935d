"""Remakes docs/screenshots: the demo company, served for real and looked at in Chinese. `python -m tests.browser.screenshots`"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from core.commands.schema import run_migrations
from core.db.config import tortoise_config
from core.host.host import Host
from core.host.loading import load
from core.models import User
from core.own.demo_run import run_demo
from core.testing.world import PASSWORD
from plugins.service_quality.models import Request
from tests.browser.conftest import ARGUMENTS, chromium
from tests.browser.person import DESKTOP, PHONE, REQUESTS
from tests.browser.server import Server
from tests.browser.shrink import shrink

TARGET = Path(__file__).parents[2] / "docs" / "screenshots"
CASE = REQUESTS + "/{number}"
LARGEST = 150_000  # bytes of one picture


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which path. `state`: a form in it gives {number}, and its owner looks if `login` is "owner"."""

    name: str
    login: str
    path: str
    state: str = ""
    phone: bool = False
    press: str = ""
    scroll: str = ""


SHOTS = (
    Shot("login", "", "/login"),
    Shot("workbench", "jishu02", "/"),
    Shot("workbench-phone", "jishu02", "/", phone=True),
    Shot("call-desk", "kefu01", "/new?q=客户"),
    Shot("call-desk-customer", "kefu01", "/new?q=13800001003"),
    Shot("register", "kefu01", f"{REQUESTS}/new/register?customer=KH-2026-00003"),
    Shot("list", "zhuguan01", REQUESTS),
    Shot("list-phone", "jishu02", REQUESTS, phone=True),
    Shot("case", "zhuguan01", CASE, "closed"),
    Shot("case-refused", "owner", CASE, "visiting", press="details.pop:has(summary.refused) summary"),
    Shot("refusal", "owner", f"{CASE}/acts/take_in", "visiting"),
    Shot("refusal-phone", "owner", f"{CASE}/acts/take_in", "visiting", phone=True),
    Shot("visit-phone", "owner", CASE, "visiting", phone=True),
    Shot("checklist-phone", "owner", f"{CASE}/acts/check", "visiting", phone=True),
    Shot("signature-phone", "owner", f"{CASE}/acts/sign", "fixed", phone=True),
    Shot("duties", "zhuguan01", "/duties?view=all"),
    Shot("figures", "zhuguan01", "/kpis"),
    Shot("policies", "admin", "/policies"),
    Shot("policy", "admin", "/policies/es.call_hours"),
    Shot("plugins", "admin", "/plugins"),
    Shot("plugin-off", "admin", "/plugins/tech_support"),
    Shot("regulation-map", "admin", "/clauses"),
    Shot("clause", "admin", "/clauses/ES-4.2.4"),
    Shot("journal", "auditor", "/journal"),
    Shot("request-form-printed", "zhuguan01", CASE, "closed", press=".title .acts form button"),
)


class Album:
    """Takes the pictures; everybody signs in once a size."""

    def __init__(self, browser: Browser, base: str, forms: Mapping[str, tuple[str, str]]) -> None:
        self._browser, self._base, self._forms = browser, base, forms
        self._desk = browser.new_page()
        self._pages: dict[tuple[str, bool], Page] = {}

    def take(self, shot: Shot) -> Path:
        number, owner = self._forms.get(shot.state, ("", ""))
        page = self._page(owner if shot.login == "owner" else shot.login, shot.phone)
        page.goto(self._base + shot.path.format(number=number))
        if shot.press:
            page.locator(shot.press).first.click()
        page.wait_for_load_state("networkidle")
        target = TARGET / f"{shot.name}.png"
        page.screenshot(path=target, scale="css", animations="disabled")
        shrink(self._desk, target)
        return target

    def _page(self, login: str, phone: bool) -> Page:
        if (login, phone) not in self._pages:
            self._pages[login, phone] = self._sign_in(login, phone)
        return self._pages[login, phone]

    def _sign_in(self, login: str, phone: bool) -> Page:
        more: dict[str, Any] = {"is_mobile": True, "has_touch": True} if phone else {}
        size: Any = PHONE if phone else DESKTOP
        page = self._browser.new_page(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", **more)
        if login:
            page.goto(f"{self._base}/login")
            page.get_by_label("用户名").fill(login)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(f"{self._base}/")
        return page


async def _migrate(url: str, house: Host) -> None:
    await run_migrations(house, tortoise_config(url, house.apps))


async def _demo(house: Host) -> dict[str, tuple[str, str]]:
    """Fills the database; for each state of a request form one number and the login of its owner."""
    await run_demo(PASSWORD)
    logins = dict(await User.all().values_list("id", "login"))
    forms = await Request.all().order_by("id").values_list("state", "number", "owner_id")
    return {state: (number, logins.get(owner, "")) for state, number, owner in forms}


def main(*wanted: str) -> None:
    """All pictures, or those named."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found, url = load(), f"sqlite://{folder}/demo.db"
        asyncio.run(_migrate(url, Host(found)))
        server = Server(url, found, Path(folder))
        forms = server.do(_demo)
        print("states:", ", ".join(f"{state} {number}" for state, (number, _) in forms.items()))
        with server.running(), sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            album = Album(browser, server.base, forms)
            for shot in SHOTS:
                if not wanted or shot.name in wanted:
                    size = album.take(shot).stat().st_size
                    print(f"{shot.name}: {size} bytes{' TOO LARGE' if size > LARGEST else ''}")


if __name__ == "__main__":
    main(*sys.argv[1:])
