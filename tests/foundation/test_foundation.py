"""The foundation is whole when a small plugin declares the hard things without a special case."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from core import clock as core_clock
from core.acts.many import perform_many
from core.acts.perform import perform
from core.acts.verify import verify
from core.errors import Refused
from core.models import Account, ApprovalRequest, Journal, Signature
from core.models.access import SYSTEM
from core.testing.client import serving
from core.testing.world import PASSWORD
from tests.foundation.plugin.models import Unit


@pytest.mark.clause("FD-1")
async def test_entry_is_judged_on_the_papers_of_that_instant(host, make, clock, refused):
    agent = await make.actor("agent")
    given = await perform("foundation.pass.give", agent, {"holder": "甲"})
    with refused("FD-1", "permit", "training"):
        await perform("foundation.pass.enter", agent, subject=given.id)
    for kind, days in (("permit", 30), ("training", 2)):
        until = core_clock.now() + timedelta(days=days)
        await perform("foundation.pass.paper", agent, {"kind": kind, "until": until}, subject=given.id)
    await perform("foundation.pass.enter", agent, subject=given.id)
    clock.advance(days=2)
    with refused("FD-1", "training"):
        await perform("foundation.pass.enter", agent, subject=given.id)


async def _units(count: int) -> None:
    made = await perform_many(
        "foundation.unit.add", SYSTEM, [{"serial": f"S{n}"} for n in range(count)], key_prefix=f"u{count}"
    )
    assert all(row.ok for row in made)


async def _announce(agent, statements):
    started = await perform("foundation.campaign.start", agent, {"title": "召回"})
    began = time.perf_counter()
    with statements() as seen:
        outcome = await perform("foundation.campaign.announce", agent, subject=started.id)
    return outcome, time.perf_counter() - began, len(seen)


@pytest.mark.clause("FD-2")
async def test_one_act_reaches_a_thousand_subjects_in_constant_statements(host, make, statements):
    agent = await make.actor("agent")
    await _units(10)
    outcome, _, few = await _announce(agent, statements)
    assert outcome.extra["told"] == 10
    await _units(1000)
    outcome, spent, many = await _announce(agent, statements)
    assert outcome.extra["told"] == 1000
    assert await Unit.filter(state="done", told_at__not_isnull=True, version=2).count() == 1010
    assert await Journal.filter(act="foundation.unit.tell", cause=outcome.uid).count() == 1000
    assert spent < 5
    assert many <= few + 4, "statements must not grow with the subjects, but for one more per 500 rows written"
    assert await verify(host) == []


async def test_one_refusal_in_a_fan_out_undoes_all_of_it(host, make):
    agent = await make.actor("agent")
    await _units(5)
    fifth = await Unit.all().order_by("-id").first()
    await perform("foundation.unit.tell", SYSTEM, subject=fifth.id)
    started = await perform("foundation.campaign.start", agent, {"title": "召回"})
    with pytest.raises(Refused):
        await perform("foundation.campaign.announce", agent, {"again": True}, subject=started.id)
    assert await Unit.filter(state="open").count() == 4


@pytest.fixture
async def client(host, tmp_path):
    async with serving(host, tmp_path) as made:
        yield made


async def _outside(make, host, login, customer):
    """A login of the customer's own: bound to it, and with no right beyond it."""
    data = {"login": login, "name": login, "password": PASSWORD, "party": customer.number}
    user = await perform("core.user.invite", await make.actor("admin"), data)
    await perform("core.user.grant", await make.actor("admin"), {"role": "client", "scope": "party"}, subject=user.id)
    await host.refresh()
    return await make.actor(login)


async def _job(make, agent, customer):
    job = await perform("foundation.job.open", agent, {"customer": customer.id, "part": "P1"})
    await perform("foundation.job.find", agent, {"cause": "磨损", "share": 5000}, subject=job.id)
    return job


