"""B01: every route against every role and place. What is expected is read off the declarations, never written down here."""

from __future__ import annotations

import random
from typing import Any

import pytest

from core.host.host import Host
from core.testing.client import Client
from tests.bar.walk import Person, Way, blurred, everybody, others, person, rows, unscoped, ways
from tests.bar.world import World

SAMPLE = 900
UNKNOWN = "ZZ-2026-99999"


async def unexpected(house: Host, client: Client, world: World, sample: int = SAMPLE, seed: int = 1) -> list[str]:
    """Answers that the declared permission and the data scope do not account for."""
    dice = random.Random(seed)
    logins = list(everybody(house))
    known: dict[str, Person] = {}
    pairs = [(way, dice.choice(logins)) for way in ways(client) for _ in range(12) if not way.path.endswith("/nothing")]
    found: list[str] = []
    for way, login in dice.sample(pairs, min(sample, len(pairs))):
        if login not in known:
            known[login] = await person(client, login)
        found += await _ask(house, world, way, known[login], dice)
    return found


async def _ask(house: Host, world: World, way: Way, who: Person, dice: random.Random) -> list[str]:
    if not who.may(house, way.permission):
        return await _closed(way, who)
    if not way.reads:
        return []
    if way.row:
        return await _row(house, world, way, who, dice)
    status = (await who.client.get(way.at())).status_code
    return [f"{who.login} {way.path}: {status}"] if status >= 500 else []


async def _closed(way: Way, who: Person) -> list[str]:
    """Without the permission the answer is 403, whatever the address names."""
    if way.reads:
        status = (await who.client.get(way.at())).status_code
    else:
        status = (await who.client.http.post(way.at(), json={}, headers={"x-csrf-token": who.client.csrf})).status_code
    return [] if status == 403 else [f"{who.login} {way.path}: {status}, not 403"]


async def _row(house: Host, world: World, way: Way, who: Person, dice: random.Random) -> list[str]:
    """In reach it opens; out of reach it is what an unknown number is, byte for byte."""
    subject = house.registry.subjects[way.subject]
    acts = [a for a in house.registry.acts_of(subject.name) if not a.creates and a.by != "system"]
    act = dice.choice(acts).name if "{act}" in way.path and acts else ""
    found = []
    for place in (who.place, dice.choice(others(who.place))):
        for row in await rows(house, world, subject.name, place, 1):
            answer = await who.client.get(way.at(row.number, act))
            within = who.reads(house, subject, row) or (
                bool(act) and who.reads(house, subject, row, f"{subject.name}.{act}")
            )
            if within and answer.status_code >= 500:
                found.append(f"{who.login} {way.path} {row.number}: {answer.status_code}")
            if not within and answer.status_code != 403:
                found += await _like_unknown(way, who, row.number, act, answer)
    return found


async def _like_unknown(way: Way, who: Person, number: str, act: str, answer: Any) -> list[str]:
    unknown = await who.client.get(way.at(UNKNOWN, act))
    same = blurred(answer, number) == blurred(unknown, UNKNOWN)
    if answer.status_code == unknown.status_code == 404 and same:
        return []
    return [f"{who.login} {way.path} {number}: {answer.status_code}, unknown {unknown.status_code}, same body {same}"]


async def strangers(client: Client) -> list[str]:
    """Pages that somebody who is not signed in is let into."""
    found = []
    for way in ways(client):
        if way.permission == "public":
            continue
        sent = client.http.get(way.at()) if way.reads else client.http.post(way.at(), json={})
        answer = await sent
        sign_in = answer.status_code == 303 and answer.headers["location"].startswith("/login")
        if not (sign_in or answer.status_code == 401):
            found.append(f"{way.path}: {answer.status_code}")
    return found


async def test_every_route_opens_to_whom_it_is_declared_to(host: Host, client: Client, world: World) -> None:
    assert await unexpected(host, client, world) == []


async def test_a_stranger_is_sent_to_sign_in_everywhere(client: Client, host: Host) -> None:
    assert await strangers(client) == []


async def test_seeded_scope_filter_removed(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unscoped(monkeypatch)
    assert await unexpected(host, client, world, sample=250)


async def test_seeded_permission_not_asked(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.security._check_permission", lambda *_: None)
    assert await unexpected(host, client, world, sample=150)
