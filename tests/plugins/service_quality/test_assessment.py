"""Programme, assessment, consequence, report and ledger (ES-3.0 to ES-3.4)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.models import Department, Duty
from core.testing.refusals import named_by
from plugins.service_quality.acts.assessment import total
from plugins.service_quality.models import (
    Assessment,
    Inspection,
    LedgerEntry,
    Programme,
    ProgrammeItem,
    Report,
    Reward,
    Score,
)
from plugins.service_quality.rules.assessment_facts import Given
from tests.plugins.service_quality.assess import BASE, HELP, INSPECTED, QUARTER, SKILL, SPEED, Assess


@pytest.mark.clause("ES-3.0")
async def test_a_programme_has_period_scheme_and_goals_and_then_runs(assess: Assess) -> None:
    number = (await assess.do("programme", "draft", assess.drafted()))["number"]
    row = await Programme.get(number=number)
    assert (row.department_id, row.from_on, row.to_on) == (assess.north.id, date(2026, 1, 1), date(2026, 12, 31))
    items = await ProgrammeItem.filter(programme_id=row.id).order_by("id").values_list("name", "weight")
    assert items == [("维修技能", 6000), ("及时率", 4000)]
    assert (await assess.do("programme", "start", number=number))["state"] == "running"


@pytest.mark.clause("ES-3.0")
@pytest.mark.parametrize(
    ("changes", "clause", "key"),
    [
        ({"goals": ""}, "ES-3.0", "goals"),
        ({"from_on": "2026-05-01", "to_on": "2026-04-30"}, "ES-3.0", "to_on"),
        ({"items": [SKILL]}, "ES-3.1", "weight"),
        ({"items": [SKILL, {**SPEED, "weight": 41}]}, "ES-3.1", "weight"),
        ({"items": [SKILL, {**SPEED, "target": ""}]}, "ES-3.1", "target"),
    ],
)
async def test_a_programme_that_lacks_something_is_not_drafted(
    assess: Assess, changes: Any, clause: str, key: str
) -> None:
    refusal = named_by(await assess.attempt("programme", "draft", assess.drafted(**changes)), clause)
    assert key in refusal["keys"]
    assert await Programme.all().count() == 0


@pytest.mark.clause("ES-3.1")
async def test_what_cannot_be_measured_is_scored_with_a_comment_and_what_can_with_its_figure(assess: Assess) -> None:
    programme = await assess.running()
    await assess.do("programme", "assess", QUARTER, number=programme, login="north_head")
    skill, speed = await Score.all().order_by("id")
    tries = [
        (skill, {"points": 8}, "comment"),
        (speed, {"points": 5}, "figure"),
        (speed, {"points": 6, "figure": "96 %"}, "points"),
        (skill, {"comment": "好"}, "points"),
    ]
    for score, data, key in tries:
        answer = await assess.attempt("score", "give", data, number=score.number, login="north_head")
        assert key in named_by(answer, "ES-3.1")["keys"]
    refusal = named_by(await _conclude(assess, (await Assessment.get()).number), "ES-3.1")
    assert refusal["keys"] == ["scores"]


async def _conclude(assess: Assess, number: str, **changes: Any) -> Any:
    base = {
        "method": "inspection",
        "evidence": "XJ-1",
        "comment": "良好",
        "consequence": "penalty",
        "means": "moral",
        **HELP,
    }
    rule = await assess.rule(changes.get("consequence") or "penalty")
    return await assess.attempt("assessment", "conclude", {**base, "rule": rule, **changes}, number=number)


@pytest.mark.clause("ES-3.4")
async def test_a_result_leads_to_a_penalty_with_analysis_and_help(assess: Assess) -> None:
    number = await assess.assessed(await assess.running())
    for lacking in ("analysis", "help_plan", "consequence"):
        answer = await _conclude(assess, number, person=assess.worker.id, **{lacking: ""})
        assert lacking in named_by(answer, "ES-3.4")["keys"]
    assert await Reward.all().count() == 0
    answer = await _conclude(assess, number, person=assess.worker.id)
    assert answer.status_code == 200, answer.text
    row, reward = await Assessment.get(number=number), await Reward.get()
    assert (row.state, row.total) == ("concluded", 8800)  # 60 % of 8/10 and 40 % of 5/5
    assert (reward.person_id, reward.kind, reward.source) == (assess.worker.id, "penalty", number)
    assert (reward.analysis, reward.help_plan) == (HELP["analysis"], HELP["help_plan"])
    assert await LedgerEntry.filter(department_id=assess.north.id, kind="assessment", source=number).count() == 1


@pytest.mark.clause("ES-3.4")
async def test_a_good_result_leads_to_a_reward(assess: Assess) -> None:
    number = await assess.assessed(await assess.running(), skill=10)
    answer = await _conclude(assess, number, person=assess.worker.id, consequence="reward", analysis="", help_plan="")
    assert answer.status_code == 200, answer.text
    assert ((await Reward.get()).kind, (await Assessment.get()).total) == ("reward", 10000)


@pytest.mark.clause("ES-3.2.1")
@pytest.mark.parametrize("lacking", ["method", "evidence"])
async def test_an_assessment_names_its_method_and_what_it_rests_on(assess: Assess, lacking: str) -> None:
    number = await assess.assessed(await assess.running())
    answer = await _conclude(assess, number, person=assess.worker.id, **{lacking: ""})
    assert lacking in named_by(answer, "ES-3.2.1")["keys"]


@pytest.mark.clause("ES-3.3")
async def test_the_department_assesses_itself_and_management_somebody_else(assess: Assess) -> None:
    own, ours = await assess.running(), await assess.running(form="management")
    for programme, wrong in ((own, "manager"), (ours, "north_head")):
        answer = await assess.attempt("programme", "assess", QUARTER, number=programme, login=wrong)
        assert named_by(answer, "ES-3.3")["keys"] == ["assessor"]
    await assess.do("programme", "assess", QUARTER, number=ours, login="inspector")
    assert (await Assessment.get()).form == "management"


@pytest.mark.clause("ES-3.3")
@pytest.mark.parametrize(
    "span", [("2025-12-31", "2026-03-31"), ("2026-01-01", "2027-01-01"), ("2026-03-03", "2026-03-31")]
)
async def test_only_a_period_of_the_programme_that_has_begun_is_assessed(assess: Assess, span: tuple[str, str]) -> None:
    programme = await assess.running()
    data = {"from_on": span[0], "to_on": span[1]}
    answer = await assess.attempt("programme", "assess", data, number=programme, login="north_head")
    assert named_by(answer, "ES-3.3")["keys"] == ["from_on"]


async def test_who_assessed_does_not_decide_what_follows(assess: Assess) -> None:
    number = await assess.assessed(await assess.running())
    rule = await assess.rule()
    data = {"method": "survey", "evidence": "x", "consequence": "penalty", "means": "moral", "rule": rule, **HELP}
    answer = await assess.attempt("assessment", "conclude", data, number=number, login="north_head")
    assert named_by(answer, "ES-3.4")["kind"] == "four_eyes"


@pytest.mark.clause("ES-3.3")
async def test_assessment_and_report_are_owed_in_every_quarter(assess: Assess, clock: Any, sweep: Any) -> None:
    programme = await assess.running()
    await sweep()
    owed = {d.code: d for d in await Duty.filter(subject_type="service_quality.programme")}
    assert set(owed) == {"es.self_assessment", "es.report"}
    assert {(d.window_from, d.window_to) for d in owed.values()} == {(date(2026, 1, 1), date(2026, 3, 31))}
    number = await assess.assessed(programme)
    assert (await _conclude(assess, number, person=assess.worker.id)).status_code == 200
    assert (await Duty.get(code="es.self_assessment")).stop_at == clock.now()
    assert (await Duty.get(code="es.report")).stop_at is None


@pytest.mark.clause("ES-3.3")
async def test_the_report_counts_its_period_is_handed_in_and_reviewed_by_somebody_else(
    assess: Assess, sweep: Any
) -> None:
    programme = await Programme.get(number=await assess.running())
    await sweep()
    said = {"source": "box", "content": "等候太久", "department": assess.north.id}
    await assess.do("feedback", "note", said, login="correspondent")
    written = {"programme": programme.id, **QUARTER, "done_well": "无投诉"}
    number = (await assess.do("report", "write", written, login="north_head"))["number"]
    row = await Report.get(number=number)
    assert (row.feedback, row.forms, row.complaints, row.department_id) == (1, 0, 0, assess.north.id)
    refused = await assess.attempt("report", "submit", number=number, login="north_head")
    assert set(named_by(refused, "ES-3.3")["keys"]) == {"problems", "measures"}
    await assess.do("report", "revise", {"problems": "等候", "measures": "增员"}, number=number, login="north_head")
    await assess.do("report", "submit", number=number, login="north_head")
    assert (await Duty.get(code="es.report")).stop_at is not None
    await assess.do("report", "review", {"review": "同意"}, number=number, login="inspector")
    assert (await Report.get(number=number)).state == "reviewed"


@pytest.mark.clause("ES-3.3")
async def test_a_report_counts_the_departments_below_too(assess: Assess) -> None:
    above = await Department.get(code="hq")
    programme = await Programme.get(number=await assess.running(department=above.id))
    said = {"source": "box", "content": "等候太久", "department": assess.north.id}
    await assess.do("feedback", "note", said, login="correspondent")
    await assess.do("report", "write", {"programme": programme.id, **QUARTER})
    assert (await Report.get()).feedback == 1


@pytest.mark.clause("ES-3.3")
async def test_nobody_reports_on_another_department(assess: Assess) -> None:
    programme = await Programme.get(number=await assess.running())
    answer = await assess.attempt("report", "write", {"programme": programme.id, **QUARTER})
    assert named_by(answer, "ES-3.3")["keys"] == ["programme"]


@pytest.mark.clause("ES-3.2.1")
async def test_an_inspection_looks_at_five_things_and_enters_itself_in_the_ledger(assess: Assess) -> None:
    data = {"department": assess.north.id, **INSPECTED}
    for lacking in ("attitude", "execution", "service_items", "norms", "contentment"):
        answer = await assess.attempt("inspection", "record", {**data, lacking: ""}, login="inspector")
        assert named_by(answer, "ES-3.2.1")["keys"] == [lacking]
    await assess.do("inspection", "record", data, login="inspector")
    assert (await Inspection.get()).points == 21
    assert await LedgerEntry.filter(department_id=assess.north.id, kind="inspection").count() == 1


@pytest.mark.clause("ES-3.2.1")
async def test_nobody_inspects_his_own_department(assess: Assess) -> None:
    inspector = await assess.make.actor("inspector")
    answer = await assess.attempt(
        "inspection", "record", {"department": inspector.department_id, **INSPECTED}, login="inspector"
    )
    assert named_by(answer, "ES-3.2.1")["keys"] == ["inspector"]


@given(st.lists(st.tuples(st.integers(2, 100), st.data()), min_size=1, max_size=8), st.data())
def test_the_total_is_the_weighted_share_of_the_best(scales: list[Any], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, 100), min_size=len(scales) - 1, max_size=len(scales) - 1)))
    weights = [(b - a) * 100 for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    scores = tuple(
        Given("", weight, scale, data.draw(st.integers(0, scale)))
        for weight, (scale, _data) in zip(weights, scales, strict=True)
    )
    exact = sum(Fraction(g.weight * (g.points or 0), g.scale) for g in scores)
    assert 0 <= total(scores) <= 10000
    assert abs(total(scores) - exact) <= Fraction(1, 2)
    assert total(tuple(Given("", g.weight, g.scale, g.scale) for g in scores)) == 10000


async def test_every_page_opens(assess: Assess) -> None:
    number = await assess.assessed(await assess.running())
    manager = await assess.client.as_("manager")
    for subject in (
        "programme",
        "assessment",
        "score",
        "inspection",
        "feedback",
        "report",
        "ledger_entry",
        "staff_file",
    ):
        assert (await manager.get(f"{BASE}{subject}")).status_code == 200
    assert (await manager.get(f"{BASE}assessment/{number}")).status_code == 200
