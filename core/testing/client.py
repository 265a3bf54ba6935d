"""The application in process, used the way a browser and a script use it: sessions, CSRF, HTML forms, JSON."""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2

from core import clock
from core.config import Config
from core.db import guard
from core.host.host import Host
from core.models import Session, User
from core.web import session as sessions
from core.web.app import create_app

BASE = "http://testserver.local"
_HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
_ATTRIBUTE = re.compile(r"(name|value)=\"([^\"]*)\"")


class Client:
    """One visitor. `as_` gives another, signed in; `json`, `act` and `form` send what pages and scripts send."""

    def __init__(self, app: Any, config: Config, csrf: str = "", token: str = "", user: User | None = None) -> None:
        self._app, self._config, self.csrf, self.user = app, config, csrf, user
        cookies = {sessions.cookie(config): token} if token else {}
        self.http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE, cookies=cookies)

    async def as_(self, login: str) -> Client:
        """The user with this login, signed in without the cost of a password; as if he had chosen his own."""
        user = await User.get(login=login)
        with guard.allowed():
            await User.filter(id=user.id, must_change=True).update(must_change=False)
        token, now = secrets.token_urlsafe(32), clock.now()
        csrf = sessions._printed(secrets.token_urlsafe(24), user.password)
        await Session.create(
            token=sessions.digest(token),
            user_id=user.id,
            csrf=csrf,
            lang=user.lang,
            created_at=now,
            seen_at=now,
            ends_at=now + timedelta(days=400),
        )
        return Client(self._app, self._config, csrf, token, user)

    async def get(self, path: str, **params: Any) -> httpx2.Response:
        return await self.http.get(path, params=params or None)

    async def json(self, path: str, **params: Any) -> Any:
        """The body of a 200 answer to GET `path`."""
        answer = await self.http.get(path, params=params or None, headers={"accept": "application/json"})
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:400]}"
        return answer.json()

    async def act(
        self, path: str, act: str, data: Mapping[str, Any] | None = None, *, confirmed: bool = False, **more: Any
    ) -> httpx2.Response:
        """POST an act as JSON. `path` is "/s/plugin/subject" (creating) or "/s/plugin/subject/NUMBER"."""
        body = {"data": dict(data or {}), "confirmed": confirmed, **more}
        return await self.http.post(f"{path}/acts/{act}", json=body, headers={"x-csrf-token": self.csrf})

    async def form(self, path: str, act: str, data: Mapping[str, Any] | None = None) -> httpx2.Response:
        """POST an act as an HTML form, with the hidden fields of its page."""
        page = await self.http.get(f"{path}/acts/{act}" if path.count("/") > 3 else f"{path}/new/{act}")
        fields = {**hidden(page.text), "csrf": self.csrf, **{k: v for k, v in (data or {}).items() if v is not None}}
        return await self.http.post(f"{path}/acts/{act}", data=fields)

    async def post(self, path: str, data: Mapping[str, Any] | None = None) -> httpx2.Response:
        return await self.http.post(path, data={"csrf": self.csrf, **(data or {})})


def hidden(page: str) -> dict[str, str]:
    """Names and values of the hidden inputs of a page's last form with a key."""
    found = {}
    for tag in _HIDDEN.findall(page):
        attributes = {k: html.unescape(v) for k, v in _ATTRIBUTE.findall(tag)}
        if attributes.get("name") in ("key", "version"):
            found[attributes["name"]] = attributes.get("value", "")
    return found


@asynccontextmanager
async def serving(house: Host, data: Path) -> AsyncIterator[Client]:
    """A visitor who is not signed in, on an application over `house`."""
    config = Config(base_url=BASE, allowed_hosts=("testserver.local",), data=data)
    yield Client(create_app(house, config), config)
