"""What customers say and how it is carried on: feedback, contact forms, disputes, and the inspections (RE-1.2, RE-2.8, RE-2.11, RS-3)."""

from __future__ import annotations

import pytest

from core.rules.spans import midnight
from tests.plugins.realestate_handover.estate import DAY, Estate

HEARD = {"file": "@sale_file", "heard_from": "业主甲", "subject_matter": "交房日期", "record": "业主认为交房迟延"}


async def missing(
    estate: Estate, act: str, data: dict[str, object] | None = None, login: str = ""
) -> set[tuple[str, str]]:
    answer = await estate.attempt(act, data, login=login)
    assert answer.status_code == 409, answer.text[:600]
    return {(r["clause"], key) for r in answer.json()["refusals"] for key in r["keys"]}


@pytest.mark.clause("RE-1.2")
async def test_feedback_is_taken_before_registration_too_and_handled(estate: Estate) -> None:
    await estate.contract()
    said = {"file": "@sale_file", "customer": "@customer", "kind": "enquiry", "channel": "phone", "content": "何时交房"}
    await estate.do("feedback.take", said)
    row = await estate.row("feedback")
    assert (row.state, row.file_id) == ("taken", (await estate.row("sale_file")).id)
    assert (await missing(estate, "feedback.handle")) == {("RE-1.2", "outcome")}
    await estate.do("feedback.handle", {"outcome": "已电话说明"})
    assert (await estate.row("feedback")).state == "handled"


@pytest.mark.clause("RE-2.11")
async def test_a_dispute_is_heard_then_explained_by_a_rule_or_reported_in_a_day(estate: Estate) -> None:
    estate.at("2024-06-03T09:00")
    await estate.contract()
    bare = await missing(estate, "dispute.hear", {"file": "@sale_file"})
    assert bare == {("RE-2.11", k) for k in ("heard_from", "subject_matter", "record")}
    await estate.do("dispute.hear", HEARD)
    assert await missing(estate, "dispute.explain", {}) == {("RE-2.11", "explanation"), ("RE-2.11", "rule_cited")}
    await estate.do("dispute.investigate", {"open_question": "工期顺延是否成立"})
    due = await estate.duty_row("dispute", "dispute.report")
    assert (due.due_at - due.start_at) == DAY
    manager = (await estate.make.actor("manager")).id
    estate.clock.set(due.due_at)
    await estate.do("dispute.report", {"investigation": "查阅停工令", "reported_to": manager})
    assert await estate.duty("dispute", "dispute.report") == "met"
    assert ("RE-2.11", "decision") in await missing(estate, "dispute.answer", {"answer": "顺延成立"})
    await estate.do("dispute.decide", {"decision": "按停工令顺延"}, login="manager")
    await estate.do("dispute.answer", {"answer": "顺延成立，附停工令"})
    await estate.do("dispute.close", {"outcome": "业主接受"})
    assert (await estate.row("dispute")).state == "closed"


@pytest.mark.clause("RE-2.8")
async def test_a_contact_form_is_answered_by_its_addressee_within_three_days(estate: Estate) -> None:
    estate.at("2024-06-03T09:00")
    await estate.do("contact_form.draft", {"receiver": "management", "title": "收楼建议"})
    assert await missing(estate, "contact_form.send") == {("RE-2.8", "addressee"), ("RE-2.8", "content")}
    manager = (await estate.make.actor("manager")).id
    await estate.do("contact_form.edit", {"title": "收楼建议", "content": "增设现场导引", "addressee": manager})
    await estate.do("contact_form.send")
    row = (await estate.row("contact_form")).id
    assert row
    due = await estate.duty_row("contact_form", "icf.reply")
    assert due.due_at == midnight(due.start_at.date() + 4 * DAY)
    assert ("RE-2.8", "addressee") in await missing(estate, "contact_form.reply", {"reply": "同意"}, "after_sales")
    await estate.do("contact_form.reply", {"reply": "同意"}, login="manager")
    assert await estate.duty("contact_form", "icf.reply") == "met"


@pytest.mark.clause("RS-3")
async def test_an_inspection_asks_the_list_of_its_mode_and_part(estate: Estate) -> None:
    planned = {"held_on": "2026-03-01", "sale_mode": "exhibition", "part": "daily"}
    assert ("RS-3", "held_on") in await missing(
        estate, "inspection.plan", {**planned, "held_on": "2099-01-01"}, "manager"
    )
    await estate.do("inspection.plan", planned, login="manager")
    assert (await estate.row("inspection")).state == "daily"
    empty = await missing(estate, "inspection.inspect_daily", {}, "manager")
    assert {clause for clause, _ in empty} == {"RS-3"}
    assert len(empty) > 1
