"""Nothing is done before the others have said yes, and nobody says yes to himself."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from core import clock as core_clock
from core.acts.perform import perform
from core.acts.verify import verify
from core.errors import NotFound, Refused
from core.models import ApprovalRequest, ApprovalStep, Department, Notice, User
from core.models.access import SYSTEM

ON = "core.approval"


async def state(request) -> str:
    return (await ApprovalRequest.get(id=request.id)).state


async def steps(request) -> list[tuple[int, str]]:
    rows = await ApprovalStep.filter(approval_id=request.id).order_by("position", "id")
    return [(s.position, s.state) for s in rows]


class Desk:
    """A job with a finding, and those who have a part in its approval."""

    def __init__(self, make):
        self.make = make

    async def set_up(self):
        self.agent = await self.make.actor("agent")
        self.manager = await self.make.actor("manager")
        self.senior = await self.make.actor("senior")
        data = {"customer": (await self.make.customer()).id, "part": "P1"}
        self.job = await perform("foundation.job.open", self.agent, data)
        found = {"cause": "磨损", "share": 5000}
        await perform("foundation.job.find", self.agent, found, subject=self.job.id)
        return self

    async def ask(self, actor=None):
        asked = await perform(
            "foundation.job.ask_write_off", actor or self.agent, {"note": "请批"}, subject=self.job.id
        )
        return await ApprovalRequest.get(number=asked.extra["approval"])

    async def gate(self):
        """Keys that the write-off misses of clause FD-5."""
        try:
            await perform("foundation.job.write_off", self.agent, subject=self.job.id)
        except Refused as refused:
            return [k for r in refused.refusals if r.clause == "FD-5" for k in r.keys]
        return []


@pytest.fixture
async def desk(host, make):
    return await Desk(make).set_up()


async def decide(name, actor, request, **data):
    return await perform(f"{ON}.{name}", actor, data, subject=request.id)


@pytest.mark.clause("FD-5")
async def test_in_order_each_step_is_decided_by_its_own_person(desk, refused):
    assert await desk.gate() == ["approval"]
    request = await desk.ask()
    with refused("FD-5", "turn"):
        await decide("approve", desk.senior, request)
    await decide("approve", desk.manager, request, note="同意")
    assert await state(request) == "waiting"
    assert await desk.gate() == ["approval"], "the first yes is not the last"
    await decide("approve", desk.senior, request)
    assert await state(request) == "granted"
    assert await steps(request) == [(1, "approved"), (2, "approved")]
    assert await desk.gate() == []
    assert await verify(await _house()) == []


async def _house():
    from core.host.host import host

    return host()


async def test_the_refusal_leads_to_asking(desk):
    with pytest.raises(Refused) as seen:
        await perform("foundation.job.write_off", desk.agent, subject=desk.job.id)
    part = next(p for r in seen.value.refusals if r.clause == "FD-5" for p in r.missing)
    assert part.where == "foundation.job.ask_write_off"


async def test_the_asker_never_decides(desk, host, make, refused):
    """B08: not himself, not by a second role, not by a second account, not through a deputy."""
    request = await desk.ask(desk.agent)
    await perform("core.user.grant", SYSTEM, {"role": "manager", "scope": "all"}, subject=desk.agent.id)
    await perform("core.user.edit", SYSTEM, {"name": "A", "phone": "13900000001"}, subject=desk.agent.id)
    second = await make.user("agent_too", "manager")
    await perform("core.user.edit", SYSTEM, {"name": "A", "phone": "13900000001"}, subject=second.id)
    until = {"starts_at": core_clock.now() - timedelta(hours=1), "ends_at": core_clock.now() + timedelta(days=9)}
    await perform("core.deputy.set", desk.manager, {"deputy": desk.agent.id, **until})
    friend = await make.user("friend", "technician")
    await perform("core.deputy.set", await make.actor("agent"), {"deputy": friend.id, **until})
    await host.refresh()
    for login in ("agent", "agent_too"):
        with refused("FD-5", "other_person"):
            await decide("approve", await make.actor(login), request)
    with refused("FD-5", "turn"):
        await decide("approve", await make.actor("friend"), request)
    assert await steps(request) == [(1, "open"), (2, "waiting")]


async def test_one_person_gives_one_yes(desk, host, make, refused):
    both = await make.user("both", "manager")
    await perform("core.user.grant", SYSTEM, {"role": "senior", "scope": "all"}, subject=both.id)
    await host.refresh()
    both = await make.actor("both")
    request = await desk.ask()
    await decide("approve", both, request)
    with refused("FD-5", "other_person"):
        await decide("approve", both, request)


async def test_a_deputy_decides_for_whoever_is_away_and_only_then(desk, host, make, clock, refused):
    request = await desk.ask()
    friend = await make.user("friend", "technician", "self")
    with pytest.raises(NotFound):
        await decide("approve", friend, request)
    now = core_clock.now()
    data = {"deputy": friend.id, "starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(days=2)}
    await perform("core.deputy.set", desk.manager, data)
    await host.refresh()
    with pytest.raises(NotFound):
        await decide("approve", await make.actor("friend"), request)
    clock.advance(hours=1)
    await decide("approve", await make.actor("friend"), request)
    step = await ApprovalStep.filter(approval_id=request.id).order_by("position").first()
    assert (step.decided_by_id, step.deputy_of_id) == (friend.id, desk.manager.id)
    clock.advance(days=2)
    second = await perform("foundation.job.find", desk.agent, {"cause": "x", "share": 1}, subject=desk.job.id)
    assert second
    with pytest.raises(NotFound):
        await decide("approve", await make.actor("friend"), await desk.ask())


async def test_a_changed_content_voids_what_was_granted(desk, refused):
    request = await desk.ask()
    await decide("approve", desk.manager, request)
    await decide("approve", desk.senior, request)
    await perform("foundation.job.find", desk.agent, {"cause": "磨损", "share": 5000}, subject=desk.job.id)
    assert await state(request) == "granted", "the same content once more changes nothing"
    await perform("foundation.job.find", desk.agent, {"cause": "磨损", "share": 9000}, subject=desk.job.id)
    assert await state(request) == "void"
    assert await desk.gate() == ["approval"]
    with refused("FD-5", "asked"):
        await desk.ask()
        await desk.ask()


async def test_a_later_approval_is_not_granted_because_the_first_was(desk):
    """Trap 6."""
    first = await desk.ask()
    await decide("approve", desk.manager, first)
    await decide("approve", desk.senior, first)
    await perform("foundation.job.find", desk.agent, {"cause": "磨损", "share": 1}, subject=desk.job.id)
    later = await desk.ask()
    assert await state(later) == "waiting"
    assert await steps(later) == [(1, "open"), (2, "waiting")]
    assert await desk.gate() == ["approval"]
    await decide("approve", desk.manager, later)
    assert await desk.gate() == ["approval"]


async def test_rejected_sent_back_and_withdrawn_end_it(desk, refused):
    for name, actor, data, end in (
        ("reject", desk.manager, {"reason": "不同意"}, "rejected"),
        ("send_back", desk.manager, {"reason": "补材料"}, "returned"),
        ("withdraw", desk.agent, {}, "withdrawn"),
    ):
        request = await desk.ask()
        await decide(name, actor, request, **data)
        assert await state(request) == end
        assert await desk.gate() == ["approval"]
    request = await desk.ask()
    with refused(None, "asker"):
        await decide("withdraw", desk.manager, request)


async def test_back_to_an_earlier_step_asks_it_again(desk, refused):
    request = await desk.ask()
    await decide("approve", desk.manager, request)
    with refused(None, "step"):
        await decide("send_back", desk.senior, request, reason="再看", step=2)
    await decide("send_back", desk.senior, request, reason="再看", step=1)
    assert await state(request) == "waiting"
    assert await steps(request) == [(1, "approved"), (1, "open"), (2, "returned"), (2, "waiting")]
    with refused("FD-5", "turn"):
        await decide("approve", desk.senior, request)
    await decide("approve", desk.manager, request)
    await decide("approve", desk.senior, request)
    assert await state(request) == "granted"


async def test_handing_on_and_adding_a_signer(desk, host, make, refused):
    expert, signer = await make.user("expert", "technician", "own"), await make.user("signer", "technician", "self")
    request = await desk.ask()
    with refused(None, "receiver"):
        await decide("hand_on", desk.manager, request, user=desk.agent.id, reason="x")
    await decide("hand_on", desk.manager, request, user=expert.id, reason="更懂")
    with refused("FD-5", "turn"):
        await decide("approve", desk.manager, request)
    await decide("add_signer", expert, request, user=signer.id)
    await decide("approve", expert, request)
    with refused("FD-5", "turn"):
        await decide("approve", desk.senior, request)
    await decide("approve", signer, request)
    await decide("approve", desk.senior, request)
    assert await state(request) == "granted"


async def test_reminding_once_an_hour(desk, clock, refused):
    request = await desk.ask()
    await decide("urge", desk.agent, request)
    clock.advance(minutes=59)
    with refused(None, "hour"):
        await decide("urge", desk.agent, request)
    clock.advance(minutes=1)
    await decide("urge", desk.agent, request)
    assert (await ApprovalRequest.get(id=request.id)).urged == 2


async def test_of_many_who_approve_at_once_one_does(desk, make):
    request = await desk.ask()
    managers = [await make.user(f"m{n}", "manager") for n in range(10)]
    answers = await asyncio.gather(*(decide("approve", m, request) for m in managers), return_exceptions=True)
    assert sum(not isinstance(a, BaseException) for a in answers) == 1
    assert all(isinstance(a, Refused) for a in answers if isinstance(a, BaseException))
    assert await steps(request) == [(1, "approved"), (2, "open")]


async def test_a_manager_out_of_scope_does_not_reach_it(desk, make):
    request = await desk.ask()
    elsewhere = await make.user("elsewhere", "manager", "own", "south")
    with pytest.raises(NotFound):
        await decide("approve", elsewhere, request)


async def test_the_statements_of_a_decision(desk, statements):
    request = await desk.ask()
    with statements() as seen:
        await decide("approve", desk.manager, request)
    assert len(seen) <= 16, seen


async def test_no_decision_can_be_back_dated(host):
    acts = [a for a in host.registry.acts.values() if a.on == ON]
    assert len(acts) == 10
    assert [a.full for a in acts if a.occurred] == []
    assert await Department.exists()


async def test_those_who_may_decide_are_told_and_so_is_the_asker(desk, host, make, clock):
    away = await make.user("stand_in", "technician", "self")
    until = {"starts_at": core_clock.now() - timedelta(hours=1), "ends_at": core_clock.now() + timedelta(days=9)}
    await perform("core.deputy.set", desk.manager, {"deputy": away.id, **until})
    await make.user("far_manager", "manager", "own", "south")
    request = await desk.ask()
    assert await told("to_approve") == {desk.manager.id, away.id}, "whose scope does not reach it is not told"
    await decide("urge", desk.agent, request)
    assert await told("urged") == {desk.manager.id, away.id}
    await decide("approve", desk.manager, request)
    assert await told("to_approve") == {desk.manager.id, away.id, desk.senior.id}
    assert await told("decided") == set()
    await decide("reject", desk.senior, request, reason="不同意")
    assert await told("decided") == {desk.agent.id}


async def told(kind):
    return set(await Notice.filter(kind=kind).values_list("user_id", flat=True))


def _declared_with(host, **changes):
    key = "foundation.job:write_off"
    host.registry.approvals[key] = dataclasses.replace(host.registry.approvals[key], **changes)


async def test_any_one_of_them_is_enough(desk, host):
    _declared_with(host, mode="any")
    request = await desk.ask()
    await decide("approve", desk.senior, request)
    assert await state(request) == "granted"
    assert await desk.gate() == []


async def test_all_of_them_in_whatever_order(desk, host):
    _declared_with(host, mode="all")
    request = await desk.ask()
    await decide("approve", desk.senior, request)
    assert await state(request) == "waiting"
    assert await desk.gate() == ["approval"]
    await decide("approve", desk.manager, request)
    assert await state(request) == "granted"


async def test_steps_name_the_department_s_manager_or_a_person_of_the_case(desk, host, make, refused):
    """The manager above decides where the asker is the manager; a case whose person asks has nobody to decide."""
    chief = await make.user("chief", "manager")
    for code, manager in (("hq", chief), ("north", desk.manager)):
        place = await Department.get(code=code)
        data = {"name": place.name, "manager_id": (await User.get(id=manager.id)).number}
        await perform("core.department.edit", SYSTEM, data, subject=place.id)
    await host.refresh()
    _declared_with(host, steps=("dept_manager",))
    request = await desk.ask()
    assert (await ApprovalStep.get(approval_id=request.id)).user_id == chief.id
    with refused("FD-5", "turn"):
        await decide("approve", desk.manager, request)
    await decide("withdraw", desk.agent, request)
    _declared_with(host, steps=("user:owner_id",))
    with refused("FD-5", "approver"):
        await desk.ask()


async def test_the_same_act_again_needs_a_new_approval(desk, host, make):
    """A granted one serves once."""
    request = await desk.ask()
    for who in (desk.manager, desk.senior):
        await decide("approve", who, request)
    await _write_off(desk)
    assert await state(request) == "used"
    assert await desk.gate() == ["approval"]


async def _write_off(desk):
    """All other grounds of the write-off, and the write-off itself."""

    async def do(name, actor=desk.agent, **data):
        await perform(f"foundation.job.{name}", actor, data, subject=desk.job.id)

    await do("stock_up", part="P1", count=1)
    await do("issue")
    for name in ("sign_builder", "sign_client"):
        await do(name, SYSTEM)
    await do("take_old")
    await do("write_off")


async def test_of_fifty_times_the_same_yes_one_counts(desk):
    """B33: a form sent fifty times at once decides one step, and no second one."""
    request = await desk.ask()
    answers = await asyncio.gather(
        *(decide("approve", desk.manager, request) for _ in range(50)), return_exceptions=True
    )
    assert sum(not isinstance(a, BaseException) for a in answers) == 1
    assert all(isinstance(a, Refused) for a in answers if isinstance(a, BaseException))
    assert await steps(request) == [(1, "approved"), (2, "open")]


async def test_of_fifty_who_ask_one_asking_is_made(desk):
    answers = await asyncio.gather(*(desk.ask() for _ in range(50)), return_exceptions=True)
    assert sum(not isinstance(a, BaseException) for a in answers) == 1
    assert await ApprovalRequest.all().count() == 1
