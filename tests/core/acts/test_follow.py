"""What a gate wants done after its refusal is told what was refused, and may create a row of its own."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.acts.many import perform_many
from core.acts.perform import perform
from core.declare import Gate, Missing
from core.errors import Refused
from core.forms import Form
from core.forms_fields import Text, Whole
from core.models import Customer, Journal

EDIT, REGISTER = "core.customer.edit", "core.customer.register"


class NoteForm(Form):
    name = Text("Name")
    refused_subject = Whole("Whose")
    refused_by = Whole("By")
    refused_clauses = Text("Clauses")
    refused_keys = Text("Keys")


async def _note(ctx: Any) -> None:
    told = ctx.data
    ctx.set(
        number=f"OWN-{ctx.uid[:8]}",
        code=f"R-{told.refused_subject}-{ctx.uid[:6]}",
        kind="person",
        note=f"{told.name} {told.refused_by} {told.refused_clauses} {told.refused_keys}",
    )


@pytest.fixture
def noting(host, monkeypatch):
    """A refused edit of a customer registers another one; two gates want it, it is done once."""
    spec = dataclasses.replace(host.registry.acts[REGISTER], form=NoteForm, writes=("name",), run=_note)
    gates = [Gate(EDIT, "TS-5.1", lambda v, k=key: [Missing(k, "a thing")], then=REGISTER) for key in ("one", "two")]
    monkeypatch.setitem(host.registry.acts, REGISTER, spec)
    monkeypatch.setitem(host.registry.gates, EDIT, gates)
    monkeypatch.setitem(host.registry.gates, REGISTER, [])
    for gate in gates:
        monkeypatch.setitem(host.registry.owner, id(gate), "core")


async def test_it_creates_one_row_that_knows_what_was_refused(host, make, request):
    made, agent = await make.customer(), await make.actor("agent")
    request.getfixturevalue("noting")
    with pytest.raises(Refused):
        await perform(EDIT, agent, {"name": "客户甲", "kind": "person"}, subject=made.id)
    (row,) = await Customer.filter(code__startswith=f"R-{made.id}-")
    assert row.number.startswith("OWN-"), "its run may make its number up"
    assert (row.name, row.note) == ("客户甲", f"客户甲 {agent.id} TS-5.1 one,two")
    assert (await Customer.get(id=made.id)).version == 1

    # nothing is done under a key of somebody else: a second try leaves a second row
    with pytest.raises(Refused):
        await perform(EDIT, agent, {"name": "客户甲", "kind": "person"}, subject=made.id)
    assert await Customer.filter(code__startswith=f"R-{made.id}-").count() == 2


async def test_a_batch_does_it_for_each_refused_row(host, make, request):
    rows = [await make.customer() for _n in range(3)]
    agent = await make.actor("agent")
    request.getfixturevalue("noting")
    data = [{"subject": row.id, "name": f"客户{n}", "kind": "person"} for n, row in enumerate(rows)]
    done = await perform_many(EDIT, agent, data, key_prefix="b")
    assert all(r.refusals for r in done)
    assert await Customer.filter(code__startswith="R-").count() == 3
    assert await Journal.filter(act=EDIT, refused=True).count() == 3
