"""The application over a fresh database: the core and one small plugin, asked through HTTP in the test's own loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from tortoise import Tortoise

from core import clock, db
from core.config import Config
from core.db import guard
from core.declare import N_, Plugin, Slot
from core.host.host import Host, set_host
from core.host.loading import Found
from core.host.registry import Loaded
from core.models import Generation, Grant, PluginSwitch, User
from core.services import passwords
from core.services.passwords import hash_password
from core.testing.databases import Databases
from core.web.app import create_app
from core.web.security import route

BASE = "http://127.0.0.1:8000"
PASSWORD = "correct horse 9"


async def _note(request: Request) -> Response:
    return JSONResponse({"body": (await request.body()).decode()})


async def _boom(request: Request) -> Response:
    raise ZeroDivisionError("a fault of the plugin")


async def _fragment(actor: Any, row: Any) -> dict[str, str]:
    return {"who": actor.name}


async def _broken(actor: Any, row: Any) -> dict[str, str]:
    raise ZeroDivisionError


def _shop(folder: Path) -> Loaded:
    """A plugin with a page, an unsafe route, a fault and two slots on the workbench."""
    templates = folder / "templates" / "shop"
    templates.mkdir(parents=True)
    (templates / "slot.html").write_text("<p>{{ who }}</p>")
    plugin = Loaded(Plugin("shop", N_("Shop"), "1"), "shop", str(folder), permissions={"shop.page": ("clerk",)})
    plugin.routes = [
        route("/page", _note, ("GET", "POST"), "login"),
        route("/clerk", _note, ("GET",), "shop.page"),
        route("/open", _note, ("GET", "POST"), "public"),
        route("/boom", _boom, ("GET",), "login"),
    ]
    plugin.declared = [
        Slot("core.workbench", "good", N_("Good"), "shop/slot.html", _fragment),
        Slot("core.workbench", "bad", N_("Bad"), "shop/slot.html", _broken),
        Slot("core.workbench", "clerks", N_("Clerks"), "shop/slot.html", _fragment, ("clerk",)),
    ]
    return plugin


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    # templates are compiled once a run
    return Config(base_url=BASE, data=tmp_path_factory.getbasetemp() / "data")


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost next to nothing: what they cost is tried in one test of its own."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._dummy.cache_clear()


@pytest.fixture(autouse=True)
def unprotected() -> Iterator[None]:
    before = guard._protected
    yield
    guard.protect(before)


@pytest.fixture
async def house(databases: Databases, tmp_path: Path) -> AsyncIterator[Host]:
    url = await databases.empty()
    core = Loaded(Plugin("core", N_("Core"), "1"), "core.own", str(tmp_path))
    found = Host(Found([core, _shop(tmp_path / "shop")], []))
    await db.init(db.tortoise_config(url, {"core": ["core.models"]}))
    try:
        await Tortoise.generate_schemas()
        await Generation.create(id=1, number=1)
        with guard.allowed():
            await PluginSwitch.create(number="S1", state="on", created_at=clock.now(), plugin="shop", on_at=clock.now())
        set_host(found)
        await found.refresh()
        yield found
    finally:
        set_host(None)
        await db.close()
        await databases.discard(url)


@pytest.fixture
def app(house: Host, config: Config) -> Starlette:
    return create_app(house, config)


@dataclass
class Browser:
    """Keeps cookies like a browser and knows how to sign in."""

    http: httpx2.AsyncClient

    async def get(self, path: str, **kwargs: Any) -> httpx2.Response:
        return await self.http.get(path, **kwargs)

    async def csrf(self, path: str = "/login") -> str:
        """The token of the form on a page."""
        page = (await self.get(path)).text
        return page.split('name="csrf" value="')[1].split('"')[0] if 'name="csrf"' in page else ""

    async def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> httpx2.Response:
        token = await self.csrf()
        return await self.http.post("/login", data={"username": name, "password": password, "csrf": token, **fields})


@pytest.fixture
async def browser(app: Starlette) -> AsyncIterator[Browser]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as http:
        yield Browser(http)


@pytest.fixture
async def other(app: Starlette) -> AsyncIterator[Browser]:
    """A second browser."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as http:
        yield Browser(http)


@pytest.fixture
async def ann(house: Host) -> User:
    """A user without any role."""
    return await _user("ann")


@pytest.fixture
async def bob(house: Host) -> User:
    """A clerk."""
    user = await _user("bob")
    with guard.allowed():
        await Grant.create(user_id=user.id, role="clerk", scope="all")
    return user


async def _user(login: str) -> User:
    with guard.allowed():
        return await User.create(
            number=f"U-{login}",
            state="active",
            created_at=clock.now(),
            login=login,
            name=login.title(),
            password=await hash_password(PASSWORD),
        )
