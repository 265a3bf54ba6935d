"""B08: whoever did the one does not do the other, neither by himself nor by a second account; for every act declared so."""

from __future__ import annotations

from typing import Any

import pytest

from core import clock
from core.acts import gating
from core.acts.perform import perform
from core.db import guard, sql
from core.declare import Act
from core.errors import InvalidInput, Refused
from core.host.host import Host
from core.models import Journal, User
from core.models.access import SYSTEM, Actor
from tests.bar.filler import Filler
from tests.bar.walk import rows
from tests.bar.world import PLACES, World

PHONE = "13900000003"


def guarded(house: Host) -> list[Act]:
    return [act for act in house.registry.acts.values() if act.unlike and act.by != "system"]


async def _people(house: Host, act: Act) -> tuple[Actor, Actor]:
    """Two accounts with the act's right and one telephone."""
    found = []
    for login in (f"{act.roles[0]}.north.0", act.roles[0]):
        user = await User.get(login=login)
        await perform("core.user.edit", SYSTEM, {"name": user.name, "phone": PHONE}, subject=user.id)
        actor = await house.actor(user.id)
        assert actor is not None
        found.append(actor)
    return found[0], found[1]


async def _ready(house: Host, world: World, act: Act, place: str) -> Any:
    """A row of the act's subject that stands where the act is done from."""
    row = (await rows(house, world, act.on, place, 1))[0]
    if act.source and row.state not in act.source:
        with guard.allowed():
            await type(row).filter(id=row.id).update(state=act.source[0])
    return row


async def _did(act: Act, row: Any, actor: Actor, earlier: str) -> None:
    """As if the actor had done the earlier one of the two."""
    if earlier == "owner":
        with guard.allowed():
            await type(row).filter(id=row.id).update(owner_id=actor.id)
        return
    now = clock.now()
    entry = {"uid": f"b08-{act.full}-{earlier}-{actor.id}"[-40:], "subject_type": act.on, "subject_id": row.id}
    entry |= {"act": f"{act.on}.{earlier}", "actor_id": actor.id, "actor_name": actor.name}
    with guard.allowed():
        await sql.insert(Journal, [{**entry, "at": now, "occurred_at": now, "hash": b"x"}])


async def both_done(house: Host, world: World) -> list[str]:
    """Acts that the same person may do after the earlier one, himself or by a second account."""
    found = []
    for act in guarded(house):
        himself, second = await _people(house, act)
        for n, earlier in enumerate(act.unlike):
            place = PLACES[n % len(PLACES)]
            row = await _ready(house, world, act, place)
            await _did(act, row, himself, earlier)
            data = Filler(place, {name: world.of(name, place) for name in world.rows}, n).data(act)
            for actor in (second, himself) if place == "north" else (second,):
                try:
                    await perform(act.full, actor, data, subject=row.id, confirmed=True)
                    kinds = ["done"]
                except Refused as refused:
                    kinds = [r.kind for r in refused.refusals]
                except InvalidInput as wrong:
                    kinds = [f"input {wrong}"]
                if "four_eyes" not in kinds:
                    found.append(f"{act.full} after {earlier} by {actor.name}: {kinds}")
    return found


async def test_one_person_never_does_both(host: Host, world: World) -> None:
    assert await both_done(host, world) == []


async def test_there_are_acts_to_try(host: Host) -> None:
    assert len(guarded(host)) >= 5


async def test_seeded_second_accounts_not_compared(host: Host, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def apart(actors: set[int | None], _others: set[int]) -> dict[int | None, set[int | None]]:
        return {i: {i} for i in actors}

    monkeypatch.setattr(gating, "_accounts", apart)
    assert await both_done(host, world)


async def test_seeded_four_eyes_off(host: Host, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(_cases: object) -> None:
        return None

    monkeypatch.setattr(gating, "four_eyes", nothing)
    assert len(await both_done(host, world)) >= len(guarded(host))
