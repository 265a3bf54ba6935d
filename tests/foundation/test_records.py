"""A sealed record takes supplements only; a parent waits for its children; tickets are linked by number."""

from __future__ import annotations

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from core.acts.perform import perform
from core.acts.verify import verify
from core.db import guard, sql
from core.models import Link, Supplement
from core.models.access import SYSTEM
from core.testing.client import serving


@pytest.fixture
async def client(host, tmp_path):
    async with serving(host, tmp_path) as made:
        yield made


async def _signed(make):
    agent = await make.actor("agent")
    job = await perform("foundation.job.open", agent, {"customer": (await make.customer()).id, "part": "P1"})
    await perform("foundation.job.find", agent, {"cause": "磨损", "share": 1}, subject=job.id)
    return agent, job


@pytest.mark.clause("FD-3")
async def test_a_supplement_is_signed_beside_the_seal_which_stays(host, make, client, refused):
    agent, job = await _signed(make)
    add = {"text": "补充：另有裂纹"}
    with refused("FD-3", "seal"):
        await perform("foundation.job.supplement_finding", agent, add, subject=job.id)
    for name in ("sign_builder", "sign_client"):
        await perform(f"foundation.job.{name}", SYSTEM, subject=job.id)
    with refused("FD-3", kind="seal") as seen:
        await perform("foundation.job.find", agent, {"cause": "x", "share": 1}, subject=job.id)
    assert seen.refusals[0].missing[0].where == "foundation.job.supplement_finding"
    await perform("foundation.job.supplement_finding", agent, add, subject=job.id)
    assert (await Supplement.get(subject_id=job.id)).text == add["text"]
    page = await (await client.as_("agent")).get(f"/s/foundation/job/{job.number}")
    assert add["text"] in page.text
    assert await verify(host) == []
    for text in ("UPDATE core_supplement SET text = 'x'", "DELETE FROM core_supplement"):
        with guard.allowed(), pytest.raises((IntegrityError, OperationalError)):
            await sql.execute(text)


@pytest.mark.clause("FD-2")
async def test_a_parent_waits_for_children_its_reader_may_not_see(host, make, refused):
    agent = await make.actor("agent")
    campaign = await perform("foundation.campaign.start", agent, {"title": "召回"})
    unit = await perform("foundation.unit.add", SYSTEM, {"serial": "S", "campaign": campaign.id})
    south = await make.user("south_agent", "agent", "own", "south")
    own = await perform("foundation.campaign.start", south, {"title": "南"})
    hidden = await perform("foundation.unit.add", SYSTEM, {"serial": "T", "campaign": own.id})
    await _move_away(hidden.id)
    with refused("FD-2", "children"):
        await perform("foundation.campaign.close", south, subject=own.id)
    with refused("FD-2", "children"):
        await perform("foundation.campaign.close", agent, subject=campaign.id)
    await perform("foundation.unit.tell", SYSTEM, subject=unit.id)
    await perform("foundation.campaign.close", agent, subject=campaign.id)


async def _move_away(unit_id):
    """The child lies in another department than its parent, out of its reader's scope."""
    with guard.allowed():
        await sql.execute("UPDATE foundation_unit SET department_id = NULL, owner_id = NULL WHERE id = ?", unit_id)


async def test_tickets_are_linked_once_and_shown_from_both_sides(host, make, client, refused):
    agent = await make.actor("agent")
    first, second = await make.ticket(), await make.ticket()
    tickets = [await _ticket(t) for t in (first, second)]
    data = {"kind": "follows", "other": tickets[0].id}
    with refused(None, "other"):
        await perform("core.ticket.link", agent, data, subject=tickets[0].id)
    await perform("core.ticket.link", agent, data, subject=tickets[1].id)
    with refused(None, "new"):
        await perform("core.ticket.link", agent, data, subject=tickets[1].id)
    visitor = await client.as_("agent")
    for here, there in ((0, 1), (1, 0)):
        page = await visitor.get(f"/s/core/ticket/{tickets[here].number}")
        assert tickets[there].number in page.text
    await perform("core.ticket.unlink", agent, data, subject=tickets[1].id)
    assert await Link.all().count() == 0


async def _ticket(outcome):
    from core.models import Ticket

    return await Ticket.get(number=outcome.number)
