"""ES-3.2.2: social surveys by visits, consumer meetings and questionnaires, with a goal, participants, findings and measures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.clock import Frozen
from core.forms_read import as_moment
from core.host.host import Host
from core.models import Duty
from core.rules.duty import duty_state
from core.testing.client import Client
from core.testing.make import Make
from core.testing.refusals import named_by
from plugins.service_quality.models import Opinion, Survey
from plugins.service_quality.names import MARKS

PATH = "/s/service_quality/survey"
PLAN = {"name": "春季走访", "method": "meeting", "goal": "了解使用情况", "from_on": "2026-03-02", "to_on": "2026-03-20"}
FOUND = {"participants": 12, "findings": "多数满意", "measures": "增加清洗提醒"}


async def _act(client: Client, act: str, data: Any, number: str = "", login: str = "marketing") -> Any:
    return await (await client.as_(login)).act(f"{PATH}/{number}" if number else PATH, act, data)


async def planned(client: Client, **data: Any) -> str:
    answer = await _act(client, "plan", {**PLAN, **data})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


@pytest.mark.clause("ES-3.2.2")
async def test_survey_has_a_goal_a_name_of_its_own_and_days_in_order(client: Client) -> None:
    assert named_by(await _act(client, "plan", {**PLAN, "goal": ""}), "ES-3.2.2")["keys"] == ["goal"]
    assert named_by(await _act(client, "plan", {**PLAN, "to_on": "2026-03-01"}), "ES-3.2.2")["keys"] == ["to_on"]
    await planned(client)
    other = await _act(client, "plan", {**PLAN, "goal": "另一个"}, login="manager")
    assert named_by(other, "ES-3.2.2")["keys"] == ["name"]


@pytest.mark.clause("ES-3.2.2")
async def test_survey_is_concluded_with_participants_findings_and_measures(client: Client) -> None:
    number = await planned(client)
    answer = await _act(client, "conclude", {}, number)
    missing = [key for r in answer.json()["refusals"] for key in r["keys"]]
    assert sorted(missing) == ["findings", "measures", "participants"]
    assert (await _act(client, "conclude", FOUND, number)).json()["state"] == "concluded"
    assert (await Survey.get(number=number)).participants == 12


@pytest.mark.clause("ES-3.2.2")
@pytest.mark.parametrize(("after", "state"), [(-timedelta(seconds=1), "met"), (timedelta(0), "met_late")])
async def test_survey_is_concluded_by_its_last_day(
    client: Client, host: Host, clock: Frozen, after: timedelta, state: str
) -> None:
    number = await planned(client)
    clock.set(as_moment("2026-03-21 00:00") + after)
    await _act(client, "conclude", FOUND, number)
    duty = await Duty.get(number=number, code="survey.conclude")
    assert duty_state(duty, clock.now(), host.enabled) == state


@pytest.mark.clause("ES-3.2.2")
async def test_questionnaires_go_to_many_customers_and_are_counted(client: Client, make: Make) -> None:
    meeting = await planned(client)
    customers = [{"customer": (await make.customer()).id} for _n in range(3)]
    wrong = await _act(client, "send", {"customers": customers}, meeting)
    assert named_by(wrong, "ES-3.2.2")["keys"] == ["method"]
    number = await planned(client, name="满意度问卷", method="questionnaire")
    none = await _act(client, "conclude", FOUND, number)
    assert named_by(none, "ES-3.2.2")["keys"] == ["cards"]
    sent = (await _act(client, "send", {"customers": customers}, number)).json()
    cards = await Opinion.filter(survey="满意度问卷").order_by("id")
    assert [card.number for card in cards] == sent["cards"]
    for card, mark in zip(cards[:2], (MARKS[0], MARKS[2]), strict=True):
        page = await client.http.get(sent[card.number])
        csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
        answers = {f"answers-{key}": mark for key in ("overall", "warmth", "skill", "speed")}
        assert (await client.http.post(sent[card.number], data={"csrf": csrf, **answers})).status_code == 200
    await _act(client, "conclude", FOUND, number)
    row = await Survey.get(number=number)
    assert (row.participants, row.cards, row.marks) == (2, 2, 8)


async def test_pages_open_within_their_statements(client: Client, statements: Any) -> None:
    number = await planned(client)
    visitor = await client.as_("manager")
    for path, most in (
        (PATH, 6),
        (f"{PATH}/{number}", 12),
        (f"{PATH}/new/plan", 6),
        (f"{PATH}/{number}/acts/send", 12),
    ):
        await visitor.get(path)
        with statements() as seen:
            assert (await visitor.get(path)).status_code == 200, path
        assert len(seen) <= most, (path, len(seen))
