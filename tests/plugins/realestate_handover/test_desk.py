"""What customers bring to the desk: feedback, disputes in their order, internal contact forms, and inspections by sale mode."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.plugins.realestate_handover.estate import TICK, Estate

HEARD = {"file": "@sale_file", "heard_from": "业主甲", "subject_matter": "层高", "record": "实测与图纸不符"}
RULE = {"explanation": "按测绘规范，误差在允许范围内。", "rule_cited": "示例测绘规范第三条"}
FOUND = {"investigation": "已复测"}
DAILY = dict.fromkeys(("duty", "received", "papers", "answers", "order"), True)


def refused(answer: Any, clause: str, *keys: str) -> None:
    assert answer.status_code == 409, answer.text[:600]
    named = [r for r in answer.json()["refusals"] if r["clause"] == clause and r["kind"] != "state"]
    assert {key for r in named for key in r["keys"]} == set(keys)


@pytest.mark.clause("RE-1.2")
async def test_feedback_is_taken_with_what_was_said_and_handled_with_what_was_done(estate: Estate) -> None:
    await estate.registered()
    took = {"customer": "@customer", "kind": "suggestion", "file": "@sale_file", "channel": "phone"}
    refused(await estate.attempt("feedback.take", took), "RE-1.2", "content")
    await estate.do("feedback.take", {**took, "content": "希望增设访客车位"})
    refused(await estate.attempt("feedback.handle"), "RE-1.2", "outcome")
    await estate.do("feedback.handle", {"outcome": "已转物业公司研究"})
    row = await estate.row("feedback")
    assert (row.outcome, row.handled_at is not None) == ("已转物业公司研究", True)
    assert row.file_id == (await estate.row("sale_file")).id


@pytest.mark.clause("RE-2.11")
async def test_dispute_is_heard_then_explained_with_its_rule_then_closed(estate: Estate) -> None:
    await estate.registered()
    refused(await estate.attempt("dispute.hear", {**HEARD, "record": ""}), "RE-2.11", "record")
    await estate.do("dispute.hear", HEARD)
    refused(await estate.attempt("dispute.explain", {**RULE, "rule_cited": ""}), "RE-2.11", "rule_cited")
    early = await estate.attempt("dispute.close", {"outcome": "和解"})
    assert early.status_code == 409
    await estate.do("dispute.explain", RULE)
    await estate.do("dispute.close", {"outcome": "业主接受"})
    assert (await estate.row("dispute")).state == "closed"


@pytest.mark.clause("RE-2.11")
async def test_what_cannot_be_answered_goes_to_the_manager_who_decides(estate: Estate) -> None:
    await estate.registered()
    await estate.do("dispute.hear", HEARD)
    refused(await estate.attempt("dispute.investigate"), "RE-2.11", "open_question")
    await estate.do("dispute.investigate", {"open_question": "是否退还差价"})
    manager = (await estate.make.actor("manager")).id
    refused(await estate.attempt("dispute.report", {"reported_to": manager}), "RE-2.11", "investigation")
    await estate.do("dispute.report", {**FOUND, "reported_to": manager})
    refused(await estate.attempt("dispute.answer", {"answer": "退"}), "RE-2.11", "decision")
    await estate.do("dispute.decide", {"decision": "退还差价"}, login="manager")
    await estate.do("dispute.answer", {"answer": "将退还差价"})
    assert (await estate.row("dispute")).state == "answered"


@pytest.mark.clause("RE-2.11")
@pytest.mark.parametrize(("late", "state"), [(-TICK, "met"), (TICK * 0, "met"), (TICK, "met_late")])
async def test_open_question_is_reported_within_a_day(estate: Estate, late: timedelta, state: str) -> None:
    await estate.registered()
    await estate.do("dispute.hear", HEARD)
    await estate.do("dispute.investigate", {"open_question": "是否退还差价"})
    due = (await estate.duty_row("dispute", "dispute.report")).due_at
    estate.clock.set(due + late)
    await estate.do("dispute.report", {**FOUND, "reported_to": (await estate.make.actor("manager")).id})
    assert await estate.duty("dispute", "dispute.report") == state


@pytest.mark.clause("RE-2.8")
@pytest.mark.parametrize("late", [False, True])
async def test_contact_form_is_sent_answered_told_and_closed(estate: Estate, late: bool) -> None:
    await estate.registered()
    draft = {"receiver": "management", "title": "车位", "content": "多名业主提出"}
    await estate.do("contact_form.draft", draft)
    refused(await estate.attempt("contact_form.send"), "RE-2.8", "addressee")
    manager = (await estate.make.actor("manager")).id
    await estate.do("contact_form.edit", {"title": "车位", "content": "多名业主提出", "addressee": manager})
    await estate.do("contact_form.send")
    refused(await estate.attempt("contact_form.reply", {}, login="manager"), "RE-2.8", "reply")
    due = await estate.duty_row("contact_form", "icf.reply")
    estate.clock.set(due.due_at if late else due.due_at - TICK)
    await estate.do("contact_form.reply", {"reply": "同意增设"}, login="manager")
    assert await estate.duty("contact_form", "icf.reply") == ("met_late" if late else "met")
    refused(await estate.attempt("contact_form.feed_back", {"fed_back_to": "业主甲"}), "RE-2.8", "fed_back_by")
    await estate.do("contact_form.feed_back", {"fed_back_to": "业主甲", "fed_back_by": "phone"})
    await estate.do("contact_form.close", {"result": "已增设"})
    assert (await estate.row("contact_form")).state == "closed"


@pytest.mark.clause("RS-3")
async def test_inspection_asks_the_list_of_its_sale_mode(estate: Estate) -> None:
    plan = {"held_on": "2026-03-02", "sale_mode": "exhibition", "part": "daily"}
    refused(
        await estate.attempt("inspection.plan", {**plan, "held_on": "2026-03-03"}, login="manager"), "RS-3", "held_on"
    )
    await estate.do("inspection.plan", plan, login="manager")
    unanswered = await estate.attempt("inspection.inspect_daily", {"daily": {"duty": True}}, login="manager")
    assert unanswered.status_code in (409, 422)
    assert (await estate.row("inspection")).state == "daily"
    await estate.do("inspection.inspect_daily", {"daily": {**DAILY, "order": False}}, login="manager")
    row = await estate.row("inspection")
    assert (row.state, row.kept, row.judged) == ("done", 4, 5)
