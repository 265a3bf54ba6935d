"""Moving in and what follows: S04's half of a home, certificates with their three months, handled alone, talks (RE-2.4 to RE-2.10)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import SHANGHAI
from core.rules.spans import midnight, months_later
from tests.plugins.realestate_handover.estate import SIGNED, TICK, TITLE_PAPERS, WORKS, Estate

HANDED = {"keys": 3, "received_by": "业主甲", **SIGNED}
STATED = {"declared_on": "2024-06-01", "declaration": "本人声明自行办理"}


@pytest.mark.clause("RE-2.4")
@pytest.mark.clause("RE-2.9")
async def test_s04_a_home_is_handed_over_after_the_acceptance_also_without_notice(estate: Estate) -> None:
    estate.at("2024-06-18T14:00")
    await estate.registered(purchase_kind="off_plan")
    await estate.do("movein.check", {"works": WORKS})
    early = (await estate.attempt("movein.hand_over", HANDED)).json()["refusals"]
    assert [(r["clause"], r["keys"]) for r in early if r["clause"] == "RE-2.4"] == [("RE-2.4", ["acceptance"])]
    estate.at("2024-06-18T15:00")
    await estate.accept()
    assert (await estate.row("movein")).state == "notice_due"
    absent = (await estate.attempt("movein.deem", {"delivered_on": "2024-06-18", "evidence": "邮局退件"})).json()
    assert [(r["clause"], r["keys"]) for r in absent["refusals"]] == [("RE-2.9", ["notice"])]
    warned = await estate.attempt("movein.hand_over", HANDED)
    assert (warned.status_code, warned.json()["refusals"][0]["clause"]) == (409, "RE-2.9")
    tomorrow = (await estate.attempt("movein.hand_over", {**HANDED, "delivered_on": "2024-06-19"})).json()
    assert ["delivered_on"] in [r["keys"] for r in tomorrow["refusals"]]
    await estate.do("movein.hand_over", {**HANDED, "defects": [{"place": "厨房", "what": "门框划痕"}]}, confirmed=True)
    movein = await estate.row("movein")
    assert (movein.state, movein.delivered_on, movein.seals) == ("moved_in", date(2024, 6, 18), ",handover,")


@pytest.mark.clause("RE-2.9")
async def test_the_works_are_checked_before_the_keys_are_given(estate: Estate) -> None:
    await estate.registered()
    await estate.accept()
    bare = (await estate.attempt("movein.hand_over", SIGNED)).json()["refusals"]
    keys = {k for r in bare for k in r["keys"]}
    assert {"keys", "received_by"} < keys
    assert {r["clause"] for r in bare} == {"RE-2.9"}
    assert len(keys) == 2 + len(WORKS), keys


@pytest.mark.clause("RE-2.5")
@pytest.mark.clause("RE-2.10")
async def test_a_certificate_is_led_from_the_authority_to_the_customer(estate: Estate) -> None:
    estate.at("2024-06-01T10:00")
    await estate.registered()
    early = await estate.attempt("title.contact", {"authority": "示例房产局"}, login="title_clerk")
    assert [(r["clause"], r["keys"]) for r in early.json()["refusals"]] == [("RE-2.5", ["move_in"])]
    await estate.accept()
    await estate.hand_over()
    assert (await estate.duty_row("title", "title.start")).due_at == midnight(date(2024, 6, 9))
    await estate.do("title.contact", {"authority": "示例房产局"}, login="title_clerk")
    assert await estate.duty("title", "title.start") == "met"
    part = {**TITLE_PAPERS, "tax": False}
    await estate.do("title.check_papers", {"papers": part}, login="title_clerk")
    lodge = await estate.attempt("title.lodge", {}, login="title_clerk")
    found = {(r["clause"], k) for r in lodge.json()["refusals"] for k in r["keys"]}
    assert {c for c, _ in found} == {"RE-2.10"}
    assert {k.rpartition(".")[2] for _, k in found} == {"tax", "receipt_no"}
    await estate.papers()
    await estate.do("title.lodge", {"receipt_no": "SL-1"}, login="title_clerk")
    assert await estate.duty("title", "title.lodge") == "met"
    await estate.do("title.issue", {"cert_no": "CQ-1"}, login="title_clerk")
    await estate.do("title.give", {"given_to": "业主甲"}, login="title_clerk")
    assert (await estate.row("title")).state == "given"


@pytest.mark.clause("RE-2.10")
@pytest.mark.parametrize(("handed", "last"), [("2024-11-30", "2025-02-28"), ("2023-11-30", "2024-02-29")])
async def test_three_months_end_with_the_month_and_a_day_passed_stays_missed(
    estate: Estate, handed: str, last: str
) -> None:
    estate.at(f"{handed}T10:00")
    await estate.handed_over()
    late = datetime.combine(date.fromisoformat(last), time.max, SHANGHAI)
    estate.clock.set(late)
    assert await estate.duty("title", "title.lodge") == "warned"
    await estate.do("title.self_handle", STATED, login="title_clerk")
    assert await estate.duty("title", "title.lodge") == "cancelled"
    estate.clock.set(late + TICK)
    estate.numbers["title"] = estate.numbers["land"]
    assert await estate.duty("title", "title.lodge") == "late"
    bare = (await estate.attempt("title.self_handle", {}, login="title_clerk")).json()["refusals"]
    assert {(r["clause"], k) for r in bare for k in r["keys"]} == {("RE-2.5", "declared_on"), ("RE-2.5", "declaration")}
    await estate.do("title.self_handle", STATED, login="title_clerk")
    assert await estate.duty("title", "title.lodge") == "missed"


@pytest.mark.clause("RE-2.5")
async def test_a_certificate_handled_alone_from_the_start_owes_nothing(estate: Estate) -> None:
    await estate.registered()
    await estate.do("title.self_handle", STATED, login="title_clerk")
    await estate.accept()
    await estate.hand_over()
    with pytest.raises(AssertionError):
        await estate.duty_row("title", "title.lodge")
    estate.numbers["title"] = estate.numbers["land"]
    assert await estate.duty("title", "title.lodge") == "running"


@settings(deadline=None)  # a busy machine is no wrong month
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 36))
def test_months_are_counted_from_the_start_and_clamped(start: date, months: int) -> None:
    end = months_later(start, months)
    total = start.year * 12 + start.month - 1 + months
    assert end.year * 12 + end.month - 1 == total
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@pytest.mark.clause("RE-2.7")
async def test_every_talk_tells_channel_direction_purpose_and_content(estate: Estate) -> None:
    await estate.contract()
    talk = {"file": "@sale_file", "channel": "fax", "direction": "out", "purpose": "opinion", "content": "征求意见"}
    bare = (await estate.attempt("contact.record", {"file": "@sale_file"})).json()["refusals"]
    assert {k for r in bare if r["clause"] == "RE-2.7" for k in r["keys"]} == {
        "channel",
        "direction",
        "purpose",
        "content",
    }
    nobody = await estate.attempt("contact.record", {k: v for k, v in talk.items() if k != "file"})
    assert nobody.json()["refusals"][0]["keys"] == ["file"]
    await estate.do("contact.record", talk)
    early = (await estate.attempt("contact.record", {**talk, "purpose": "title"})).json()["refusals"]
    assert [(r["clause"], r["keys"]) for r in early] == [("RE-2.1", ["registration"])]
    row = await estate.row("contact")
    assert (row.customer_id, row.channel) == ((await estate.row("sale_file")).customer_id, "fax")
