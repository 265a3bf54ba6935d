"""Taken in against a promise and a signed slip, given back against another, on time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.clock import Frozen
from core.models import Signature
from core.rules.spans import midnight
from core.testing.refusals import named_by
from tests.plugins.service_quality.flow import END, SIGN, Flow

PROMISED = date(2026, 3, 7)  # five days after the fixture's day


@pytest.mark.clause("ES-4.2.4")
async def test_product_is_taken_in_only_with_a_promised_date(flow: Flow) -> None:
    await flow.to("checked")
    answer = await flow.attempt("take_in", END)
    assert named_by(answer, "ES-4.2.4")["keys"] == ["promised_on"]
    assert named_by(answer, "ES-4.2.4")["where"]
    await flow.do("write_slip", await flow.usual("write_slip"))
    assert {r["clause"] for r in (await flow.attempt("take_in", END)).json()["refusals"]} == {"ES-4.2.5"}


@pytest.mark.clause("ES-4.2.4")
async def test_today_may_be_promised_but_not_yesterday(flow: Flow, clock: Frozen) -> None:
    await flow.to("checked")
    slip = await flow.usual("write_slip")
    refused = await flow.attempt("write_slip", {**slip, "promised_on": "2026-03-01"})
    assert named_by(refused, "ES-4.2.4")["keys"] == ["promised_on"]
    await flow.do("write_slip", {**slip, "promised_on": "2026-03-02"})


@pytest.mark.clause("ES-4.2.5")
async def test_one_signature_on_the_slip_is_not_enough(flow: Flow) -> None:
    await flow.to("checked")
    await flow.do("write_slip", await flow.usual("write_slip"))
    for act in ("sign_slip", "countersign_slip"):
        assert named_by(await flow.attempt("take_in", END), "ES-4.2.5")["keys"] == ["slip_in"]
        await flow.do(act, SIGN)
    assert (await flow.do("take_in", END))["state"] == "taken_in"
    row = await flow.row()
    given = await Signature.filter(subject_id=row.id, record="slip_in", voided_at=None).order_by("id")
    assert [(s.capacity, s.signer_name, s.seals) for s in given] == [
        ("customer", "顾客甲", False),
        ("technician", "顾客甲", True),
    ]
    assert {s.content_hash for s in given} == {given[0].content_hash}


@pytest.mark.clause("ES-4.2.5")
async def test_slip_changed_after_a_signature_must_be_signed_again(flow: Flow) -> None:
    await flow.to("checked")
    slip = await flow.usual("write_slip")
    await flow.do("write_slip", slip)
    await flow.do("sign_slip", SIGN)
    await flow.do("write_slip", {**slip, "intake_condition": "门封条破损"})
    await flow.do("countersign_slip", SIGN)
    assert named_by(await flow.attempt("take_in", END), "ES-4.2.5")["keys"] == ["slip_in"]
    await flow.do("sign_slip", SIGN)
    assert (await flow.do("take_in", END))["state"] == "taken_in"


@pytest.mark.clause("ES-4.2.5")
async def test_sealed_slip_is_never_changed(flow: Flow) -> None:
    await flow.to("checked")
    slip = await flow.usual("write_slip")
    await flow.do("write_slip", slip)
    await flow.do("sign_slip", SIGN)
    await flow.do("countersign_slip", SIGN)
    refusal = named_by(await flow.attempt("write_slip", {**slip, "promised_on": "2026-04-01"}), "ES-4.2.5")
    assert refusal["kind"] == "seal"
    assert (await flow.row()).promised_on == PROMISED


@pytest.mark.clause("ES-4.2.5")
async def test_product_is_given_back_against_both_signatures(flow: Flow) -> None:
    await flow.to("taken_in")
    await flow.do("repair", await flow.usual("repair"))
    for act in ("sign_return", "countersign_return"):
        assert named_by(await flow.attempt("give_back"), "ES-4.2.5")["keys"] == ["slip_out"]
        await flow.do(act, SIGN)
    assert (await flow.do("give_back"))["state"] == "returned"


@pytest.mark.clause("ES-4.2.5")
@pytest.mark.parametrize(
    ("before_midnight", "state"),
    [(timedelta(microseconds=1), "met"), (timedelta(), "met_late"), (timedelta(microseconds=-1), "met_late")],
)
async def test_promise_ends_at_midnight_of_its_day(
    flow: Flow, clock: Frozen, before_midnight: timedelta, state: str
) -> None:
    await flow.to("taken_in")
    assert await flow.duty("ticket.promised") == "running"
    for act in ("repair", "sign_return", "countersign_return"):
        await flow.do(act, await flow.usual(act))
    clock.set(midnight(PROMISED + timedelta(days=1)) - before_midnight)
    assert await flow.duty("ticket.promised") == ("warned" if state == "met" else "late")
    await flow.do("give_back")
    assert await flow.duty("ticket.promised") == state
