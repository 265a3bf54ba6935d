"""Contact before leaving, conduct on the visit, cause and explanation at its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import Frozen
from core.testing.refusals import named_by
from tests.plugins.service_quality.flow import END, Flow, kept


@pytest.mark.clause("ES-4.2.2")
async def test_call_nobody_answers_is_no_contact(flow: Flow) -> None:
    await flow.to("assigned")
    body = await flow.do("contact", {"contact_result": "not_reached"})
    assert body["state"] == "assigned"
    assert await flow.duty("ticket.contact") == "running"
    assert set(named_by(await flow.attempt("arrive"), "ES-4.2.2")["keys"]) == {"contact", "appointment"}


@pytest.mark.clause("ES-4.2.2")
async def test_contact_without_agreed_time_is_not_enough_to_leave(flow: Flow) -> None:
    await flow.to("assigned")
    body = await flow.do("contact", {"contact_result": "reached", "contact_note": "早上才出现"})
    assert body["state"] == "assigned"
    assert await flow.duty("ticket.contact") == "met"
    assert named_by(await flow.attempt("arrive"), "ES-4.2.2")["keys"] == ["appointment"]
    await flow.do("contact", await flow.usual("contact"))
    assert (await flow.do("arrive"))["state"] == "visiting"
    assert (await flow.row()).contact_note == "早上才出现"


@pytest.mark.clause("ES-4.2.2")
@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(hours=4) - timedelta(microseconds=1), "met"),
        (timedelta(hours=4), "met"),
        (timedelta(hours=4, microseconds=1), "met_late"),
    ],
)
async def test_customer_is_contacted_within_the_hours_of_the_policy(
    flow: Flow, clock: Frozen, after: timedelta, state: str
) -> None:
    await flow.to("assigned")
    clock.advance(seconds=after.total_seconds())
    assert await flow.duty("ticket.contact") == ("late" if state == "met_late" else "warned")
    await flow.do("contact", await flow.usual("contact"))
    assert await flow.duty("ticket.contact") == state


@pytest.mark.clause("ES-4.2.2")
async def test_contact_counts_when_it_happened_not_when_it_was_typed(flow: Flow, clock: Frozen) -> None:
    await flow.to("assigned")
    spoken = clock.advance(hours=3)
    clock.advance(hours=5)
    assert await flow.duty("ticket.contact") == "late"
    await flow.do("contact", {**await flow.usual("contact"), "contacted_at": spoken.isoformat()})
    assert await flow.duty("ticket.contact") == "met"
    assert (await flow.row()).contacted_at == spoken


@pytest.mark.clause("ES-4.2.3")
async def test_visit_ends_with_cause_and_explanation(flow: Flow) -> None:
    await flow.to("checked")
    refusal = named_by(await flow.attempt("fix", {"cause": "传感器漂移", "explanation": "  "}), "ES-4.2.3")
    assert refusal["keys"] == ["explanation"]
    body = await flow.do("fix", END)
    row = await flow.row()
    assert (body["state"], row.cause, row.explanation, row.outcome) == ("fixed", *END.values(), "fixed")


@pytest.mark.clause("ES-2.3")
@pytest.mark.clause("ES-4.3.2")
async def test_item_not_kept_is_recorded_and_counted(flow: Flow) -> None:
    await flow.to("visiting")
    await flow.do("check", kept(no_smoke="no", customs="no"))
    row = await flow.row()
    assert (row.ones_kept, row.ones_checked) == (6, 7)
    answers = {**row.ones["answers"], **row.conduct["answers"]}
    assert [item for item, answer in answers.items() if not answer["value"]] == ["no_smoke", "customs"]


@pytest.mark.clause("ES-2.1")
async def test_service_at_the_point_needs_no_visit_at_home(flow: Flow) -> None:
    await flow.to("assigned", place="point")
    await flow.do("arrive")
    assert (await flow.do("fix", END))["state"] == "fixed"
