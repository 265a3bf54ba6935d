"""B04: no act takes a column its form does not declare, however it is sent, and nothing changes."""

from __future__ import annotations

import random

import httpx2
import pytest

from core.declare import Act
from core.forms import fields_of
from core.host.host import Host
from core.testing.client import Client
from tests.bar.walk import changed, rows, tables
from tests.bar.world import PLACES, World

ALWAYS = (
    "id",
    "state",
    "department_id",
    "owner_id",
    "party_id",
    "version",
    "created_by",
    "created_at",
    "head",
    "seq",
    "seals",
)
SINGLE = 150  # one column by itself, sampled
_CONTROL = ("csrf", "key", "version", "confirm", "confirmed")  # read by the page itself


def undeclared(house: Host, act: Act) -> list[str]:
    """Columns of the act's subject that its form does not ask for."""
    columns = house.registry.subjects[act.on].model._meta.fields_db_projection
    asked = fields_of(act.form) if act.form else {}
    return sorted({*columns, *ALWAYS} - set(asked))


async def accepted(house: Host, client: Client, world: World, only: int | None = None, seed: int = 4) -> list[str]:
    """Acts that did not name every undeclared column as wrong."""
    dice = random.Random(seed)
    people = {role: await client.as_(role) for role in house.registry.roles}
    acts = [a for a in house.registry.acts.values() if a.by != "system" and a.roles]
    before, found = await tables(), []
    for act in acts[:only]:
        visitor = people[act.roles[0]] if act.roles[0] in people else people["agent"]
        base = await _base(house, world, act)
        if base is None:
            continue
        names = undeclared(house, act)
        answer = await visitor.act(base, act.name, dict.fromkeys(names, "1"))
        found += _taken(act, names, answer)
        for name in dice.sample(names, 1):
            found += _taken(act, [name], await visitor.act(base, act.name, {name: "1"}))
        if act.form and dice.random() < 0.3:
            found += await _by_form(visitor, base, act, names)
    after = await tables()
    # refusals of rights are journaled, which is no change of anything
    return found + [
        f"table {name} changed" for name in changed(before, after, ("core_journal", "core_journal_personal"))
    ]


async def _base(house: Host, world: World, act: Act) -> str | None:
    base = f"/s/{act.on.replace('.', '/')}"
    if act.creates:
        return base
    found = [row for place in PLACES for row in await rows(house, world, act.on, place, 1)]
    return f"{base}/{found[0].number}" if found else None


def _taken(act: Act, names: list[str], answer: httpx2.Response) -> list[str]:
    if answer.status_code in (403, 404):
        return []  # not his to try: what is private stays so
    if answer.status_code != 422:
        return [f"{act.full}: {answer.status_code}"]
    told = {error["field"] for error in answer.json()["errors"]}
    return [f"{act.full}.{name}" for name in names if name not in told]


async def _by_form(visitor: Client, base: str, act: Act, names: list[str]) -> list[str]:
    sent = {name: "1" for name in names if name not in _CONTROL}
    answer = await visitor.http.post(f"{base}/acts/{act.name}", data={"csrf": visitor.csrf, **sent})
    return [] if answer.status_code in (403, 404, 422) else [f"{act.full} by form: {answer.status_code}"]


async def test_no_act_takes_a_column_it_does_not_declare(host: Host, client: Client, world: World) -> None:
    assert await accepted(host, client, world) == []


async def test_most_acts_are_tried(host: Host, client: Client, world: World) -> None:
    acts = [a for a in host.registry.acts.values() if a.by != "system" and a.roles]
    reached = [a for a in acts if await _base(host, world, a)]
    assert len(reached) > len(acts) * 0.8


async def test_seeded_undeclared_field_accepted(
    host: Host, client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import forms

    take = forms._take_all

    def careless(form: type, payload: dict, errors: list, prefix: str) -> dict:  # type: ignore[type-arg]
        return take(form, {k: v for k, v in payload.items() if k in fields_of(form)}, errors, prefix)

    monkeypatch.setattr(forms, "_take_all", careless)
    assert await accepted(host, client, world, only=12)
