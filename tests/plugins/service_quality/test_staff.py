"""Training, conduct, rewards and penalties, feedback and findings (ES-2.4, ES-2.5, ES-3.2.3, ES-3.5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.clock import SHANGHAI
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.refusals import named_by
from plugins.service_quality.models import ConductCase, Finding, Improvement, LedgerEntry, Reward, StaffFile, Training
from tests.plugins.service_quality.assess import BASE, HELP, Assess

TRAINED = {"topic": "skill", "content": "新机型拆装", "hours": 8, "result": "passed"}


@pytest.mark.clause("ES-2.4")
async def test_every_member_of_staff_is_owed_a_training_in_every_quarter(
    assess: Assess, clock: Any, sweep: Any
) -> None:
    staff = await assess.file()
    await sweep()
    duty = await Duty.get(code="es.training")
    assert (duty.window_from, duty.window_to, duty.role) == (date(2026, 1, 1), date(2026, 3, 31), "manager")
    await assess.do("training", "record", {"staff": staff, **TRAINED})
    assert duty_state(await Duty.get(id=duty.id), clock.now(), assess.host.enabled) == "met"
    row = await Training.get()
    assert (row.staff_id, row.on, row.owner_id) == (staff, date(2026, 3, 2), assess.worker.id)


@pytest.mark.clause("ES-2.4")
async def test_a_quarter_without_training_stays_missed(assess: Assess, clock: Any, sweep: Any) -> None:
    staff = await assess.file()
    await sweep()
    clock.set(clock.now().astimezone(SHANGHAI).replace(month=4, day=1, hour=0))
    await sweep()
    await assess.do("training", "record", {"staff": staff, **TRAINED})
    states = [
        duty_state(d, clock.now(), assess.host.enabled) for d in await Duty.filter(code="es.training").order_by("id")
    ]
    assert states == ["missed", "met"]


@pytest.mark.clause("ES-2.4")
@pytest.mark.parametrize(("lacking", "key"), [("content", "content"), ("result", "result")])
async def test_a_training_says_what_was_learnt_and_with_which_result(assess: Assess, lacking: str, key: str) -> None:
    answer = await assess.attempt("training", "record", {"staff": await assess.file(), **TRAINED, lacking: ""})
    assert key in named_by(answer, "ES-2.4")["keys"]
    assert await Training.all().count() == 0


@pytest.mark.clause("ES-2.4")
async def test_a_person_has_one_staff_file_and_nobody_is_trained_ahead(assess: Assess) -> None:
    staff = await assess.file()
    twice = {"user": assess.worker.id, "joined_on": "2026-01-01"}
    assert named_by(await assess.attempt("staff_file", "open", twice), "ES-2.4")["keys"] == ["user"]
    ahead = {"staff": staff, **TRAINED, "on": "2026-03-03"}
    assert named_by(await assess.attempt("training", "record", ahead), "ES-2.4")["keys"] == ["on"]
    number = (await StaffFile.get(id=staff)).number
    await assess.do("staff_file", "leave", number=number)
    assert (
        "staff" in named_by(await assess.attempt("training", "record", {"staff": staff, **TRAINED}), "ES-2.4")["keys"]
    )


@pytest.mark.clause("ES-2.5")
@pytest.mark.parametrize(
    ("changes", "key"),
    [({"rule": ""}, "rule"), ({"rule": "reward"}, "rule"), ({"reason": ""}, "reason"), ({"person": "self"}, "person")],
)
async def test_a_penalty_rests_on_a_rule_and_a_reason_and_is_never_ones_own(
    assess: Assess, changes: Any, key: str
) -> None:
    rules = {"penalty": await assess.rule(), "reward": await assess.rule("reward")}
    base = {"person": assess.worker.id, "kind": "penalty", "means": "moral", "reason": "迟到", **HELP}
    data = {**base, "rule": rules["penalty"], **{k: rules.get(v, v) for k, v in changes.items()}}
    if data["person"] == "self":
        data["person"] = (await assess.make.actor("manager")).id
    assert key in named_by(await assess.attempt("reward", "decide", data), "ES-2.5")["keys"]
    assert await Reward.all().count() == 0


@pytest.mark.clause("ES-2.5")
async def test_everybody_sees_his_own_rewards_and_nobody_elses(assess: Assess) -> None:
    data = {"person": assess.worker.id, "kind": "reward", "means": "material", "amount": "200.00", "reason": "顾客表扬"}
    number = (await assess.do("reward", "decide", {**data, "rule": await assess.rule("reward")}))["number"]
    assert (await Reward.get()).amount == 20000
    for login, status in (("north_worker", 200), ("technician", 404), ("hr", 200)):
        assert (await (await assess.client.as_(login)).get(f"{BASE}reward/{number}")).status_code == status


@pytest.mark.clause("ES-2.5")
async def test_nobody_is_penalised_unheard(assess: Assess) -> None:
    case = {"staff": await assess.file(), "what": "对顾客无礼"}
    number = (await assess.do("conduct_case", "report", case, login="inspector"))["number"]
    decided = {"decision": "扣发奖金", "rule": await assess.rule(), "means": "sanction", **HELP}
    answer = await assess.attempt("conduct_case", "decide", decided, number=number)
    assert named_by(answer, "ES-2.5")["kind"] == "state"
    await assess.do("conduct_case", "hear", {"statement": "当时在接听电话"}, number=number)
    await assess.do("conduct_case", "decide", decided, number=number)
    reward = await Reward.get()
    assert (reward.person_id, reward.kind, reward.source) == (assess.worker.id, "penalty", number)
    assert (await ConductCase.get()).state == "decided"


@pytest.mark.clause("ES-2.5")
async def test_a_case_may_end_without_a_penalty_but_not_without_its_reason(assess: Assess) -> None:
    case = {"staff": await assess.file(), "what": "对顾客无礼"}
    number = (await assess.do("conduct_case", "report", case, login="inspector"))["number"]
    await assess.do("conduct_case", "hear", {"statement": "没有此事"}, number=number)
    refused = await assess.attempt("conduct_case", "decide", {}, number=number)
    assert "decision" in named_by(refused, "ES-2.5")["keys"]
    await assess.do("conduct_case", "decide", {"decision": "查无实据"}, number=number)
    assert await Reward.all().count() == 0


@pytest.mark.clause("ES-3.2.3")
async def test_feedback_is_dealt_with_in_seven_days(assess: Assess, clock: Any) -> None:
    said = {"source": "phone", "content": "电话难打通", "department": assess.north.id}
    number = (await assess.do("feedback", "note", said, login="correspondent"))["number"]
    duty = await Duty.get(code="feedback.handle")
    for late, state in ((timedelta(microseconds=-1), "warned"), (timedelta(), "late")):
        assert duty_state(duty, duty.late_from + late, assess.host.enabled) == state
    refused = await assess.attempt("feedback", "handle", {"outcome": ""}, number=number, login="north_head")
    assert "outcome" in named_by(refused, "ES-3.2.3")["keys"]
    await assess.do("feedback", "handle", {"outcome": "增设一线"}, number=number, login="north_head")
    assert (await Duty.get(id=duty.id)).stop_at == clock.now()
    assert await LedgerEntry.filter(department_id=assess.north.id, kind="feedback", source=number).count() == 1


@pytest.mark.clause("ES-3.5")
async def test_the_department_gets_the_fault_to_mend_and_never_learns_who_found_it(assess: Assess) -> None:
    finder = await assess.make.user("pecker", "woodpecker", "all", "south")
    found = {"inspected": assess.north.id, "fault": "备件账实不符", "proposal": "每周盘点"}
    number = (await assess.do("finding", "file", found, login="pecker"))["number"]
    measure = {"owner": assess.worker.id, "kind": "rules", "due_on": "2026-03-20"}
    await assess.do("finding", "pass_on", measure, number=number, login="quality_control")
    action = await Improvement.get()
    assert (action.plan, action.owner_id) == ("备件账实不符\n每周盘点", assess.worker.id)
    head = await assess.client.as_("north_head")
    assert (await head.get(f"{BASE}finding/{number}")).status_code in (403, 404)
    page = (await head.get(f"{BASE}improvement/{action.number}")).text
    assert "备件账实不符" in page
    assert finder.name not in page
    assert number not in page
    entry = await LedgerEntry.get(kind="finding")
    assert (entry.department_id, entry.source) == (assess.north.id, action.number)


@pytest.mark.clause("ES-3.5")
async def test_who_found_a_fault_does_not_settle_it(assess: Assess) -> None:
    found = {"inspected": assess.north.id, "fault": "备件账实不符"}
    number = (await assess.do("finding", "file", found, login="woodpecker"))["number"]
    answer = await assess.attempt("finding", "settle", {"outcome": "已改"}, number=number, login="woodpecker")
    assert answer.status_code == 403
    await assess.do("finding", "settle", {"outcome": "已改"}, number=number, login="quality_control")
    assert (await Finding.get()).state == "settled"
