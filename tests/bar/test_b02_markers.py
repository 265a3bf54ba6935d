"""B02: no text of another department in any list, file, suggestion, search, print or notice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from core import clock
from core.config import Config
from core.host.host import Host
from core.models import Notice, Preference, User
from core.services import mail
from core.services.outbox import deliver
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


async def mailed_beyond_reach(house: Host, client: Client, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Mails, caught where they would leave, whose link their reader cannot open; everybody wants all there is."""
    caught = list[EmailMessage]()
    monkeypatch.setattr(mail, "_deliver", lambda message, own: caught.append(message))
    mail.configure(Config(smtp="smtp://caught.example", base_url="https://gz.example"))
    kinds = sorted(set(await Notice.all().values_list("kind", flat=True)))
    for user in await User.all():
        await Preference.update_or_create({"email": f"{user.login}@gz.example", "mail": kinds}, user_id=user.id)
    try:
        await mail.plan()
        await deliver(house)
    finally:
        mail.configure(Config())
    assert caught, "nothing was mailed: nothing is tried"
    found = []
    for message in caught:
        login, path = str(message["To"]).partition("@")[0], message.get_content().split("https://gz.example")[1].strip()
        if (await (await client.as_(login)).get(path)).status_code != 200:
            found.append(f"{login} is mailed {path}")
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


async def test_mails_tell_of_what_their_reader_may_open(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _told_of_a_foreign_row(host, world)
    assert await mailed_beyond_reach(host, client, monkeypatch) == []


async def test_seeded_mail_to_a_foreigner(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def all_may(*_: object) -> bool:
        return True

    monkeypatch.setattr(mail, "_may_read", all_may)
    await _told_of_a_foreign_row(host, world)
    assert await mailed_beyond_reach(host, client, monkeypatch)


async def test_seeded_notice_to_a_foreigner(host: Host, world: World) -> None:
    await _told_of_a_foreign_row(host, world)
    assert await told_beyond_reach(host)


async def _told_of_a_foreign_row(host: Host, world: World) -> None:
    row = (await rows(host, world, "core.customer", "north", 1))[0]
    reader = await User.get(login="agent.south.0")
    data = {"user_id": reader.id, "kind": "assigned", "subject_type": "core.customer", "subject_id": row.id}
    await Notice.create(**data, number=row.number, at=clock.now(), dedupe="seeded")
