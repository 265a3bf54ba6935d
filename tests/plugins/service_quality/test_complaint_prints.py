"""Complaints and opinions on paper show what was recorded, and stay as they were issued."""

from __future__ import annotations

from html import unescape

import pytest

from core.models import Department
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.models import Penalty
from plugins.service_quality.names import MARKS
from tests.plugins.service_quality.grievance import PATH, Grievance


async def sheet(client: Client, path: str, login: str = "manager") -> str:
    visitor = await client.as_(login)
    issued = await visitor.post(path, {"key": f"print:{path}"})
    assert issued.status_code == 303, issued.text[:500]
    return unescape((await visitor.get(issued.headers["location"])).text)


@pytest.mark.clause("ES-1.2.4")
async def test_complaint_record_shows_its_eight_steps(grievance: Grievance, client: Client) -> None:
    await grievance.to("closed")
    text = await sheet(client, f"{PATH}/{grievance.number}/prints/complaint_record")
    for shown in (
        "顾客甲",
        "上门维修",
        "重新维修",
        "装配",
        "装配松动",
        "更换",
        "已更换",
        "满意",
        "供方责任",
        "增加抽检",
        "规章与管理",
    ):
        assert shown in text, shown
    assert grievance.number in text


@pytest.mark.clause("ES-1.3.2")
async def test_letter_gives_the_reason_or_the_solution(grievance: Grievance, client: Client) -> None:
    await grievance.to("unfounded")
    await grievance.do("dismiss")
    text = await sheet(client, f"{PATH}/{grievance.number}/prints/reply_letter", "agent")
    assert "产品符合约定规格" in text
    await grievance.to("approved")
    text = await sheet(client, f"{PATH}/{grievance.number}/prints/reply_letter", "agent")
    assert "更换" in text
    assert "产品符合约定规格" not in text


@pytest.mark.clause("ES-1.3.7")
async def test_penalty_notice_comes_in_two_copies_with_the_amount_in_words(
    grievance: Grievance, client: Client
) -> None:
    await grievance.to("told")
    users = grievance.users
    persons = [
        {"person": users[login], "fault": "cause", "part": part}
        for login, part in (("technician", "direct"), ("north", "manager"))
    ]
    await grievance.do("name_persons", {"persons": persons})
    bases = [{"person": users[login], "bonus": "3000.00"} for login in ("technician", "north")]
    await grievance.do("penalise", {"loss": "20000.00", "bases": bases})
    number = (await Penalty.get(owner_id=users["technician"])).number
    text = await sheet(client, f"/s/service_quality/penalty/{number}/prints/penalty_notice")
    assert text.count('class="sheet"') == 2
    for shown in ("300.00", "叁佰元整", grievance.number):
        assert shown in text, shown


@pytest.mark.clause("ES-3.1")
async def test_opinion_card_is_a_blank_until_it_is_answered(client: Client, make: Make) -> None:
    customer = await make.customer(name="顾客丙")
    visitor = await client.as_("agent")
    number = (await visitor.act("/s/service_quality/opinion", "issue", {"customer": customer.id})).json()["number"]
    path = f"/s/service_quality/opinion/{number}"
    blank = await sheet(client, f"{path}/prints/opinion_card", "agent")
    assert "顾客丙" in blank
    assert blank.count("M6 10.500") == 0
    answers = dict.fromkeys(("overall", "warmth", "skill", "speed"), MARKS[1])
    assert (await visitor.act(path, "enter", {"answers": answers})).status_code == 200
    issued = await visitor.post(f"{path}/prints/opinion_card", {"key": "again"})
    filled = (await visitor.get(issued.headers["location"])).text
    assert filled.count("M6 10.500") == 4


@pytest.mark.clause("ES-2.2")
async def test_satisfaction_book_lists_what_a_department_heard(client: Client, make: Make) -> None:
    customer = await make.customer(name="顾客戊")
    visitor = await client.as_("agent")
    answers = {**dict.fromkeys(("overall", "warmth", "skill", "speed"), MARKS[1]), "remark": "很及时"}
    given = {"customer": customer.id, "answers": answers}
    assert (await visitor.act("/s/service_quality/opinion", "enter_paper", given)).status_code == 201
    number = (await Department.get(code="hq")).number
    text = await sheet(client, f"/s/core/department/{number}/prints/satisfaction_book")
    for shown in ("顾客戊", "很及时", "4.00"):
        assert shown in text, shown
    other = (await Department.get(code="south")).number
    assert "顾客戊" not in await sheet(client, f"/s/core/department/{other}/prints/satisfaction_book")
