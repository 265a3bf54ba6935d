"""B18: no writing route takes a request that does not prove to come from our own page; no reading route writes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core.host.host import Host
from core.testing.client import Client
from tests.bar.walk import Way, changed, rows, tables, ways
from tests.bar.world import World

VARIANTS: Mapping[str, Mapping[str, str]] = {
    "no token": {},
    "empty token": {"x-csrf-token": ""},
    "made up token": {"x-csrf-token": "a" * 53},
    "token of another session": {"x-csrf-token": "OTHER"},
    "foreign origin": {"x-csrf-token": "OWN", "origin": "https://evil.example"},
    "null origin": {"x-csrf-token": "OWN", "origin": "null"},
    "cross-site": {"x-csrf-token": "OWN", "sec-fetch-site": "cross-site"},
    "same-site": {"x-csrf-token": "OWN", "sec-fetch-site": "same-site"},
    "text/plain": {"content-type": "text/plain"},
    "another port": {"x-csrf-token": "OWN", "origin": "http://testserver.local:81"},
}
# what a GET may leave behind: who looked, when last, and that something was taken out
_LEFT = ("core_journal", "core_journal_personal")
_TAKES = (".csv", ".xlsx")


def writing(client: Client) -> list[Way]:
    return [way for way in ways(client) if way.methods & {"POST", "PUT", "PATCH", "DELETE"}]


async def accepted(house: Host, client: Client, world: World, only: int | None = None) -> list[str]:
    """Writing routes that did not answer 403 to a request without proof, and tables that changed."""
    people = {role: await client.as_(role) for role in house.registry.roles}
    other = (await client.as_("agent.north.0")).csrf
    before, found = await tables(), []
    for way in writing(client)[:only]:
        visitor = _allowed(house, people, way)
        row = (await rows(house, world, way.subject, "north", 1) if way.row else []) or [None]
        path = way.at(getattr(row[0], "number", ""))
        for name, headers in VARIANTS.items():
            sent = {k: {"OWN": visitor.csrf, "OTHER": other}.get(v, v) for k, v in headers.items()}
            body = b"csrf=x&data=1" if "content-type" in sent else b""
            answer = await visitor.http.post(path, headers=sent, content=body)
            found += [] if answer.status_code == 403 else [f"{way.path} {name}: {answer.status_code}"]
    return found + [f"table {name} changed" for name in changed(before, await tables())]


def _allowed(house: Host, people: Mapping[str, Client], way: Way) -> Client:
    """Somebody whom only the missing proof can stop."""
    roles = house.registry.permissions.get(way.permission, frozenset(people))
    return next(people[role] for role in people if role in roles)


# a look at what is confidential is written down by an act, and by nothing else
_LOOK = ("core_viewing", "core_journal", "core_counter", "core_search")


async def written_by_reading(house: Host, client: Client, world: World) -> list[str]:
    """GET routes after which a table is not what it was; of what is confidential, a table that no look is written into."""
    people = {role: await client.as_(role) for role in house.registry.roles}
    closed = [name.replace(".", "/") for name, subject in house.registry.subjects.items() if subject.confidential]
    plain, watched = [], []
    for way in (w for w in ways(client) if w.reads and not w.path.endswith(_TAKES)):
        row = (await rows(house, world, way.subject, "north", 1) if way.row else []) or [None]
        path = way.at(getattr(row[0], "number", ""))
        looked = way.row and any(f"/{name}/" in path for name in closed)
        (watched if looked else plain).append((_allowed(house, people, way), path))
    found = await _written_by(plain)
    return found + [table for table in await _written_by(watched) if table not in _LOOK]


async def _written_by(asked: list[tuple[Client, str]]) -> list[str]:
    before = await tables()
    for _twice in range(2):
        for visitor, path in asked:
            await visitor.get(path)
    return changed(before, await tables())


async def test_every_writing_route_asks_for_proof(host: Host, client: Client, world: World) -> None:
    assert len(writing(client)) > 20
    assert await accepted(host, client, world) == []


async def test_reading_writes_nothing(host: Host, client: Client, world: World) -> None:
    assert await written_by_reading(host, client, world) == []


async def test_seeded_token_check_off(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr("core.web.security._check_csrf", nothing)
    assert await accepted(host, client, world, only=3)


async def test_seeded_origin_not_looked_at(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.security._own_origin", lambda _: True)
    found = await accepted(host, client, world, only=3)
    assert any("foreign origin" in each for each in found)


async def test_seeded_page_that_writes(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.web import page_inbox

    real = page_inbox.render

    async def writing_render(*args: object, **named: object) -> object:
        from core import clock
        from core.models import LoginTry, Notice

        await LoginTry.create(login="x", address="x", at=clock.now())
        count = await Notice.all().count()
        data = {"user_id": 1, "kind": "assigned", "subject_type": "core.user", "subject_id": 1, "number": "1"}
        await Notice.create(**data, at=clock.now(), dedupe=f"seeded{count}")
        return await real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(page_inbox, "render", writing_render)
    assert "core_notice" in await written_by_reading(host, client, world)
