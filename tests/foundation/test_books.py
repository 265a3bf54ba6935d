"""A book never loses or makes anything: what leaves one account stands in another, and nothing falls below nothing."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from core import clock, db
from core.acts import posting
from core.acts.perform import perform
from core.acts.verify import verify
from core.db import guard, sql
from core.db.guard import UnguardedWrite
from core.errors import Refused
from core.models import Account, Entry
from tests.foundation.plugin.plugin import PARTS

KINDS = ("supplier", "store", "technician", "customer", "old")


async def balances() -> dict[tuple[str, str, str], int]:
    return {(a.kind, a.owner, a.item): a.balance for a in await Account.filter(book=PARTS.name) if a.balance}


@pytest.fixture
async def job(make):
    """A job for part "P1", and the agent at whose desk it lies."""
    agent, customer = await make.actor("agent"), await make.customer()
    return agent, await perform("foundation.job.open", agent, {"customer": customer.id, "part": "P1"})


async def stock(agent, job, count):
    await perform("foundation.job.stock_up", agent, {"part": "P1", "count": count}, subject=job.id)


async def test_a_posting_moves_both_balances_and_says_what_it_rests_on(host, job, statements):
    agent, opened = job
    await stock(agent, opened, 3)
    assert await balances() == {("supplier", "", "P1"): -3, ("store", "", "P1"): 3}
    with statements() as seen:
        outcome = await perform("foundation.job.issue", agent, subject=opened.id)
    assert sum("core_account" in s or "core_entry" in s for s in seen) <= 5
    assert (await balances())["technician", str(agent.id), "P1"] == 1
    entries = await Entry.filter(uid=outcome.uid).order_by("qty")
    assert [(e.qty, e.subject_type, e.subject_id) for e in entries] == [
        (-1, "foundation.job", opened.id),
        (1, "foundation.job", opened.id),
    ]
    assert await verify(host) == []


@pytest.mark.clause("FD-4")
async def test_too_little_is_refused_with_the_clause_of_the_act(host, job, refused):
    agent, opened = job
    with refused("FD-4", "enough:P1"):
        await perform("foundation.job.issue", agent, subject=opened.id)
    assert await balances() == {}


async def test_of_fifty_who_take_the_last_one_exactly_one_gets_it(host, make, job):
    agent, opened = job
    await stock(agent, opened, 1)
    customer = await make.customer()
    data = {"customer": customer.id, "part": "P1"}
    jobs = [await perform("foundation.job.open", agent, data) for _ in range(50)]
    answers = await asyncio.gather(
        *(perform("foundation.job.issue", agent, subject=j.id) for j in jobs), return_exceptions=True
    )
    refusals = [a for a in answers if isinstance(a, Refused)]
    assert len(refusals) == 49, [a for a in answers if not isinstance(a, Refused)]
    assert all(r.refusals[0].clause == "FD-4" for r in refusals)
    assert (await Account.get(kind="store")).balance == 0
    assert await verify(host) == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_histories_keep_every_invariant(host, job, seed):
    """2,000 moves beside a plain counter that says what must come out."""
    agent, opened = job
    chance, model = random.Random(seed), Counter()
    outcome = await perform("foundation.job.stock_up", agent, {"part": "P1", "count": 5}, subject=opened.id)
    model.update({("supplier", "", "P1"): -5, ("store", "", "P1"): 5})
    accepted = 0
    for _ in range(40):
        async with db.transaction():
            for _ in range(50):
                accepted += await _one(chance, model, outcome.uid, opened.id)
    assert 200 < accepted < 1990, "both outcomes must occur for the test to say anything"
    assert await balances() == {place: n for place, n in model.items() if n}
    assert min(n for (kind, _, _), n in model.items() if kind not in PARTS.negative) >= 0
    assert await verify(host) == []


async def _one(chance, model, uid, job_id):
    lines = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        source, target = chance.sample(KINDS, 2)
        lines.append(
            (source, chance.choice("ab"), target, chance.choice("ab"), chance.choice(("x", "y")), chance.randint(1, 4))
        )
    after = Counter(model)
    for from_kind, from_key, to_kind, to_key, item, qty in lines:
        after[from_kind, from_key, item] -= qty
        after[to_kind, to_key, item] += qty
    fits = all(n >= 0 for (kind, _, _), n in after.items() if kind not in PARTS.negative)
    common = {"uid": uid, "actor_id": None, "at": clock.now(), "basis": ("foundation.job", job_id), "clause": "FD-4"}
    try:
        await posting.post(PARTS, lines, **common)
    except Refused:
        assert not fits
        return 0
    assert fits
    model.clear()
    model.update(after)
    return 1


async def test_nobody_touches_the_entries(host, job):
    agent, opened = job
    await stock(agent, opened, 2)
    with pytest.raises(UnguardedWrite):
        await sql.execute("UPDATE core_account SET balance = 100")
    for text in (
        "UPDATE core_entry SET qty = 9",
        "DELETE FROM core_entry",
        "DELETE FROM core_account",
        "UPDATE core_account SET kind = 'old'",
    ):
        with guard.allowed(), pytest.raises((IntegrityError, OperationalError)):
            await sql.execute(text)


async def test_verify_finds_a_planted_fault(host, job):
    agent, opened = job
    await stock(agent, opened, 2)
    with guard.allowed():
        await sql.execute("UPDATE core_account SET balance = balance + 1 WHERE kind = 'store'")
    said = " ".join(f.what for f in await verify(host))
    assert "is not the sum of its entries" in said
    assert "do not sum to zero" in said


@pytest.mark.parametrize(
    "line", [("store", "", "moon", "", "x", 1), ("store", "", "old", "", "x", 0), ("store", "", "store", "", "x", 1)]
)
async def test_a_line_that_can_never_be_right_is_the_programmers_mistake(host, line):
    common = {"uid": "u", "actor_id": None, "at": clock.now(), "basis": ("foundation.job", 1), "clause": None}
    with pytest.raises(ValueError):
        async with db.transaction():
            await posting.post(PARTS, [line], **common)
