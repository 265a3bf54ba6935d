"""S03; receipts never exceed term, loan or price; the price completes by itself; the bank is urged (RE-2.2, RE-2.3, RE-2.6)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.acts.perform import perform
from core.clock import SHANGHAI
from core.errors import Refused
from tests.plugins.realestate_handover.estate import TICK, Estate

TOLD = {"channel": "phone", "content": "请按期付款"}
TRACKS = "/slot/realestate_handover/tracks/realestate_handover/sale_file/"
ASKED = {"contact": "经办人", "result": "审批中"}


def midnight(y: int, m: int, d: int) -> datetime:
    return datetime(y, m, d, tzinfo=SHANGHAI)


@pytest.mark.clause("RE-2.3")
async def test_s03_instalment(estate: Estate) -> None:
    estate.at("2024-04-01T09:00")
    await estate.terms(("2024-05-10", "200000.00"), ("2024-08-10", "800000.00"))
    assert (await estate.duty_row("term", "pay.notice")).due_at == midnight(2024, 5, 4)
    estate.at("2024-05-03T16:00")
    await estate.do("term.notify", TOLD)
    assert await estate.duty("term", "pay.notice") == "met"
    file = await estate.row("sale_file")
    talk = await estate.model("contact").get(file_id=file.id)
    assert (talk.purpose, talk.channel, talk.direction) == ("payment", "phone", "out")
    estate.at("2024-05-10T15:00")
    await estate.do("term.book", {"amount": "150000.00"})
    assert (await estate.row("term")).state == "part_paid"
    estate.clock.set(midnight(2024, 5, 11) - TICK)
    assert await estate.duty("term", "pay.term") in ("running", "warned")
    estate.clock.set(midnight(2024, 5, 11))
    assert await estate.duty("term", "pay.term") == "late"
    term = await estate.row("term")
    assert (term.open_amount, term.paid, term.in_time) == (5_000_000, 15_000_000, 15_000_000)
    reader = await estate.client.as_("sales_finance")
    assert "50,000.00" in (await reader.get(f"/s/realestate_handover/term/{term.number}")).text
    estate.at("2024-05-11T09:00")
    reader = await estate.client.as_("after_sales")
    assert "超期 1 天" in (await reader.get(TRACKS + file.number)).text
    await estate.do("term.book", {"amount": "50000.00"})
    assert await estate.duty("term", "pay.term") == "met_late"
    assert (await estate.row("term")).in_time == 15_000_000


@pytest.mark.clause("RE-2.3")
async def test_a_contract_by_mortgage_has_no_terms_and_terms_add_up(estate: Estate) -> None:
    await estate.registered("mortgage")
    asked = {"terms": [{"due_on": "2030-01-01", "amount": "1000000.00"}]}
    refused = (await estate.attempt("sale_file.set_terms", asked)).json()["refusals"]
    assert [(r["clause"], r["keys"]) for r in refused] == [("RE-2.3", ["payment_method"])]
    await estate.do("sale_file.classify", {"payment_method": "lump_sum"})
    two = {"terms": [*asked["terms"], {"due_on": "2030-02-01", "amount": "1.00"}]}
    refused = (await estate.attempt("sale_file.set_terms", two)).json()["refusals"]
    assert {k for r in refused for k in r["keys"]} == {"one_term", "terms"}
    await estate.do("sale_file.set_terms", asked)
    assert (await estate.attempt("sale_file.set_terms", asked)).json()["refusals"][0]["keys"] == ["no_terms"]
    assert (await estate.attempt("sale_file.book", {"amount": "1.00"})).json()["refusals"][0]["keys"] == ["term"]


@pytest.mark.clause("RE-2.3")
async def test_a_moved_day_moves_both_clocks_and_a_term_paid_at_once_needs_no_notice(estate: Estate) -> None:
    estate.at("2024-04-01T09:00")
    await estate.terms(("2024-05-10", "400000.00"), ("2024-06-10", "600000.00"))
    await estate.do("term.move", {"due_on": "2024-05-20", "reason": "协商"})
    assert (await estate.duty_row("term", "pay.notice")).due_at == midnight(2024, 5, 14)
    assert (await estate.duty_row("term", "pay.term")).due_at == midnight(2024, 5, 21)
    await estate.do("term.book", {"amount": "400000.00"})
    assert (await estate.duty("term", "pay.notice"), await estate.duty("term", "pay.term")) == ("cancelled", "met")


@pytest.mark.clause("RE-2.2")
async def test_the_bank_is_urged_until_the_whole_loan_has_arrived(estate: Estate) -> None:
    estate.at("2024-03-01T10:00")
    await estate.approved("700000.00")
    assert (await estate.duty_row("mortgage", "mortgage.follow_up")).due_at == midnight(2024, 3, 9)
    estate.at("2024-03-05T10:00")
    await estate.do("mortgage.follow_up", ASKED)
    assert (await estate.duty_row("mortgage", "mortgage.follow_up")).due_at == midnight(2024, 3, 13)
    over = await estate.attempt("mortgage.book", {"amount": "700000.01"})
    assert [(r["clause"], r["keys"]) for r in over.json()["refusals"]] == [("RE-2.2", ["amount"])]
    await estate.do("mortgage.book", {"amount": "500000.00"})
    assert (await estate.row("mortgage")).state == "partly_paid"
    assert await estate.duty("mortgage", "mortgage.follow_up") == "running"
    estate.clock.set(midnight(2024, 3, 13))
    assert await estate.duty("mortgage", "mortgage.follow_up") == "late"
    await estate.do("mortgage.follow_up", ASKED)
    estate.at("2024-03-14T10:00")
    await estate.do("mortgage.book", {"amount": "200000.00"})
    assert (await estate.row("mortgage")).state == "paid_out"
    assert await estate.duty("mortgage", "mortgage.follow_up") == "cancelled"


@pytest.mark.clause("RE-2.6")
async def test_collection_completes_by_itself_and_service_follows_every_ninety_days(estate: Estate) -> None:
    estate.at("2024-03-01T10:00")
    await estate.approved("700000.00")
    await estate.do("sale_file.book", {"amount": "300000.00"})
    assert (await estate.row("sale_file")).collection_complete_on is None
    await estate.do("mortgage.book", {"amount": "700000.00"})
    assert (await estate.row("sale_file")).collection_complete_on == date(2024, 3, 1)
    assert (await estate.duty_row("sale_file", "follow_up")).due_at == midnight(2024, 5, 31)
    talk = {"file": "@sale_file", "channel": "phone", "direction": "out", "content": "回访"}
    estate.at("2024-05-01T10:00")
    await estate.do("contact.record", {**talk, "purpose": "payment"})
    assert (await estate.duty_row("sale_file", "follow_up")).due_at == midnight(2024, 5, 31)
    await estate.do("contact.record", {**talk, "purpose": "follow_up"})
    assert (await estate.duty_row("sale_file", "follow_up")).due_at == midnight(2024, 7, 31)
    assert (await estate.attempt("sale_file.book", {"amount": "0.01"})).json()["refusals"][0]["clause"] == "RE-2.3"


@pytest.mark.clause("RE-2.3")
async def test_receipts_never_exceed_term_or_price_and_add_up(estate: Estate) -> None:
    """Whatever amounts are booked in whatever order, the file's sum is that of its receipts and terms, and the figure agrees."""
    await estate.terms(("2026-05-10", "400000.00"), ("2026-06-10", "600000.00"))
    finance, file = await estate.make.actor("sales_finance"), await estate.row("sale_file")
    terms = await estate.model("term").filter(file_id=file.id).order_by("id")
    booked: list[int] = []

    async def book(term: int, fen: int) -> None:
        open_amount = (await estate.model("term").get(id=terms[term].id)).open_amount
        yuan = f"{fen // 100}.{fen % 100:02d}"
        try:
            await perform("realestate_handover.term.book", finance, {"amount": yuan}, subject=terms[term].id)
            assert fen <= open_amount
            booked.append(fen)
        except Refused:
            assert fen > open_amount

    for term, fen in SAMPLES:
        await book(term, fen)
    now = await estate.row("sale_file")
    paid = [(await estate.model("term").get(id=t.id)) for t in terms]
    assert now.received == sum(booked) == sum(t.paid for t in paid) <= now.price
    assert all(t.paid + t.open_amount == t.amount for t in paid)


def _samples() -> list[tuple[int, int]]:
    found: list[list[tuple[int, int]]] = []

    @settings(max_examples=8, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 70_000_000)), min_size=3, max_size=4))
    def draw(rows: list[tuple[int, int]]) -> None:
        found.append(rows)

    draw()
    return [row for rows in found for row in rows]


SAMPLES = _samples()
