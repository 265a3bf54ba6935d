"""On the warranty card, signed, handed in the same day, closed; or ended by the manager with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.clock import Frozen
from core.models import CardLine, Signature, Ticket
from core.rules.spans import midnight
from core.testing.refusals import named_by
from tests.plugins.service_quality.flow import SIGN, Flow

TODAY = date(2026, 3, 2)


@pytest.mark.clause("ES-4.2.6")
async def test_repair_is_entered_on_the_products_warranty_card(flow: Flow) -> None:
    await flow.to("fixed")
    assert named_by(await flow.attempt("sign", SIGN), "ES-4.2.6")["keys"] == ["card_line"]
    await flow.do("card_line", {"content": "更换排水泵"})
    row = await flow.row()
    line = await CardLine.get(asset_id=flow.asset.id)
    assert (line.on, line.content, line.ticket_id) == (TODAY, "更换排水泵", row.ticket_id)
    assert (await flow.do("sign", SIGN))["state"] == "signed"


@pytest.mark.clause("ES-4.2.7")
async def test_no_closing_without_the_customers_signature(flow: Flow) -> None:
    await flow.to("fixed")
    for act, login in (("submit", "north"), ("close", "manager")):
        refusal = named_by(await flow.attempt(act, login=login), "ES-4.2.7")
        assert refusal["keys"] == ["signature"]
        assert refusal["where"]


@pytest.mark.clause("ES-4.2.7")
async def test_signature_seals_the_form(flow: Flow) -> None:
    await flow.to("signed")
    row = await flow.row()
    signature = await Signature.get(subject_id=row.id, record="request_form")
    assert (signature.capacity, signature.signer_name, signature.seals) == ("customer", "顾客甲", True)
    assert ",request_form," in row.seals
    for act in ("charge", "card_line", "invoice"):
        assert (await flow.attempt(act, await flow.usual(act))).status_code == 409


async def test_signature_without_a_stroke_is_no_signature(flow: Flow) -> None:
    await flow.to("fixed")
    await flow.do("card_line", {"content": "更换排水泵"})
    for strokes in ([], [[]], None):
        assert (await flow.attempt("sign", {"signature": strokes})).status_code == 422
    assert (await flow.row()).state == "fixed"


@pytest.mark.clause("ES-4.3.5")
@pytest.mark.parametrize(
    ("before_midnight", "state"),
    [(timedelta(microseconds=1), "met"), (timedelta(), "met_late"), (timedelta(microseconds=-1), "met_late")],
)
async def test_form_is_handed_in_by_midnight_of_the_visits_day(
    flow: Flow, clock: Frozen, before_midnight: timedelta, state: str
) -> None:
    await flow.to("signed")
    assert await flow.duty("form.submit") == "running"
    clock.set(midnight(TODAY + timedelta(days=1)) - before_midnight)
    assert await flow.duty("form.submit") == ("warned" if state == "met" else "late")
    body = await flow.do("submit")
    assert body["state"] == "submitted"
    assert await flow.duty("form.submit") == state


@pytest.mark.clause("ES-4.3.5")
async def test_form_with_the_product_taken_in_goes_in_that_day_and_again_on_the_return(
    flow: Flow, clock: Frozen
) -> None:
    await flow.to("taken_in")
    first = await flow.duty_row("form.submit")
    assert first.late_from == midnight(TODAY + timedelta(days=1))
    assert (await flow.do("submit"))["state"] == "taken_in"
    assert await flow.duty("form.submit") == "met"
    assert named_by(await flow.attempt("submit"), "ES-4.3.5")["keys"] == ["give_back"]
    clock.advance(days=2)
    for act in ("repair", "sign_return", "countersign_return", "give_back"):
        await flow.do(act, await flow.usual(act))
    assert (await flow.duty_row("form.submit")).late_from == midnight(TODAY + timedelta(days=3))
    for act in ("card_line", "sign", "submit", "close"):
        body = await flow.do(act, await flow.usual(act))
    assert body["state"] == "closed"


@pytest.mark.clause("ES-4.3.5")
async def test_signed_form_is_not_closed_before_it_is_handed_in(flow: Flow) -> None:
    await flow.to("signed")
    assert named_by(await flow.attempt("close"), "ES-4.3.5")["keys"] == ["submit"]
    await flow.do("submit")
    await flow.do("close")
    assert (await Ticket.get(number=flow.number)).category == "done"


@pytest.mark.clause("ES-4.2.7")
async def test_manager_ends_a_form_the_customer_will_not_sign_with_a_reason(flow: Flow) -> None:
    await flow.to("fixed")
    refusal = named_by(await flow.attempt("close_unacknowledged", {"unacknowledged": " "}), "ES-4.2.7")
    assert refusal["keys"] == ["unacknowledged"]
    body = await flow.do("close_unacknowledged", {"unacknowledged": "顾客拒签"})
    assert body["state"] == "closed_unacknowledged"
    assert (await flow.row()).unacknowledged == "顾客拒签"
    assert await flow.duty("form.submit") == "cancelled"
    assert (await Ticket.get(number=flow.number)).category == "done"


@pytest.mark.clause("ES-4.2.7")
async def test_what_was_late_when_a_form_was_given_up_stays_missed(flow: Flow, clock: Frozen) -> None:
    await flow.to("fixed")
    clock.advance(days=1)
    await flow.do("close_unacknowledged", {"unacknowledged": "顾客拒签"})
    assert await flow.duty("form.submit") == "missed"
