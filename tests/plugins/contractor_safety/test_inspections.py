"""Inspections by the safety people, and the supervision of each after-sales stay."""

from __future__ import annotations

import pytest

from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard

SEEN = {"place": "高炉区", "findings": "防护到位", "defects": False}


@pytest.mark.clause("CS-3.2.1.3")
@pytest.mark.clause("CS-3.5.2")
async def test_an_inspection_says_what_was_seen_and_whether_the_agreement_is_kept(yard: Yard) -> None:
    await yard.engagement("contractor")
    engagement = yard.numbers["engagement"]
    bare = await yard.attempt("inspection", "record", {"engagement": engagement})
    assert set(named_by(bare, "CS-3.2.1.3")["keys"]) == {"place", "findings", "defects"}
    assert named_by(bare, "CS-3.5.2")["keys"] == ["agreement_kept"]
    await yard.do("inspection", "record", {"engagement": engagement, **SEEN, "agreement_kept": True})
    assert (await yard.row("inspection")).state == "done"
    denied = await yard.attempt("inspection", "record", {"engagement": engagement, **SEEN}, login="letting_dept")
    assert named_by(denied, "CS-3.2.1.3")["kind"] == "permission"
    await yard.do("inspection", "record", {"engagement": engagement, **SEEN, "agreement_kept": False, "defects": True})
    assert (await yard.row("inspection")).state == "open"
    assert named_by(await yard.attempt("inspection", "remedy"), "CS-3.2.1.3")["keys"] == ["remedy"]
    await yard.do("inspection", "remedy", {"remedy": "已整改"})
    assert (await yard.row("inspection")).state == "done"


@pytest.mark.clause("CS-3.4.3a")
async def test_a_stay_is_supervised_before_it_is_closed(yard: Yard) -> None:
    await yard.engagement("after_sales")
    assert named_by(await yard.attempt("engagement", "close"), "CS-3.4.3a")["keys"] == ["supervision"]
    await yard.do("inspection", "supervise", {"engagement": yard.numbers["engagement"], **SEEN}, login="served_dept")
    assert (await yard.row("inspection")).kind == "supervision"
    await yard.do("engagement", "close")


@pytest.mark.clause("CS-3.4.3a")
async def test_only_a_stay_is_supervised_so(yard: Yard) -> None:
    await yard.engagement("contractor")
    refused = await yard.attempt(
        "inspection", "supervise", {"engagement": yard.numbers["engagement"], **SEEN}, login="served_dept"
    )
    assert named_by(refused, "CS-3.4.3a")["keys"] == ["engagement"]
