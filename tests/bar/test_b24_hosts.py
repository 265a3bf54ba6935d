"""B24: no name that a request brings along ends in a link, an address or a mail; redirects stay at home."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest

from core import clock
from core.db import guard
from core.host.host import Host
from core.models import Notice, Outbox, Preference, User
from core.services import mail
from core.testing.client import BASE, Client
from tests.bar.walk import words

EVIL = "evil.example"
HOSTS = (
    EVIL, f"{EVIL}:80", f"testserver.local.{EVIL}", f"{EVIL}#testserver.local", f"testserver.local@{EVIL}", "", " ", "[::1]",
    f"{EVIL}/testserver.local", "testserver.local:99999999", "TESTSERVER.LOCAL.evil.example", "localhost.evil.example", "*",
    "%65vil.example",
)  # fmt: skip
HEADERS: tuple[Mapping[str, str], ...] = tuple(
    {name: value}
    for name, value in (
        ("x-forwarded-host", EVIL), ("x-forwarded-server", EVIL), ("x-host", EVIL), ("x-original-host", EVIL), ("via", EVIL),
        ("x-forwarded-for", "203.0.113.9"), ("x-real-ip", "203.0.113.9"), ("forwarded", f"host={EVIL};for=203.0.113.9"),
        ("x-forwarded-proto", "https"), ("x-original-url", f"//{EVIL}/"), ("x-rewrite-url", f"//{EVIL}/"),
        ("x-forwarded-prefix", f"//{EVIL}"), ("remote-user", "admin"), ("x-remote-user", "admin"), ("cf-connecting-ip", "203.0.113.9"),
        ("referer", f"https://{EVIL}/"), ("hx-current-url", f"https://{EVIL}/x"), ("x-http-method-override", "DELETE"),
    )
)  # fmt: skip
TARGETS = (
    f"https://{EVIL}", f"//{EVIL}", f"///{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"/\t/{EVIL}", f"/\n/{EVIL}", f"\t//{EVIL}",
    f"/%09/{EVIL}", f"https:{EVIL}", f"http:/{EVIL}", f"javascript:alert(1)//{EVIL}", f"/@{EVIL}", f"data:text/html,{EVIL}",
    f"/./\\{EVIL}", f"/ /{EVIL}", f"@{EVIL}", f"/\u2028/{EVIL}", f"\u200b//{EVIL}", f"/\x00/{EVIL}", f"//{EVIL}@testserver.local",
    f"http://testserver.local@{EVIL}/", f"/\r\nlocation: https://{EVIL}", f"///{EVIL}/..", f"/%5c{EVIL}", f"\uff0f\uff0f{EVIL}",
    f"//testserver.local.{EVIL}", f"/\\/{EVIL}",
)  # fmt: skip


def test_there_are_sixty_in_the_corpus() -> None:
    assert len(HOSTS) + len(HEADERS) + len(TARGETS) >= 60


async def foreign_names(client: Client) -> list[str]:
    """Requests after which a foreign name stands in the answer, or that were taken for somebody they are not."""
    signed, found = await client.as_("agent"), []
    for host in HOSTS:
        for path in ("/", "/login", "/nothing"):
            answer = await signed.http.get(path, headers={"host": host})
            own = host.startswith("testserver.local:")
            found += [f"Host {host!r} {path}: {answer.status_code}"] if answer.status_code != 400 and not own else []
            found += _named(answer, f"Host {host!r}")
    for headers in HEADERS:
        for visitor in (client, signed):
            for path in ("/", "/s/core/customer", "/nothing", "/openapi.json", "/lang?to=en"):
                answer = await visitor.http.get(path, headers=dict(headers))
                found += _named(answer, f"{headers} {path}")
                if visitor is client and path == "/s/core/customer" and answer.status_code != 303:
                    found.append(f"{headers}: a stranger gets {answer.status_code}")
    return found


def _named(answer: httpx2.Response, what: str) -> list[str]:
    return [f"{what}: the foreign name is in the answer"] if EVIL in words(answer).replace(f"%2F%2F{EVIL}", "") else []


async def away(client: Client) -> list[str]:
    """Redirects that lead, or that a browser may take to lead, to another host."""
    signed, found = await client.as_("agent"), []
    for target in TARGETS:
        answers = [
            await signed.http.get("/login", params={"next": target}),
            await signed.http.get("/lang", params={"to": "en", "next": target}),
            await signed.http.post("/inbox/read", data={"csrf": signed.csrf, "next": target, "back": target}),
            await client.http.get(
                "/duties", headers={"hx-request": "true", "hx-current-url": target.encode("ascii", "ignore")}
            ),
        ]
        for answer in answers:
            for name in ("location", "hx-redirect", "hx-location"):
                found += [
                    f"{target!r} {answer.url.path}: {name} {v}" for v in answer.headers.get_list(name) if _leaves(v)
                ]
    return found


def _leaves(location: str) -> bool:
    """As a browser reads it: backslashes are slashes, blanks and controls in between vanish."""
    read = "".join(c for c in location.replace("\\", "/") if c > " ")
    return urlsplit(urljoin(BASE, read)).netloc != urlsplit(BASE).netloc or "\\" in location or not read.startswith("/")


async def test_no_foreign_name_stands_in_an_answer(host: Host, client: Client) -> None:
    assert await foreign_names(client) == []


async def test_no_redirect_leads_away(host: Host, client: Client) -> None:
    assert await away(client) == []


async def test_links_in_mails_are_of_the_configured_address(host: Host, client: Client) -> None:
    user = await User.get(login="agent")
    await Preference.create(user_id=user.id, email="agent@example.com", mail=["mention"])
    data = {
        "user_id": user.id,
        "kind": "mention",
        "subject_type": "core.user",
        "subject_id": user.id,
        "number": user.number,
    }
    signed = await client.as_("agent")
    await signed.http.get("/", headers={"x-forwarded-host": EVIL, "host": EVIL})
    with guard.allowed():
        await Notice.create(**data, at=clock.now(), dedupe="b24")
    await mail.plan()
    assert EVIL not in str(await Outbox.all().values())
    assert mail.config().base_url == BASE


async def test_seeded_redirects_anywhere(host: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("core.web.login", "core.web.page_inbox"):
        monkeypatch.setattr(f"{module}.local_path", lambda text, default="/": text or default)
    assert await away(client)


async def test_seeded_any_host_allowed(
    host: Host, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr("core.config.LOOPBACK", ("*",))
    import dataclasses

    from core.web.app import create_app

    config = dataclasses.replace(client._config, allowed_hosts=("*",))
    assert await foreign_names(Client(create_app(host, config), config))