@pytest.mark.clause("FD-3")
async def test_both_sides_sign_one_in_the_house_one_outside(host, make, client, refused):
    agent, ours, theirs = await make.actor("agent"), await make.customer(), await make.customer()
    await _outside(make, host, "client_a", ours)
    job, other = await _job(make, agent, ours), await _job(make, agent, theirs)
    outside = await client.as_("client_a")
    rows = (await outside.json("/s/foundation/job.json"))["rows"]
    assert [row["number"] for row in rows] == [job.number], "only the customer's own rows"
    for path in (f"/s/foundation/job/{other.number}", "/s/foundation/pass", "/s/core/customer"):
        assert (await outside.get(path)).status_code in (403, 404), path
    assert (await outside.act(f"/s/foundation/job/{other.number}", "sign_client")).status_code == 404
    await perform("foundation.job.sign_builder", agent, subject=job.id)
    await perform("foundation.job.find", agent, {"cause": "磨损", "share": 7000}, subject=job.id)
    assert await Signature.filter(subject_id=job.id, voided_at=None).count() == 0, (
        "a changed share voids what was signed"
    )
    assert (await outside.act(f"/s/foundation/job/{job.number}", "sign_client")).status_code == 200
    assert await Signature.filter(subject_id=job.id, seals=True).count() == 0
    await perform("foundation.job.sign_builder", agent, subject=job.id)
    assert await Signature.filter(subject_id=job.id, seals=True).count() == 1
    with refused("FD-3", kind="seal"):
        await perform("foundation.job.find", agent, {"cause": "x", "share": 1}, subject=job.id)
    assert await verify(host) == []


async def test_an_outside_login_gets_no_right_beyond_its_customer(host, make, refused):
    admin, customer = await make.actor("admin"), await make.customer()
    outside = await _outside(make, host, "client_b", customer)
    with refused(None, "scope"):
        await perform("core.user.grant", admin, {"role": "agent", "scope": "all"}, subject=outside.id)
    inside = await make.user("inside", "agent")
    with refused(None, "party"):
        await perform("core.user.grant", admin, {"role": "client", "scope": "party"}, subject=inside.id)
    with refused(None, "outside"):
        await perform("core.user.edit", admin, {"name": "I", "party": customer.number}, subject=inside.id)
    with refused(None, "party"):
        await perform("core.user.edit", admin, {"name": "B", "party": "KH-none"}, subject=outside.id)


@pytest.mark.clause("FD-4")
async def test_a_part_is_written_off_on_three_grounds(host, make, refused):
    """Signed finding, approval, old part: each missing one is named with its clause, and only all three move the part."""
    agent, customer = await make.actor("agent"), await make.customer()
    outside = await _outside(make, host, "client_c", customer)
    job = await _job(make, agent, customer)

    async def do(name, actor=agent, **data):
        return await perform(f"foundation.job.{name}", actor, data, subject=job.id)

    await do("stock_up", part="P1", count=1)
    await do("issue")
    with pytest.raises(Refused) as seen:
        await do("write_off")
    asked = {r.clause: r.keys for r in seen.value.refusals}
    assert asked == {"FD-4": ("sealed", "old"), "FD-5": ("approval",)}
    await do("sign_builder")
    await do("sign_client", outside)
    with refused("FD-4", "old"):
        await do("write_off")
    await do("take_old")
    with refused("FD-5", "approval"):
        await do("write_off")
    number = (await do("ask_write_off")).extra["approval"]
    for login in ("manager", "senior"):
        request = await ApprovalRequest.get(number=number)
        await perform("core.approval.approve", await make.actor(login), subject=request.id)
    await do("write_off")
    held = {a.kind: a.balance for a in await Account.filter(item="P1")}
    assert held == {"supplier": -1, "store": 0, "technician": 0, "customer": 0, "old": 1}
    assert (await ApprovalRequest.get(number=number)).state == "used"
    assert await verify(host) == []
