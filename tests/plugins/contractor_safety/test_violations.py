"""Violations: found by anybody, decided by the safety department alone, executed into the fund."""

from __future__ import annotations

import pytest

from core.models import Account
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard

DECISION = {"decision": "扣款并教育", "basis": "安全奖惩规定第 5 条", "penalty": "500.00"}


async def _found(yard: Yard, kind: str = "rules", login: str = "gatekeeper", **data: object) -> None:
    if "engagement" not in yard.numbers:
        await yard.engagement()
    sent = {"kind": kind, "description": "高处作业未系安全带", "engagement": yard.numbers["engagement"], **data}
    await yard.do("violation", "find", sent, login=login)


@pytest.mark.clause("CS-3.5.5")
async def test_anybody_finds_and_only_the_safety_department_decides(yard: Yard) -> None:
    for login in ("gatekeeper", "functional_dept", "served_dept", "manager"):
        await _found(yard, login=login)
    for login in ("letting_dept", "safety_unit", "manager", "gatekeeper"):
        for act, data in (("decide", DECISION), ("dismiss", {"decision": "非违章"})):
            denied = await yard.attempt("violation", act, data, login=login)
            assert named_by(denied, "CS-3.5.5")["kind"] == "permission"
    bare = await yard.attempt("violation", "decide", {})
    assert set(named_by(bare, "CS-3.5.5")["keys"]) == {"decision", "basis", "penalty"}
    await yard.do("violation", "decide", DECISION)
    row = await yard.row("violation")
    assert (row.state, row.penalty, row.decided_at) == ("decided", 50000, yard.clock.now())


@pytest.mark.clause("CS-3.5.4")
async def test_a_penalty_goes_into_the_fund_and_only_by_an_approved_method(yard: Yard) -> None:
    await _found(yard)
    await yard.do("violation", "decide", DECISION)
    row = await yard.row("violation")
    refused = await yard.attempt("violation", "execute", login="fund_keeper")
    assert named_by(refused, "CS-3.5.4")["keys"] == ["method"]
    assert (await yard.row("violation")).state == "decided"
    await yard.method(department=row.department_id)
    await yard.do("violation", "execute", login="fund_keeper")
    (move,) = await yard.model("fund_move").all()
    assert (move.kind, move.account, move.signed, move.violation_id) == ("penalty", "penalty", 50000, row.id)
    held = await Account.get(book="contractor_safety.fund", kind="penalty")
    assert held.balance == 50000


async def test_without_a_penalty_nothing_moves(yard: Yard) -> None:
    await _found(yard)
    await yard.do("violation", "decide", {**DECISION, "penalty": "0"})
    await yard.do("violation", "execute")
    assert await yard.model("fund_move").all().count() == 0


@pytest.mark.clause("CS-3.5.6a")
async def test_unapproved_work_names_the_department_that_answers(yard: Yard) -> None:
    sent = {"kind": "papers_later", "description": "先上岗后补手续", "person": await yard.person("hired")}
    refused = await yard.attempt("violation", "find", sent, login="safety_unit")
    assert named_by(refused, "CS-3.5.6a")["keys"] == ["department"]
    await _found(yard, "papers_later")
    row = await yard.row("violation")
    assert (row.clause, row.department_id) == ("CS-3.5.6a", (await yard.model("engagement").get()).letting_dept_id)


@pytest.mark.clause("CS-3.5.5")
async def test_a_violation_is_somebodys(yard: Yard) -> None:
    refused = await yard.attempt("violation", "find", {"kind": "rules"}, login="gatekeeper")
    assert {k for r in refused.json()["refusals"] for k in r["keys"]} == {"subject", "description"}


@pytest.mark.clause("CS-3.4.3")
async def test_a_stop_may_be_followed_by_an_assessment_of_the_department(yard: Yard) -> None:
    await yard.engagement("after_sales")
    order = {"engagement": yard.numbers["engagement"], "reason": "未告知", "severity": "grave"}
    await yard.do("stop_work", "order", order)
    await yard.do("stop_work", "assess", {"description": "未办安全告知"})
    found = await yard.model("violation").get()
    stop = await yard.row("stop_work")
    assert (found.department_id, found.clause) == (stop.responsible_id, "CS-3.4.3")
    assert stop.responsible_id == (await yard.model("engagement").get()).served_dept_id


@pytest.mark.clause("CS-3.5.8")
async def test_safety_department_and_units_both_see_every_open_breach(yard: Yard) -> None:
    await _found(yard)
    for login in ("safety_company", "safety_unit"):
        visitor = await yard.client.as_(login)
        listed = await visitor.json("/s/contractor_safety/violation.json", view="open")
        assert [r["number"] for r in listed["rows"]] == [yard.numbers["violation"]]
        board = await visitor.get("/p/contractor_safety/board")
        assert board.status_code == 200
