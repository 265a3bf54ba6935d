"""B26: whatever is sent, a log line is one JSON object without control or bidi characters, and no secret or personal value stands in it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
import structlog

from core.host.host import Host
from core.models import LoginTry, Session, User
from core.testing.client import Client
from core.testing.world import PASSWORD
from core.web import logs
from tests.bar.filler import PHONES, Filler
from tests.bar.walk import ways
from tests.bar.world import World

HOSTILE = (
    'x\r\n{"event": "forged", "level": "info", "at": "now"}', "x\nforged", "\x1b[31mred\x1b[0m", "\u202eevil\u2066", "\x00nul",
    "\x85next", "\u2028line\u2029", '"},{"event":"forged"}', "%s%n{x}", "\x9b31m", "\x08\x08\x08", "\U0001f600" + "z" * 5000,
)  # fmt: skip
ID_NUMBER = "11010519491231002X"  # the made-up one of the standard's own example
_RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
_PERSONAL = re.compile(rf"MP-(?:north|south|west)-[\w-]+|\b(?:{'|'.join(PHONES.values())})\d{{7}}\b|{ID_NUMBER}")


def _plain(text: str) -> str:
    return re.sub(r"[\r\n\x00]", " ", text).encode("ascii", "ignore").decode()


async def noise(house: Host, client: Client, world: World) -> list[str]:
    """Everything hostile into every place a request has, signed in and not; the secrets that were met on the way."""
    agent = await client.as_("agent")
    for text in HOSTILE:
        await client.http.post(
            "/login", data={"username": text, "password": text, "csrf": "c" * 43}, headers=_stranger()
        )
        await agent.get("/s/core/customer.json", **{"q": text, text[:40] or "k": "1"})
        await agent.http.get(f"/nothing/{quote(text[:300])}")
        await agent.act("/s/core/customer", "register", {"name": text, "phone": text, "code": text[:20]})
        head = {
            name: _plain(text) for name in ("user-agent", "x-request-id", "referer", "traceparent", "accept-language")
        }
        await agent.http.get("/nothing", headers=head)
        await LoginTry.all().delete()
    await _acts(house, agent, world)
    await client.http.post(
        "/login", data={"username": "agent", "password": PASSWORD, "csrf": "c" * 43}, headers=_stranger()
    )
    for way in ways(client)[::7]:
        await agent.http.request("GET" if way.reads else "POST", way.at())
    kept = [text for user in await User.all().limit(5) for text in (user.password,)]
    tokens = [t for row in await Session.all() for t in (row.token, row.csrf)]
    cookies = [str(c.value) for c in (*agent.http.cookies.jar, *client.http.cookies.jar)]
    return [PASSWORD, *(s for s in (*kept, *tokens, *cookies) if len(s) > 20)]


def _stranger() -> dict[str, str]:
    return {"cookie": f"gz-pre={'c' * 43}"}


async def _acts(house: Host, agent: Client, world: World) -> None:
    """Every creating act, with personal values and an ID number in each long text, right and wrong."""
    filler = Filler("north", {name: world.of(name, "north") for name in world.rows}, 26)
    for act in house.registry.acts.values():
        if act.creates and act.by != "system" and "agent" in act.roles:
            data = filler.data(act)
            marked = {k: f"{v} {ID_NUMBER}" if isinstance(v, str) and v.startswith("M") else v for k, v in data.items()}
            path = f"/s/{act.on.replace('.', '/')}"
            for sent in (data, marked, {**marked, "undeclared": ID_NUMBER}):
                await agent.act(path, act.name, sent)
                await agent.form(path, act.name, {k: v for k, v in sent.items() if isinstance(v, str)})


def amiss(text: str, secrets: list[str]) -> list[str]:
    """What is wrong with a log."""
    found = []
    for line in text.split("\n")[:-1]:
        try:
            event = json.loads(line)
        except ValueError:
            found.append(f"no JSON: {line[:80]!r}")
            continue
        known = isinstance(event, dict) and {"at", "event", "level"} <= event.keys()
        found += [] if known and event["event"] != "forged" else [f"forged: {line[:80]!r}"]
        found += [f"raw characters: {line[:80]!r}"] if _RAW.search(line) else []
    found += [f"secret: {secret[:6]}…" for secret in secrets if secret in text]
    return found + [f"personal: {m}" for m in sorted(set(_PERSONAL.findall(text)))]


async def _log(house: Host, client: Client, world: World, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    secrets = await noise(house, client, world)
    text = capsys.readouterr().err
    assert text.count("\n") > 50
    return amiss(text, secrets)


async def test_no_line_is_forged_and_nothing_secret_stands_in_one(
    host: Host, client: Client, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    assert await _log(host, client, world, capsys) == []


async def test_seeded_plain_lines(
    host: Host, client: Client, world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = structlog.processors.KeyValueRenderer()
    monkeypatch.setattr(structlog.processors, "JSONRenderer", lambda *_, **__: plain)
    logs.configure()
    assert await _log(host, client, world, capsys)


async def test_seeded_input_in_the_log(
    host: Host, client: Client, world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.web import acting

    real = acting.perform

    async def loud(act: str, actor: Any, data: Any = None, **more: Any) -> Any:
        structlog.get_logger().info("doing", act=act, data=str(data))
        return await real(act, actor, data, **more)

    monkeypatch.setattr(acting, "perform", loud)
    logs.configure()
    assert any("personal" in each for each in await _log(host, client, world, capsys))


async def test_seeded_cookies_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    capsys.readouterr()
    structlog.get_logger().info("request", cookie="s" * 43)
    assert amiss(capsys.readouterr().err, ["s" * 43]) == [f"secret: {'s' * 6}…"]


@pytest.fixture(autouse=True)
def configured_again() -> Any:
    yield
    logs.configure()
