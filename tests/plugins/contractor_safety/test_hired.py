"""S19: a hired hand's contract and post, and a visitor who has none."""

from __future__ import annotations

from typing import Any

import pytest

from core.acts.many import perform_many
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard

POST = {"post": "清理工"}


def _labour(yard: Yard) -> dict[str, str]:
    return {"contract_from": yard.today(), "contract_to": yard.today(90)}


async def _keys(yard: Yard, act: str, data: Any, clause: str) -> list[str]:
    refusal = named_by(await yard.attempt("person", act, data), clause)
    return list(refusal["keys"])


@pytest.mark.clause("CS-3.4.1a")
@pytest.mark.clause("CS-3.4.1b")
async def test_s19_contract_after_the_job_exam_post_after_three_levels(yard: Yard) -> None:
    await yard.do("person", "propose", {"name": "农民工甲", "group": "hired", "kind": "migrant"})
    assert await _keys(yard, "sign_labour", _labour(yard), "CS-3.4.1a") == ["ledger", "level:department", "level:job"]
    assert await _keys(yard, "enter_ledger", {}, "CS-3.4.1a") == ["file_no"]
    await yard.do("person", "enter_ledger", {"file_no": "DA-1"})
    await yard.train("department", "company", "workshop")
    assert await _keys(yard, "sign_labour", _labour(yard), "CS-3.4.1a") == ["level:job"]
    assert await _keys(yard, "assign_post", POST, "CS-3.4.1b") == ["level:team"]

    await yard.train("job", score=58)
    assert await _keys(yard, "sign_labour", _labour(yard), "CS-3.4.1a") == ["level:job"]
    safety = await yard.make.actor("safety_company")
    sent = [{"subject": (await yard.row("person")).id, **_labour(yard)}]
    (result,) = await perform_many("contractor_safety.person.sign_labour", safety, sent, key_prefix="batch")
    assert {r.clause for r in result.refusals} == {"CS-3.4.1a"}
    visitor = await yard.client.as_("safety_unit")
    assert (await visitor.form(yard.path("person"), "sign_labour", _labour(yard))).status_code == 409

    await yard.train("job", score=61)
    backwards = {"contract_from": yard.today(2), "contract_to": yard.today(1)}
    assert await _keys(yard, "sign_labour", backwards, "CS-3.4.1a") == ["contract_to"]
    await yard.do("person", "sign_labour", _labour(yard))
    assert await _keys(yard, "assign_post", POST, "CS-3.4.1b") == ["level:team"]
    await yard.train("team")
    await yard.do("person", "assign_post", POST)
    row = await yard.row("person")
    assert (row.file_no, row.post, row.ledger_at is not None, row.post_at is not None) == ("DA-1", "清理工", True, True)


@pytest.mark.clause("CS-3.4.1b")
async def test_s19_a_visitor_has_no_post(yard: Yard) -> None:
    await yard.do("person", "propose", {"name": "参观者甲", "group": "listed", "kind": "visitor"})
    await yard.do("person", "register_with_unit")
    await yard.train("company", "workshop", "team")
    assert await _keys(yard, "assign_post", POST, "CS-3.4.1b") == ["visitor"]
    assert await _keys(yard, "sign_labour", _labour(yard), "CS-3.4.1a") == ["hired"]
