"""B02: no text of another department in any list, file, suggestion, search, print or notice."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from core.host.host import Host
from core.models import Notice, User
from core.testing.client import Client
from tests.bar.walk import Person, common_marks, everybody, foreign, others, person, rows, unscoped, words
from tests.bar.world import PLACES, World

SAMPLE, LONG = 600, 6000
PAGES = (
    "/",
    "/duties",
    "/duties.json",
    "/inbox",
    "/inbox.json",
    "/journal",
    "/journal.json",
    "/kpis",
    "/new",
    "/clauses",
    "/me",
)


def _asked(house: Host, who: Person) -> Iterator[str]:
    """Everything the person may ask for by address."""
    yield from PAGES
    for other in others(who.place):
        yield f"/search?q=MK-{other}"
        yield f"/search/suggest?q=MK-{other}"
        yield f"/new/find?q=MK-{other}"
    for name, screen in house.registry.screens.items():
        base = f"/s/{name.replace('.', '/')}"
        if who.may(house, f"{name}.read"):
            yield from (base, f"{base}.json", f"{base}.csv", f"{base}.xlsx", f"{base}/cross")
            yield from (f"{base}.json?q=MK-{other}" for other in others(who.place))
        if screen.related:
            yield base
    for name in house.registry.subjects:
        yield from (f"/suggest/{name}?q=MK-{other}" for other in others(who.place))


async def foreign_marks(house: Host, client: Client, world: World, sample: int = SAMPLE, seed: int = 2) -> list[str]:
    dice, common = random.Random(seed), await common_marks(house)
    people = {login: await person(client, login) for login in everybody(house)}
    asked = [(login, path) for login, who in people.items() for path in _asked(house, who)]
    found, opened = [], 0
    for login, path in dice.sample(asked, min(sample, len(asked))):
        who = people[login]
        answer = await who.client.get(path)
        opened += answer.status_code == 200
        found += [f"{login} {path}: {mark}" for mark in foreign(words(answer), who.place, common)]
    assert opened > sample // 2, "most pages stay shut: nothing is tried"
    return found + await _own_pages(house, world, people, dice, common, sample // 6)


async def _own_pages(
    house: Host, world: World, people: dict[str, Person], dice: random.Random, common: frozenset[str], sample: int
) -> list[str]:
    """Pages of rows in reach, with all that is related to them."""
    found = []
    for _ in range(sample):
        login, subject = dice.choice(list(people)), dice.choice(list(house.registry.screens))
        who = people[login]
        for row in await rows(house, world, subject, who.place, 1):
            answer = await who.client.get(f"/s/{subject.replace('.', '/')}/{row.number}")
            found += [f"{login} {subject} {row.number}: {m}" for m in foreign(words(answer), who.place, common)]
    return found


async def told_beyond_reach(house: Host) -> list[str]:
    """Notices (and so mails) about rows their reader may not see."""
    places = {u.id: u.login.split(".")[1] for u in await User.all() if u.login.count(".") == 2}
    found = []
    for notice in await Notice.all():
        subject = house.registry.subjects[notice.subject_type]
        row = await subject.model.get_or_none(id=notice.subject_id)
        department = house.directory.departments.get(getattr(row, "department_id", None) or 0)
        code = department.code if department else ""
        if notice.user_id in places and code in PLACES and code != places[notice.user_id]:
            found.append(f"{places[notice.user_id]} is told of {notice.number} of {code}")
    return found


async def test_nobody_meets_a_text_of_another_department(host: Host, client: Client, world: World) -> None:
    assert await foreign_marks(host, client, world) == []


@pytest.mark.bar
async def test_nobody_meets_one_in_six_thousand_answers(host: Host, client: Client, world: World) -> None:
    assert await foreign_marks(host, client, world, LONG) == []


async def test_notices_go_to_those_who_may_read_what_they_tell(host: Host, world: World) -> None:
    assert await told_beyond_reach(host) == []


async def test_seeded_scope_filter_removed(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unscoped(monkeypatch)
    assert await foreign_marks(host, client, world, sample=120)


async def test_seeded_notice_to_a_foreigner(host: Host, world: World) -> None:
    from core import clock

    row = (await rows(host, world, "core.customer", "north", 1))[0]
    reader = await User.get(login="agent.south.0")
    data = {"user_id": reader.id, "kind": "assigned", "subject_type": "core.customer", "subject_id": row.id}
    await Notice.create(**data, number=row.number, at=clock.now(), dedupe="seeded")
    assert await told_beyond_reach(host)
