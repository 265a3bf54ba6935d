"""B03: a personal value stands masked, in every form an answer takes, before everybody without the right to see it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from core.declare import Subject
from core.host.host import Host
from core.models import Viewing
from core.testing.client import Client
from tests.bar.filler import PHONES
from tests.bar.walk import Person, everybody, person, rows, words
from tests.bar.world import World

SAMPLE = 400
_VALUE = re.compile(rf"MP-(?:north|south|west)-[\w-]+|\b(?:{'|'.join(PHONES.values())})\d{{7}}\b")


def _bare(house: Host, who: Person) -> list[Subject]:
    """Subjects with personal values that the person may read, but only masked."""
    return [
        s
        for s in house.registry.subjects.values()
        if s.personal and who.may(house, f"{s.name}.read") and not who.may(house, f"{s.name}.unmask")
    ]


async def _addresses(house: Host, world: World, who: Person, subject: Subject) -> Iterator[str]:
    base = f"/s/{subject.name.replace('.', '/')}"
    found = [base, f"{base}.json", f"{base}.csv", f"{base}.xlsx", f"{base}/cross", "/journal", "/journal.json"]
    found += ["/search?q=MP", f"/suggest/{subject.name}?q=MP", f"/suggest/{subject.name}?q=MK", f"{base}.json?q=MP"]
    for row in await rows(house, world, subject.name, who.place, 2):
        here = f"{base}/{row.number}"
        found += [here, f"{here}.json", f"/search?q={row.number}"]
        acts = [a for a in house.registry.acts_of(subject.name) if not a.creates and a.by != "system"]
        found += [f"{here}/acts/{a.name}" for a in acts]
    return iter(found)


async def unmasked(house: Host, client: Client, world: World, sample: int = SAMPLE, seed: int = 3) -> list[str]:
    """Answers with a personal value in clear, for readers who hold the unmasking right of nothing in it."""
    dice, asked = random.Random(seed), []
    people = [await person(client, login) for login in everybody(house)]
    rights = [p for p in house.registry.permissions if p.endswith(".unmask")]
    for who in people:
        if not any(who.may(house, right) for right in rights):
            asked += [(who, path) for s in _bare(house, who) for path in await _addresses(house, world, who, s)]
    found = []
    for who, path in dice.sample(asked, min(sample, len(asked))):
        text = words(await who.client.get(path))
        query = path.partition("?")[2]
        found += [f"{who.login} {path}: {m}" for m in sorted(set(_VALUE.findall(text))) if m not in query]
    return found


async def test_nobody_sees_a_personal_value_without_the_right(host: Host, client: Client, world: World) -> None:
    assert await unmasked(host, client, world) == []


async def test_a_wrong_input_is_not_repeated_to_somebody_else(host: Host, client: Client, world: World) -> None:
    """Error texts name fields and what is expected; a value typed by one is in no answer to another."""
    row = (await rows(host, world, "core.customer", "north", 1))[0]
    agent = await person(client, "agent.north.0")
    await agent.client.act(f"/s/core/customer/{row.number}", "edit", {"phone": "MP-north-wrong-phone"})
    reader = await person(client, "auditor.north.0")
    assert "MP-north-wrong-phone" not in words(await reader.client.get("/journal.json"))


async def test_each_look_for_a_reason_is_written_down(host: Host, client: Client, world: World) -> None:
    row = (await rows(host, world, "core.customer", "north", 1))[0]
    path = f"/s/core/customer/{row.number}/personal"
    before = await Viewing.all().count()
    auditor = await client.as_("auditor")
    refused = await auditor.post(path, {"reason": ""})
    assert row.phone not in refused.text
    assert await Viewing.all().count() == before
    seen = await auditor.post(path, {"reason": "B03 looks", "key": "b03"})
    assert row.phone in seen.text
    assert await Viewing.all().count() == before + 1


async def test_seeded_mask_off(host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.web.rows.hidden", lambda *_: False)
    assert await unmasked(host, client, world, sample=120)
