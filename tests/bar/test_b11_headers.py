"""B11: the same strict headers on every answer: pages, files, errors, redirects, what is public and what is not."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from core.config import Config
from core.host.host import Host
from core.testing.client import BASE, Client
from core.web import security
from core.web.app import create_app
from tests.bar.walk import rows, ways
from tests.bar.world import World

_KEPT = ("/static/", "/openapi.json")  # files and the description of the interface: nobody's data
_BANNERS = ("server", "x-powered-by", "via")


def wrong_headers(answer: httpx2.Response) -> list[str]:
    """What is amiss with one answer."""
    csp = answer.headers.get("content-security-policy", "")
    checks = {
        "csp": bool(csp) and "unsafe-" not in csp and "*" not in csp,
        "default": csp == security.SANDBOX or "default-src 'self'" in csp,
        "frames": csp == security.SANDBOX or "frame-ancestors 'none'" in csp,
        "nosniff": answer.headers.get("x-content-type-options") == "nosniff",
        "frame": answer.headers.get("x-frame-options") == "DENY",
        "referrer": answer.headers.get("referrer-policy") in ("same-origin", "no-referrer"),
        "kept": "no-store" in answer.headers.get("cache-control", "") or answer.url.path.startswith(_KEPT),
        "banner": not any(name in answer.headers for name in _BANNERS),
        "cookies": all(_locked(cookie) for cookie in answer.headers.get_list("set-cookie")),
    }
    return [
        f"{answer.request.method} {answer.url.path} {answer.status_code}: {name}"
        for name, fine in checks.items()
        if not fine
    ]


def _locked(cookie: str) -> bool:
    low = cookie.lower()
    return "httponly" in low and "samesite=lax" in low and "path=/" in low and "domain=" not in low


async def _answers(house: Host, client: Client, world: World) -> AsyncIterator[httpx2.Response]:
    signed = await client.as_("agent")
    row = (await rows(house, world, "core.customer", "north", 1))[0]
    for way in ways(client):
        visitors = (client, signed) if way.reads else (signed,)
        for visitor in visitors:
            number = row.number if way.subject == "core.customer" else ""
            yield await visitor.http.request("GET" if way.reads else "POST", way.at(number))
    for path in (
        "/nothing",
        "/static/core/app.css",
        "/static/none",
        "/s/core/customer.json?x=1",
        "/%00",
        "/lang?to=en",
    ):
        yield await signed.get(path)
    yield await signed.http.request("DELETE", "/")
    yield await client.http.post("/login", data={"username": "x", "password": "y"})
    yield await signed.http.get("/", headers={"host": "evil.example"})


async def wrong_answers(house: Host, client: Client, world: World) -> list[str]:
    return [each async for answer in _answers(house, client, world) for each in wrong_headers(answer)]


async def test_every_answer_bears_the_headers(host: Host, client: Client, world: World) -> None:
    assert await wrong_answers(host, client, world) == []


async def test_a_fault_of_the_program_bears_them_too(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.page_inbox.render", lambda *_, **__: 1 / 0)
    answer = await (await client.as_("agent")).get("/inbox")
    assert answer.status_code == 500
    assert wrong_headers(answer) == []
    assert "ZeroDivision" not in answer.text


async def test_behind_tls_the_cookies_are_bound_to_the_host(host: Host, tmp_path: Path) -> None:
    config = Config(base_url=BASE.replace("http:", "https:"), allowed_hosts=("testserver.local",), data=tmp_path)
    transport = httpx2.ASGITransport(create_app(host, config))
    async with httpx2.AsyncClient(transport=transport, base_url=config.base_url) as http:
        answer = await http.get("/login")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    cookies = answer.headers.get_list("set-cookie")
    assert cookies
    assert all(c.startswith("__Host-") and "secure" in c.lower() for c in cookies)


@pytest.mark.parametrize("name", ["x-content-type-options", "content-security-policy", "referrer-policy"])
async def test_seeded_header_removed(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delitem(security._HEADERS, name)
    bare = Client(create_app(host, dataclasses.replace(client._config)), client._config)
    assert wrong_headers(await bare.get("/login"))


async def test_seeded_inline_script_allowed(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(security._HEADERS, "content-security-policy", "default-src 'self' 'unsafe-inline'")
    bare = Client(create_app(host, client._config), client._config)
    assert wrong_headers(await bare.get("/login"))
