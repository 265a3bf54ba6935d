"""V26 by chance: whoever does whatever to whomever, nobody ends with more than the giver could reach.

The oracle counts departments whose rows a user's grants open; it knows nothing of the gates.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from core.acts.perform import perform
from core.errors import InvalidInput, NotFound, Refused
from core.host.host import Host
from core.models import Department, Grant, User
from core.models.access import SYSTEM
from core.own import grants
from core.testing.make import Make

STEPS, LONG_STEPS = 70, 2000
ROLES = ("admin", "auditor", "agent", "technician", "manager")
SCOPES = ("all", "depts", "below", "own", "self")
POWERS = {"admin": "admin", "auditor": "auditor"}
EVERYTHING = -1


async def _world(host: Host, make: Make) -> None:
    north = await Department.get(code="north")
    await perform("core.department.create", SYSTEM, {"code": "inner", "name": "Inner", "parent": north.id})
    await host.refresh()
    await make.user("admin2", "admin", "all", "hq")
    await make.user("branch", "admin", "below", "north")
    await make.user("branch2", "admin", "own", "south")
    await make.user("inner", "agent", "own", "inner")


async def _opened(host: Host) -> dict[int, frozenset[int]]:
    """User -> departments whose rows his grants open; EVERYTHING for no bound."""
    users = {u.id: u for u in await User.all()}
    found: dict[int, set[int]] = {i: set() for i in users}
    for grant in await Grant.all():
        place = users[grant.user_id].department_id
        found[grant.user_id] |= {
            "all": {EVERYTHING},
            "depts": set(grant.departments),
            "below": set(host.directory.below(place)),
            "own": {place} if place else set(),
            "self": set(),
        }[grant.scope]
    return {i: frozenset(places) for i, places in found.items()}


async def _reach(host: Host, login: str) -> frozenset[int]:
    """What the doer opens by being an administrator."""
    user = await User.get(login=login)
    opened: set[int] = set()
    for grant in await Grant.filter(user_id=user.id, role="admin"):
        below = host.directory.below(user.department_id)
        opened |= {"all": {EVERYTHING}, "below": set(below), "own": {user.department_id or 0}}.get(
            grant.scope, set(grant.departments)
        )
    return frozenset(opened)


def _data(dice: random.Random, act: str, places: list[int]) -> dict[str, Any]:
    role, scope = dice.choice(ROLES), dice.choice(SCOPES)
    chosen = [{"department": p} for p in dice.sample(places, dice.randint(1, 2))] if scope == "depts" else []
    return {
        "grant": {"role": role, "scope": scope, "departments": chosen},
        "revoke": {"role": role, "scope": scope},
        "move": {"department": dice.choice(places), "reason": "dice"},
        "disable": {"reason": "dice"},
        "enable": {},
    }[act]


ACTS = ("grant", "grant", "grant", "revoke", "move", "disable", "enable")


async def walk(host: Host, make: Make, seed: int, steps: int, acts: Sequence[str] = ACTS) -> None:
    """So many acts of anybody on anybody; AssertionError at the first that gives what the giver did not reach."""
    await _world(host, make)
    dice = random.Random(seed)
    logins = ["admin", "admin2", "branch", "branch2", "inner", "agent", "auditor", "manager", "north", "south"]
    places = [d.id for d in await Department.all()]
    done = 0
    for _ in range(steps):
        doer, target = dice.choice(logins), await User.get(login=dice.choice(logins))
        act = dice.choice(acts)
        actor = await host.actor((await User.get(login=doer)).id)
        if actor is None:
            continue
        before, reach = await _opened(host), await _reach(host, doer)
        try:
            await perform(f"core.user.{act}", actor, _data(dice, act, places), subject=target.id)
        except (Refused, NotFound, InvalidInput):
            await host.refresh()
            assert await _opened(host) == before
            continue
        done += 1
        await host.refresh()
        await _holds(host, before, reach)
    assert done > steps // 20, "the dice did next to nothing"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
async def test_nobody_gains_what_the_giver_did_not_reach(host: Host, make: Make, seed: int) -> None:
    await walk(host, make, seed, STEPS)


@pytest.mark.bar
@pytest.mark.parametrize("seed", range(20))
async def test_nobody_gains_in_two_thousand_steps(host: Host, make: Make, seed: int) -> None:
    await walk(host, make, seed, LONG_STEPS)


@pytest.mark.parametrize(
    ("gate", "acts"), [("_given_within", ACTS), ("_one_power", ACTS), ("_department_within", ("move", "grant"))]
)
async def test_seeded_gate_removed(host: Host, make: Make, gate: str, acts: Sequence[str]) -> None:
    """Without the gate a walk ends in an assertion. Few moves carry somebody out of reach, so that walk moves more."""
    check = getattr(grants, gate)
    for gates in host.registry.gates.values():
        gates[:] = [g for g in gates if g.check is not check]
    with pytest.raises(AssertionError, match=r"gained|kinds"):
        await walk(host, make, 1, STEPS * 10, acts)


async def _holds(host: Host, before: dict[int, frozenset[int]], reach: frozenset[int]) -> None:
    after = await _opened(host)
    for user, places in after.items():
        gained = places - before[user]
        assert EVERYTHING in reach or gained <= reach, f"user {user} gained {gained}, the giver reaches {reach}"
    active = set(await User.filter(state="active").values_list("id", flat=True))
    powers: dict[int, set[str]] = {}
    for grant in await Grant.all():
        powers.setdefault(grant.user_id, set()).add(POWERS.get(grant.role, "business"))
    assert all(len(kinds) == 1 for kinds in powers.values()), f"kinds of power in one hand: {powers}"
    assert await Grant.filter(role="admin", scope="all", user_id__in=list(active)).exists()
