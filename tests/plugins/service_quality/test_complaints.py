"""ES-1.1 to ES-1.3.6: a complaint is recorded, judged, given to the unit in charge, investigated, solved and told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.clock import Frozen
from core.forms_read import as_moment
from core.models import Journal, Link, Ticket
from core.testing.client import Client
from core.testing.refusals import named_by
from plugins.service_quality.models import Complaint, Responsible, Stay
from tests.plugins.service_quality.flow import Flow
from tests.plugins.service_quality.grievance import FOUNDED, PATH, SAID, Grievance

_DAY = timedelta(days=1)


@pytest.mark.clause("ES-1.3.1")
@pytest.mark.parametrize("left_out", ["complainant", "complained_at", "object", "demand"])
async def test_complaint_without_one_of_the_four_is_refused(grievance: Grievance, left_out: str) -> None:
    data = {"customer": await grievance.customer(), **SAID, "complained_at": "2026-03-02 09:00", left_out: ""}
    refusal = named_by(await grievance.attempt("record", data), "ES-1.3.1")
    assert refusal["keys"] == [left_out]
    assert not await Complaint.exists()


@pytest.mark.clause("ES-1.1")
@pytest.mark.clause("ES-1.3.2")
async def test_kind_comes_first_and_its_closer_kind_must_fit(grievance: Grievance) -> None:
    await grievance.record()
    bare = await grievance.attempt("judge", {"sufficient": "yes", "reasonable": "yes"})
    assert named_by(bare, "ES-1.3.2")["keys"] == ["kind", "ground"]
    for kind, subkind in (("quality", ""), ("quality", "attitude"), ("service", "defect"), ("transport", "defect")):
        answer = await grievance.attempt("judge", {"kind": kind, "subkind": subkind, **FOUNDED})
        assert named_by(answer, "ES-1.1")["keys"] == ["subkind"], (kind, subkind)
    assert (await grievance.do("judge", {"kind": "transport", **FOUNDED}))["state"] == "judged"


@pytest.mark.clause("ES-1.3.2")
@pytest.mark.parametrize("lacks", ["sufficient", "reasonable"])
async def test_complaint_lacking_reasons_or_a_reasonable_demand_is_unfounded(grievance: Grievance, lacks: str) -> None:
    await grievance.record()
    data = {"kind": "quality", "subkind": "defect", **FOUNDED}
    open_ = {**data, lacks: ""}
    assert named_by(await grievance.attempt("judge", open_), "ES-1.3.2")["keys"] == [lacks]
    assert (await grievance.do("judge", {**data, lacks: "no"}))["state"] == "unfounded"


@pytest.mark.clause("ES-1.3.2")
@pytest.mark.parametrize(("after", "state"), [(-1, "met"), (0, "met"), (1, "met_late")])
async def test_unfounded_complaint_is_answered_within_a_day(
    grievance: Grievance, clock: Frozen, after: int, state: str
) -> None:
    await grievance.to("unfounded")
    clock.advance(hours=24, microseconds=after)
    await grievance.do("dismiss")
    assert await grievance.duty("complaint.dismiss") == state


@pytest.mark.clause("ES-1.3.2")
async def test_unfounded_complaint_judged_anew_owes_no_reason(grievance: Grievance) -> None:
    await grievance.to("unfounded")
    await grievance.do("judge")
    assert await grievance.duty("complaint.dismiss") == "cancelled"


@pytest.mark.clause("ES-1.2.2")
@pytest.mark.parametrize(("after", "state"), [(-1, "met"), (0, "met"), (1, "met_late")])
async def test_complaint_is_answered_within_a_day_of_being_made(
    grievance: Grievance, clock: Frozen, after: int, state: str
) -> None:
    """Counted from the complaint as told, not from the typing."""
    made = clock.now()
    clock.advance(hours=5)
    await grievance.record(complained_at=made.isoformat())
    clock.advance(hours=19, microseconds=after)
    await grievance.do("reply")
    assert await grievance.duty("complaint.answer") == state


@pytest.mark.clause("ES-1.2.2")
@pytest.mark.clause("ES-4.3.4")
async def test_answer_has_content_and_promises_a_day(grievance: Grievance) -> None:
    await grievance.record()
    answer = await grievance.attempt("reply", {"reply_channel": "phone"})
    assert named_by(answer, "ES-1.2.2")["keys"] == ["reply"]
    assert named_by(answer, "ES-4.3.4")["keys"] == ["promised_on"]
    gone = {"reply": "稍候", "reply_channel": "phone", "promised_on": "2026-03-01"}
    assert named_by(await grievance.attempt("reply", gone), "ES-4.3.4")["keys"] == ["promised_on"]
    assert await grievance.duty("complaint.answer") == "running"
    await grievance.do("reply")
    # a further answer need not promise anew
    await grievance.do("reply", {"reply": "仍在办理", "reply_channel": "phone"})


@pytest.mark.clause("ES-4.3.4")
@pytest.mark.parametrize(("after", "state"), [(-timedelta(seconds=1), "met"), (timedelta(0), "met_late")])
async def test_redress_comes_by_the_promised_day(
    grievance: Grievance, clock: Frozen, after: timedelta, state: str
) -> None:
    """Until 24:00 of the day."""
    await grievance.to("told")
    promised = (await grievance.row()).promised_on
    assert promised is not None
    clock.set(as_moment(f"{promised} 00:00") + _DAY + after)
    await grievance.do("redress")
    assert await grievance.duty("complaint.promised") == state


@pytest.mark.clause("ES-1.3.3")
@pytest.mark.parametrize(
    ("kind", "unit"), [("quality", "quality_control"), ("transport", "freight"), ("contract", "senior")]
)
async def test_unit_in_charge_follows_the_kind(grievance: Grievance, kind: str, unit: str) -> None:
    await grievance.to("assigned", kind=kind)
    row = await grievance.row()
    assert row.owner_id == grievance.users[unit]
    assert (await Ticket.get(number=grievance.number)).owner_id == row.owner_id
    running = await Stay.get(complaint_id=row.id, until=None)
    assert (running.person_id, running.department_id) == (row.owner_id, row.department_id)


@pytest.mark.clause("ES-1.3.3")
async def test_kind_without_a_unit_needs_a_person_and_a_contract_dispute_a_senior(grievance: Grievance) -> None:
    await grievance.to("judged", kind="service")
    answer = await grievance.attempt("assign", grievance.usual("assign"))
    assert named_by(answer, "ES-1.3.3")["keys"] == ["person"]
    await grievance.do("assign", {**grievance.usual("assign"), "person": grievance.users["manager"]})
    await grievance.to("judged", kind="contract")
    junior = {**grievance.usual("assign"), "person": grievance.users["manager"]}
    assert named_by(await grievance.attempt("assign", junior), "ES-1.3.3")["keys"] == ["person"]


@pytest.mark.clause("ES-1.2.3")
async def test_who_is_in_charge_has_stated_authority(grievance: Grievance) -> None:
    await grievance.to("judged")
    assert named_by(await grievance.attempt("assign", {}), "ES-1.2.3")["keys"] == ["authority"]


@pytest.mark.clause("ES-1.2.2")
async def test_passing_on_is_counted_and_timed(grievance: Grievance, clock: Frozen) -> None:
    await grievance.to("assigned")
    nothing = await grievance.attempt("pass_on", {"reason": "不归我管", "person": grievance.users["quality_control"]})
    assert named_by(nothing, "ES-1.2.2")["keys"] == ["receiver"]
    silent = await grievance.attempt("pass_on", {"person": grievance.users["freight"]})
    assert named_by(silent, "ES-1.2.2")["keys"] == ["reason"]
    clock.advance(hours=3)
    await grievance.do("pass_on", {"reason": "运输损坏", "person": grievance.users["freight"]})
    row = await grievance.row()
    assert (row.handovers, row.owner_id) == (1, grievance.users["freight"])
    assert (await Ticket.get(number=grievance.number)).handovers == 1
    stays = await Stay.filter(complaint_id=row.id).order_by("id")
    assert [(s.until - s.since) if s.until else None for s in stays] == [timedelta(0), timedelta(hours=3), None]
    assert stays[-1].reason == "运输损坏"


@pytest.mark.clause("ES-1.2.2")
async def test_complaint_is_not_passed_on_past_the_count(grievance: Grievance, client: Client) -> None:
    await grievance.to("assigned")
    visitor = await client.as_("manager")
    data = {"reason": "换人", "owner": grievance.users["freight"]}
    answer = await visitor.act(f"/s/core/ticket/{grievance.number}", "hand_over", data)
    assert named_by(answer, "ES-1.2.2")["keys"] == ["pass_on"]


@pytest.mark.clause("ES-1.3.4")
async def test_investigation_names_the_responsible_or_says_why_nobody_is(grievance: Grievance) -> None:
    await grievance.to("assigned")
    usual = grievance.usual("investigate")
    bare = await grievance.attempt("investigate", {"cause": grievance.cause})
    found = [key for r in bare.json()["refusals"] if r["clause"] == "ES-1.3.4" for key in r["keys"]]
    assert sorted(found) == ["finding", "persons"]
    one = {"person": grievance.users["north"], "fault": "cause", "part": "direct"}
    both = {**usual, "persons": [one]}
    assert named_by(await grievance.attempt("investigate", both), "ES-1.3.4")["keys"] == ["nobody"]
    twice = {**usual, "nobody": "", "persons": [one, {**one, "part": "manager"}]}
    assert named_by(await grievance.attempt("investigate", twice), "ES-1.2.3")["keys"] == ["persons"]
    await grievance.do("investigate", {**usual, "nobody": "", "persons": [one]})
    [row] = await Responsible.all()
    assert (row.user_id, row.fault, row.department_id) == (grievance.users["north"], "cause", row.department_id)
    assert row.department_id is not None


@pytest.mark.clause("ES-1.2.1")
async def test_investigation_puts_the_complaint_down_to_a_cause(grievance: Grievance) -> None:
    await grievance.to("assigned")
    data = {**grievance.usual("investigate"), "cause": None}
    assert named_by(await grievance.attempt("investigate", data), "ES-1.2.1")["keys"] == ["cause"]


@pytest.mark.clause("ES-1.3.5")
async def test_solution_regards_the_demand(grievance: Grievance) -> None:
    await grievance.to("investigated")
    assert named_by(await grievance.attempt("propose", {}), "ES-1.3.5")["keys"] == ["solution", "regard"]


@pytest.mark.clause("ES-1.3.3")
async def test_over_a_contract_dispute_senior_management_decides(grievance: Grievance) -> None:
    await grievance.to("proposed", kind="contract")
    assert named_by(await grievance.attempt("approve", login="manager"), "ES-1.3.3")["keys"] == ["senior"]
    assert (await grievance.do("approve", login="senior"))["state"] == "approved"


@pytest.mark.clause("ES-1.3.6")
async def test_nobody_approves_his_own_solution(grievance: Grievance) -> None:
    await grievance.to("investigated")
    await grievance.do("propose", login="manager")
    assert named_by(await grievance.attempt("approve", login="manager"), "ES-1.3.6")["kind"] == "four_eyes"


@pytest.mark.clause("ES-1.3.6")
async def test_customer_is_not_told_before_the_solution_is_approved(grievance: Grievance) -> None:
    await grievance.to("proposed")
    refusal = named_by(await grievance.attempt("tell", grievance.usual("tell")), "ES-1.3.6")
    assert refusal["kind"] == "state"


@pytest.mark.clause("ES-1.3.6")
@pytest.mark.parametrize(("after", "state"), [(-1, "met"), (0, "met"), (1, "met_late")])
async def test_customer_is_told_within_a_day_of_the_approval(
    grievance: Grievance, clock: Frozen, after: int, state: str
) -> None:
    await grievance.to("approved")
    clock.advance(hours=24, microseconds=after)
    await grievance.do("tell")
    assert await grievance.duty("complaint.tell") == state


@pytest.mark.clause("ES-1.2.4")
async def test_complaint_is_not_closed_without_result_and_reaction(grievance: Grievance) -> None:
    await grievance.record()
    data = {**SAID, "customer": await grievance.customer(), "complained_at": "2026-03-02 09:00", "content": ""}
    assert named_by(await grievance.attempt("record", data), "ES-1.2.4")["keys"] == ["content"]
    await grievance.to("told")
    for act in ("no_penalty", "review"):
        await grievance.do(act)
    await grievance.do("redress", {"redress": "已更换"})
    assert named_by(await grievance.attempt("close"), "ES-1.2.4")["keys"] == ["reaction"]
    await grievance.do("redress")
    assert (await grievance.do("close"))["state"] == "closed"
    assert not await Stay.filter(until=None, complaint__number=grievance.number).exists()


async def test_complaint_about_a_ticket_is_linked_to_it(flow: Flow, grievance: Grievance, client: Client) -> None:
    await flow.register()
    ticket = await Ticket.get(number=flow.number)
    slot = f"/slot/service_quality/complaints/core/ticket/{ticket.number}"
    visitor = await client.as_("agent")
    offered = (await visitor.get(slot)).text
    assert f"/new/record?customer={flow.customer.number}&amp;about={ticket.number}" in offered
    assert (
        await visitor.get(f"{PATH}/new/record?customer={flow.customer.number}&about={ticket.number}")
    ).status_code == 200
    await grievance.record(customer=flow.customer.id, about=ticket.id)
    own = await Ticket.get(number=grievance.number)
    assert (own.kind, own.number[:2]) == ("complaint", "TS")
    link = await Link.get(ticket_id=own.id)
    assert (link.other_id, link.kind) == (ticket.id, "concerns")
    assert grievance.number in (await visitor.get(slot)).text


async def test_refused_steps_leave_the_complaint_as_it_was(grievance: Grievance) -> None:
    await grievance.to("assigned")
    before = await grievance.row()
    for act, data in _OUT_OF_ORDER.items():
        answer = await grievance.attempt(act, {**grievance.usual(act), **data})
        assert answer.status_code == 409, act
        assert {r["clause"] for r in answer.json()["refusals"]} & {_CLAUSES[act]}, act
    after = await grievance.row()
    assert (after.version, after.state) == (before.version, before.state)
    assert await Journal.filter(subject_type="service_quality.complaint", refused=True).count() == len(_OUT_OF_ORDER)


_OUT_OF_ORDER: dict[str, dict[str, Any]] = {
    "judge": {},
    "dismiss": {},
    "assign": {},
    "propose": {},
    "approve": {},
    "tell": {},
    "redress": {},
    "penalise": {"loss": "100.00"},
    "no_penalty": {},
    "review": {},
    "close": {},
}
_CLAUSES = {
    "judge": "ES-1.3.2",
    "dismiss": "ES-1.3.2",
    "assign": "ES-1.3.3",
    "propose": "ES-1.3.5",
    "approve": "ES-1.3.6",
    "tell": "ES-1.3.6",
    "redress": "ES-4.3.4",
    "penalise": "ES-1.3.7",
    "no_penalty": "ES-1.3.7",
    "review": "ES-1.3.8",
    "close": "ES-1.3.8",
}
