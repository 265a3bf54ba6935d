"""The one way to change anything: allowed, repeated, stale, out of reach, by the wrong person."""

from __future__ import annotations

import asyncio

import pytest
from tortoise.exceptions import OperationalError

from core import db
from core.acts.perform import perform
from core.acts.verify import verify
from core.db.guard import UnguardedWrite
from core.errors import InvalidInput, NotFound, Refused
from core.models import Customer, Journal
from core.models.access import SYSTEM


async def test_an_act_writes_subject_and_journal(host, make):
    made = await make.customer(name="客户甲")
    row = await Customer.get(id=made.id)
    assert (row.name, row.state, row.version, row.seq) == ("客户甲", "active", 1, 1)
    entry = await Journal.get(uid=made.uid)
    assert (entry.act, entry.number, entry.state_after) == ("core.customer.register", made.number, "active")
    assert bytes(row.head) == bytes(entry.hash)


async def test_a_repeated_key_returns_the_first_outcome(host, make):
    data = {"name": "客户乙", "code": "K-1", "kind": "person"}
    first = await perform("core.customer.register", SYSTEM, data, key="one")
    again = await perform("core.customer.register", SYSTEM, data, key="one")
    assert again.number == first.number
    assert again.repeated
    assert await Customer.filter(code="K-1").count() == 1


async def test_a_stale_version_is_refused_and_changes_nothing(host, make, refused):
    made = await make.customer()
    edit = {"name": "A", "kind": "person"}
    await perform("core.customer.edit", SYSTEM, edit, subject=made.id, version=1)
    with refused(None, "version", kind="stale"):
        await perform("core.customer.edit", SYSTEM, {**edit, "name": "B"}, subject=made.id, version=1)
    row = await Customer.get(id=made.id)
    assert (row.name, row.version) == ("A", 2)


async def test_a_refusal_is_journaled_and_moves_the_chain_but_not_the_version(host, make, refused):
    made = await make.customer()
    auditor = await make.actor("auditor")
    with refused(None, "role", kind="permission") as seen:
        await perform("core.customer.archive", auditor, subject=made.id)
    row = await Customer.get(id=made.id)
    assert (row.version, row.seq) == (1, 2)
    entry = await Journal.get(uid=seen.log_id)
    assert entry.refused
    assert entry.actor_id == auditor.id


async def test_out_of_scope_is_not_found(host, make):
    mine = await make.customer()
    stranger = await make.user("stranger", "technician", scope="self")
    with pytest.raises(NotFound):
        await perform("core.customer.edit", stranger, {"name": "X", "kind": "person"}, subject=mine.id)


async def test_wrong_types_name_the_field(host, make):
    with pytest.raises(InvalidInput) as wrong:
        await perform("core.customer.register", SYSTEM, {"name": "", "kind": "person", "id": 7})
    assert {e.field for e in wrong.value.errors} == {"name", "id"}


async def test_fifty_at_once_take_one_step_once(host, make):
    made = await make.customer()

    async def archive() -> str:
        try:
            await perform("core.customer.archive", SYSTEM, subject=made.id)
        except Refused as refusal:
            return refusal.refusals[0].kind
        return "done"

    answers = await asyncio.gather(*[archive() for _ in range(50)])
    assert answers.count("done") == 1
    assert set(answers) == {"done", "state"}
    assert await verify(host) == []


async def test_fifty_at_once_with_one_key_have_one_effect(host):
    data = {"name": "客户丙", "code": "K-2", "kind": "person"}
    answers = await asyncio.gather(*[perform("core.customer.register", SYSTEM, data, key="same") for _ in range(50)])
    assert len({a.number for a in answers}) == 1
    assert sum(not a.repeated for a in answers) == 1


async def test_a_twin_between_the_look_for_the_key_and_the_gates_makes_a_repeat(host, monkeypatch):
    from core.acts.machine import Machine

    data = {"name": "客户丙", "code": "K-2", "kind": "person"}
    first = await perform("core.customer.register", SYSTEM, data, key="same")
    look, late = Machine._repeated, [True]

    async def looked_before_the_twin_was_through(self, cases):
        if late:
            late.clear()
        else:
            await look(self, cases)

    monkeypatch.setattr(Machine, "_repeated", looked_before_the_twin_was_through)
    second = await perform("core.customer.register", SYSTEM, data, key="same")
    assert second.repeated
    assert second.number == first.number


async def test_the_client_refuses_any_other_write(host, make):
    made = await make.customer()
    row = await Customer.get(id=made.id)
    row.name = "behind the back"
    with pytest.raises(UnguardedWrite):
        await row.save()
    assert (await Customer.get(id=made.id)).name != "behind the back"


@pytest.mark.parametrize("statement", ["UPDATE core_journal SET act = 'x'", "DELETE FROM core_journal"])
async def test_the_database_itself_keeps_the_journal(host, make, statement):
    from core.db import guard, sql

    await make.customer()
    with guard.allowed(), pytest.raises((OperationalError, Exception), match="append-only"):
        await sql.execute(statement)


async def test_create_and_act_stay_within_twelve_statements(host, make, statements):
    customer = await make.customer()
    with statements() as create:
        made = await make.ticket(customer=customer.id)
    with statements() as act:
        await perform("core.enquiry.answer", SYSTEM, {"answer": "Tomorrow."}, subject=made.id)
    assert len(create) <= 12 + 2, create  # two outside the transaction: the customer looked up
    assert len(act) <= 12 + 1, act


async def test_verify_names_the_row_that_was_touched(host, make):
    from core.acts import triggers
    from core.db import guard, sql

    made = await make.customer()
    with guard.allowed():
        for name, table in await triggers._existing():
            await sql.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if db.dialect() == "postgres" else ""))
        await sql.execute("UPDATE core_journal SET actor_name = ? WHERE number = ?", "somebody else", made.number)
    found = await verify(host)
    assert any(made.number in f.where for f in found)


async def test_a_key_belongs_to_one_person_one_act_and_one_subject(host, make, refused):
    manager, agent = await make.actor("manager"), await make.actor("agent")
    one, two = await make.customer(), await make.customer()
    edit = {"name": "A", "kind": "person"}
    await perform("core.customer.edit", agent, edit, subject=one.id, key="mine")
    assert (await perform("core.customer.edit", agent, edit, subject=one.id, key="mine")).repeated
    for actor, subject in ((manager, one), (agent, two)):
        with refused(None, "key", kind="stale"):
            await perform("core.customer.edit", actor, edit, subject=subject.id, key="mine")
