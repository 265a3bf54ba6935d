"""Papers: what must be there before the stamp, the agreement, the filing, and anew at every entry."""

from __future__ import annotations

import pytest

from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard


@pytest.mark.clause("CS-3.4.2")
async def test_s21_eight_papers_the_stamp_and_four_copies(yard: Yard) -> None:
    await yard.engagement("contractor", approve=False)
    await yard.papers("briefing")
    assert named_by(await yard.attempt("engagement", "stamp"), "CS-3.4.2")["keys"] == ["paper:briefing"]
    for login in ("letting_dept", "safety_unit"):
        assert named_by(await yard.attempt("engagement", "stamp", login=login), "CS-3.4.2")["kind"] == "permission"
    early = await yard.attempt("engagement", "sign_agreement", {"copies": [{"holder": "甲"}]})
    assert named_by(early, "CS-3.4.2")["keys"] == ["stamp"]
    assert named_by(await yard.attempt("engagement", "approve"), "CS-3.4.2")["keys"] == ["stamp"]
    await yard.do("engagement", "receive", {"papers": [{"paper": "briefing", "ok": True}]})
    await yard.do("engagement", "stamp")
    await yard.permit()
    await yard.copies(3)
    assert named_by(await yard.admit(), "CS-3.4.2")["keys"] == ["copies"]
    assert 'data-kind="no"' in await yard.scan(yard.numbers["permit"])
    await yard.copies(4)
    assert 'data-kind="yes"' in await yard.scan(yard.numbers["permit"])
    # a paper found wrong afterwards closes the gate again
    await yard.do("engagement", "receive", {"papers": [{"paper": "plan", "ok": False, "remark": "过期"}]})
    assert named_by(await yard.admit(confirmed=True), "CS-3.4.2")["keys"] == ["paper:plan"]


@pytest.mark.clause("CS-3.4.3")
@pytest.mark.clause("CS-3.2.1.2")
async def test_s25_a_stay_is_told_agreed_reviewed_and_filed(yard: Yard) -> None:
    await yard.engagement("after_sales", approve=False)
    copies = {"copies": [{"holder": "甲"}, {"holder": "乙"}]}
    missing = named_by(await yard.attempt("engagement", "sign_agreement", copies), "CS-3.4.3")
    assert missing["keys"] == ["safety_clause", "notice"]
    await yard.do("engagement", "state_clause", {"safety_clause": "第 8 条"}, login="letting_dept")
    await yard.do("engagement", "notify", {"notified": "张三"}, login="served_dept")
    await yard.do("engagement", "sign_agreement", copies)
    await yard.permit("after_sales")
    refused = named_by(await yard.admit(), "CS-3.4.3")
    assert set(refused["keys"]) == {"engagement", "filing"}
    assert named_by(await yard.attempt("engagement", "file"), "CS-3.4.3")["keys"] == ["submitted"]
    await yard.do("engagement", "submit")
    denied = await yard.attempt("engagement", "file", login="served_dept")
    assert named_by(denied, "CS-3.2.1.2")["kind"] == "permission"
    await yard.do("engagement", "file")
    assert 'data-kind="yes"' in await yard.scan(yard.numbers["permit"])


@pytest.mark.clause("CS-3.4.1b")
async def test_three_levels_by_the_newest_result_and_registration_before(yard: Yard) -> None:
    await yard.engagement("listed")
    await yard.person("listed")
    data = {"person": yard.numbers["person"], "engagement": yard.numbers["engagement"]}
    await yard.do("permit", "issue", {**data, "valid_from": yard.today(), "valid_to": yard.today(9)})
    keys = named_by(await yard.admit(), "CS-3.4.1b")["keys"]
    assert keys == ["registration", "level:company", "level:workshop", "level:team"]
    await yard.do("person", "register_with_unit")
    await yard.train("company", "workshop", "team")
    await yard.train("team", score=59)
    assert named_by(await yard.admit(), "CS-3.4.1b")["keys"] == ["level:team"]
    await yard.train("team", score=60)
    assert (await yard.admit()).status_code == 201


@pytest.mark.clause("CS-3.4.1c")
async def test_a_certificate_holds_through_its_last_day(yard: Yard) -> None:
    await yard.permit(trades=[{"trade": "电工"}])
    assert named_by(await yard.admit(), "CS-3.4.1c")["keys"] == ["cert:电工"]
    cert = {"trade": "电工", "cert_no": "DG-1", "valid_from": yard.today(-9), "valid_to": yard.today()}
    await yard.do("person", "certify", cert)
    yard.clock.advance(hours=14, minutes=59, seconds=59)  # 23:59:59
    assert (await yard.admit()).status_code == 201
    yard.clock.advance(seconds=1)
    assert named_by(await yard.admit(confirmed=True), "CS-3.4.1c")["keys"] == ["cert:电工"]
