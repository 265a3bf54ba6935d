"""A small company over the core's own subjects, for tests of the declared screens: import `house` to replace conftest's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx2
import pytest
from tortoise import Tortoise

from core import db
from core.acts.perform import perform
from core.declare import Clause, Gate, Missing, Plugin, Regulation
from core.host.host import Host, set_host
from core.host.loading import Found, load
from core.host.registry import Loaded
from core.models import Generation
from core.models.access import SYSTEM
from core.rules.view import View
from core.testing.databases import Databases
from tests.core.web.conftest import PASSWORD, Browser

STAFF = (
    ("kefu", "客服甲", "agent", "all"),
    ("jishu", "技术员乙", "technician", "own"),
    ("shenji", "审计丙", "auditor", "all"),
)


def _polite(view: View) -> Iterable[Missing | None]:
    if "!" in (view.data.answer or ""):
        yield Missing("answer", "an answer without shouting", "core.enquiry.answer")
        yield Missing("customer", "a customer who is %(mood)s", "core.customer", {"mood": "calm"})


def _asked_again(view: View) -> Iterable[Missing | None]:
    if "again" in view.subject.answer:
        yield Missing("again", "a second look")


def manners() -> Loaded:
    """A regulation over the core's enquiries: one gate that refuses, one that only warns."""
    plugin = Loaded(Plugin("manners", "Manners", "1"), "manners", "")
    plugin.declared = [
        Regulation("MN", "Rules of manners"),
        Clause("MN-1", "MN", "1.1", "D", "Nobody is shouted at."),
        Clause("MN-2", "MN", "2", "D", "Whoever closes looks twice."),
        Gate("core.enquiry.answer", "MN-1", _polite),
        Gate("core.enquiry.close", "MN-2", _asked_again, level="warn"),
    ]
    return plugin


@pytest.fixture
async def house(databases: Databases) -> AsyncIterator[Host]:
    """Two departments; an agent who sees all, a technician of the second department, an auditor; three customers."""
    core = [plugin for plugin in load({}).plugins if plugin.name == "core"]
    found = Host(Found([*core, manners()], []))
    url = await databases.empty()
    await db.init(db.tortoise_config(url, {"core": ["core.models"]}))
    try:
        await Tortoise.generate_schemas()
        await Generation.get_or_create(id=1, defaults={"number": 1})
        set_host(found)
        await found.refresh()
        await _fill(found)
        yield found
    finally:
        set_host(None)
        await db.close()
        await databases.discard(url)


async def _fill(found: Host) -> None:
    await perform("core.plugin_switch.enable", SYSTEM, {"plugin": "manners", "reason": "test"})
    for code, region in (("head", ""), ("point", "东区")):
        await perform("core.department.create", SYSTEM, {"code": code, "name": f"部门{code}", "regions": region})
    await found.refresh()
    place = {code: found.directory.by_code(code) for code in ("head", "point")}
    for login, name, role, scope in STAFF:
        where = place["point" if login == "jishu" else "head"]
        data = {"login": login, "name": name, "department": where.id if where else None, "password": PASSWORD}
        made = await perform("core.user.invite", SYSTEM, data)
        await perform("core.user.grant", SYSTEM, {"role": role, "scope": scope}, subject=made.id)
        await perform("core.user.settle", SYSTEM, subject=made.id)
    await found.refresh()
    for n, region in ((1, "东区"), (2, "西区"), (3, "")):
        data = {"code": f"K-{n}", "name": f"客户{'甲乙丙'[n - 1]}", "phone": f"1380000111{n}", "region": region}
        await perform("core.customer.register", SYSTEM, data)


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" content="([^"]+)"', page)
    assert found
    return found[1]


def hidden_of(page: str, name: str) -> str:
    """The value of a hidden input in the form of an act."""
    form = page[page.index('id="act-form"') :]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    return found[1] if found else ""


async def send(browser: Browser, path: str, body: Any, **headers: str) -> httpx2.Response:
    """POST JSON with the session's token."""
    token = csrf_of((await browser.get("/s/core/customer")).text)
    return await browser.http.post(path, json=body, headers={"x-csrf-token": token, **headers})


async def enquiry(browser: Browser, **data: str) -> str:
    """Log an enquiry; its number."""
    sent = {"customer": "KH-2026-00001", "channel": "phone", "question": "多少钱", **data}
    sent["customer"] = (await browser.get("/s/core/customer.json")).json()["rows"][-1]["number"]
    answer = await send(browser, "/s/core/enquiry/acts/take", {"data": sent})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])
