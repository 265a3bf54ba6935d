"""Injuries: by whom they are led, who owes what until when, and whose leaders answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import Duty
from core.rules.spans import day_of, midnight
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import DAY, TICK, Yard

HOUR = timedelta(hours=1)
LEADER = [{"name": "部长甲", "post": "部长", "answers": "administrative"}]


async def _hurt(yard: Yard, group: str, **data: object) -> None:
    if "permit" not in yard.numbers:
        await yard.permit(group)
    sent = {
        "person": yard.numbers["person"],
        "happened_at": yard.clock.now().isoformat(),
        "event": "手部夹伤",
        "place": "轧钢区",
        **data,
    }
    await yard.do("injury", "report", sent, login="gatekeeper")


async def _to_result(yard: Yard) -> None:
    await yard.do("injury", "report_facts", {"facts": "经过"})
    await yard.do("injury", "investigate", {"investigation": "现场勘查"})


@pytest.mark.clause("CS-3.5.1")
@pytest.mark.clause("CS-3.5.2")
@pytest.mark.clause("CS-3.5.3")
@pytest.mark.parametrize(
    ("group", "leads", "unit", "clause"),
    [
        ("hired", "using", "using_dept_id", "CS-3.5.1"),
        ("listed", "using", "using_dept_id", "CS-3.5.1"),
        ("contractor", "letting", "letting_dept_id", "CS-3.5.2"),
        ("after_sales", "employer", "letting_dept_id", "CS-3.5.3"),
    ],
)
async def test_the_group_says_who_leads_and_who_owes(
    yard: Yard, group: str, leads: str, unit: str, clause: str
) -> None:
    await _hurt(yard, group)
    row, engagement = await yard.row("injury"), await yard.model("engagement").get()
    assert row.group == group
    assert row.investigator_kind == leads
    assert row.department_id == getattr(engagement, unit)
    assert row.investigator == ("示例承包公司" if leads == "employer" else "")
    duties = await Duty.filter(subject_type="contractor_safety.injury").order_by("due_at")
    assert [d.code for d in duties] == [f"facts_{group}", f"result_{group}"]
    assert {d.clause for d in duties} == {clause}
    assert {d.department_id for d in duties} == {getattr(engagement, unit)}
    assert duties[0].due_at == yard.clock.now() + HOUR


@pytest.mark.clause("CS-3.5.3")
async def test_facts_are_due_within_the_hour_and_the_result_on_the_seventh_day(yard: Yard) -> None:
    for late, state in ((timedelta(), "met"), (TICK, "met_late")):
        await _hurt(yard, "after_sales")
        start = yard.clock.now()
        yard.clock.set(start + HOUR + late)
        await yard.do("injury", "report_facts", {"facts": "经过"})
        assert await yard.duty("injury", "facts_after_sales") == state
        await yard.do("injury", "investigate", {"investigation": "现场勘查"})
        over = midnight(day_of(start) + 8 * DAY)
        yard.clock.set(over - TICK if state == "met" else over)
        await yard.do("injury", "report_result", {"result": "操作不当"})
        assert await yard.duty("injury", "result_after_sales") == state


@pytest.mark.clause("CS-3.5.2")
async def test_the_hour_runs_from_when_it_was_known_not_from_when_it_was_entered(yard: Yard) -> None:
    happened = yard.clock.now()
    await yard.permit("contractor")
    yard.clock.set(happened + 3 * HOUR)
    await _hurt(yard, "contractor", happened_at=happened.isoformat(), known_at=(happened + HOUR).isoformat())
    assert (await yard.duty_row("injury", "facts_contractor")).due_at == happened + 2 * HOUR
    await _hurt(yard, "contractor", happened_at=happened.isoformat())
    assert (await yard.duty_row("injury", "facts_contractor")).due_at == happened + HOUR
    person, future = yard.numbers["person"], (yard.clock.now() + HOUR).isoformat()
    sent = {"person": person, "event": "x", "happened_at": future}
    assert named_by(await yard.attempt("injury", "report", sent), "CS-3.5.2")["keys"] == ["happened_at"]
    sent |= {"happened_at": happened.isoformat(), "known_at": (happened - HOUR).isoformat()}
    assert named_by(await yard.attempt("injury", "report", sent), "CS-3.5.2")["keys"] == ["known_at"]


@pytest.mark.clause("CS-3.5.6b")
async def test_after_work_without_approval_the_leaders_of_the_department_answer(yard: Yard) -> None:
    """Somebody who never had a permit was let work by a department: it bears the consequences."""
    await yard.person("hired")
    sent = {"person": yard.numbers["person"], "event": "坠落", "happened_at": yard.clock.now().isoformat()}
    assert named_by(await yard.attempt("injury", "report", sent), "CS-3.5.6b")["keys"] == ["department"]
    north = await yard.make.user("north2", "using_dept", "own", "north")
    await yard.do("injury", "report", {**sent, "department": north.department_id}, login="safety_unit")
    row = await yard.row("injury")
    assert (row.unapproved, row.department_id) == (True, north.department_id)
    await _to_result(yard)
    result = {"result": "无证上岗", "assessment": "扣部门当月考核"}
    assert named_by(await yard.attempt("injury", "report_result", result), "CS-3.5.6b")["keys"] == ["leaders"]
    await yard.do("injury", "report_result", {**result, "leaders": LEADER})
    await yard.do("injury", "close")
    visitor = await yard.client.as_("safety_unit")
    page = await visitor.get(yard.path("injury"))
    assert "部长甲" in page.text


@pytest.mark.clause("CS-3.5.1")
async def test_each_report_has_its_content_by_the_clause_of_the_group(yard: Yard) -> None:
    await _hurt(yard, "hired")
    assert named_by(await yard.attempt("injury", "report_facts"), "CS-3.5.1")["keys"] == ["facts"]
    await _to_result(yard)
    assert named_by(await yard.attempt("injury", "report_result", {"result": "甲"}), "CS-3.5.1")["keys"] == [
        "assessment"
    ]
    await yard.do("injury", "report_result", {"result": "甲", "assessment": "按工伤考核"})


@pytest.mark.clause("CS-3.5.1")
@pytest.mark.clause("CS-3.5.2")
async def test_injuries_are_counted_by_group(yard: Yard) -> None:
    await _hurt(yard, "hired")
    await _hurt(yard, "hired")
    reader = await yard.client.as_("manager")
    for group, count in (("hired", 2), ("contractor", 0)):
        figure = await reader.json(f"/kpis/contractor_safety.injuries_{group}.json")
        assert figure["numerator"] == count == await yard.model("injury").filter(group=group).count()
