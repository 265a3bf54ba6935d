"""The gate: who is let in, who is not and by which clause, and what stands in the log afterwards."""

from __future__ import annotations

import pytest

from core.models import Journal
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import DAY, TICK, Yard

pytestmark = pytest.mark.anyio


@pytest.mark.clause("CS-3.4.2")
async def test_papers_that_hold_let_in_and_the_log_says_so(yard: Yard) -> None:
    number = await yard.permit()
    page = await yard.scan(number, area="高炉区", gate="一号门")
    assert 'data-kind="yes"' in page
    assert "张三" in page
    row = await yard.model("entry").get(shown=number)
    assert (row.state, row.area, row.gate, row.out_at) == ("inside", "高炉区", "一号门", None)
    assert 'data-kind="out"' in await yard.scan(number, way="out")
    await row.refresh_from_db()
    assert row.state == "left"
    assert row.out_at == row.in_at
    assert 'data-kind="nobody"' in await yard.scan(number, way="out")


@pytest.mark.clause("CS-3.4.2")
async def test_a_permit_ends_at_midnight(yard: Yard) -> None:
    number = await yard.permit(valid_to=yard.today(2))
    last = yard.clock.now().astimezone().date()
    from core.rules.spans import midnight

    over = midnight(last + 3 * DAY)
    yard.clock.set(over - TICK)
    assert 'data-kind="yes"' in await yard.scan(number)
    await yard.scan(number, way="out")
    yard.clock.set(over)
    page = await yard.scan(number)
    assert 'data-kind="no"' in page
    assert 'data-kind="yes"' not in page
    row = await yard.model("entry").filter(shown=number).order_by("-id").first()
    assert (row.state, row.clause, row.at) == ("refused", "CS-3.4.2", over)
    assert "permit_term" in row.reason
    guard = await yard.make.actor("gatekeeper")
    assert row.owner_id == guard.id
    assert await Journal.filter(act="contractor_safety.entry.admit", refused=True, actor_id=guard.id).count() == 1


@pytest.mark.clause("CS-2")
async def test_an_unknown_number_is_red_and_logged(yard: Yard) -> None:
    page = await yard.scan("RC-2026-99999")
    assert 'data-kind="no"' in page
    row = await yard.model("entry").get()
    assert (row.state, row.shown, row.clause, row.permit_id) == ("refused", "RC-2026-99999", "CS-2", None)


async def test_a_scanned_address_means_the_number_in_it(yard: Yard) -> None:
    number = await yard.permit()
    page = await yard.scan(f"https://example.invalid/check/{number.lower()}?x=1")
    assert 'data-kind="yes"' in page


@pytest.mark.clause("CS-2")
async def test_somebody_inside_already_is_asked_about(yard: Yard) -> None:
    number = await yard.permit()
    await yard.scan(number)
    page = await yard.scan(number)
    assert 'data-kind="warn"' in page
    assert await yard.model("entry").all().count() == 1
    assert 'data-kind="yes"' in await yard.scan(number, confirm="yes")
    states = await yard.model("entry").all().order_by("id").values_list("state", flat=True)
    assert states == ["unseen", "inside"]


@pytest.mark.clause("CS-3.5.6a")
async def test_outside_the_agreed_areas_is_refused_and_reported(yard: Yard) -> None:
    await yard.permit()
    answer = await yard.admit(area="焦化区")
    assert named_by(answer, "CS-3.5.6a")["keys"] == ["area"]
    found = await yard.model("violation").get()
    assert (found.kind, found.state, found.clause) == ("outside_agreement", "found", "CS-3.5.6a")
    south = await yard.make.user("south2", "letting_dept", "own", "south")
    assert found.department_id == south.department_id, "the letting department answers for a contractor"


@pytest.mark.clause("CS-3.4.3")
async def test_a_stop_keeps_everybody_of_the_engagement_out_until_it_is_lifted(yard: Yard) -> None:
    number = await yard.permit()
    order = {"engagement": yard.numbers["engagement"], "reason": "未系安全带", "severity": "serious"}
    for login in ("letting_dept", "safety_unit", "manager"):
        denied = await yard.attempt("stop_work", "order", order, login=login)
        assert named_by(denied, "CS-3.4.3")["kind"] == "permission"
    await yard.do("stop_work", "order", order)
    assert named_by(await yard.attempt("stop_work", "order", order), "CS-3.4.3")["keys"] == ["stop_work"]
    assert 'data-kind="no"' in await yard.scan(number)
    assert named_by(await yard.admit(), "CS-3.4.3")["keys"] == ["stop_work"]
    assert named_by(await yard.attempt("stop_work", "lift"), "CS-3.4.3")["keys"] == ["lifted_because"]
    await yard.do("stop_work", "lift", {"lifted_because": "整改合格"})
    assert 'data-kind="yes"' in await yard.scan(number)


async def test_only_guards_and_safety_people_open_the_gate_page(yard: Yard) -> None:
    number = await yard.permit()
    for login, status in (("gatekeeper", 200), ("safety_company", 200), ("letting_dept", 403), ("auditor", 403)):
        visitor = await yard.client.as_(login)
        assert (await visitor.get("/p/contractor_safety/gate")).status_code == status
    visitor = await yard.client.as_("letting_dept")
    sent = {"shown": number, "way": "in"}
    assert (await visitor.post("/p/contractor_safety/gate", sent)).status_code == 403
    assert await yard.model("entry").all().count() == 0


async def test_the_guard_turns_back_who_is_not_on_the_photo(yard: Yard) -> None:
    number = await yard.permit()
    await yard.scan(number)
    yard.numbers["entry"] = (await yard.model("entry").get()).number
    await yard.do("entry", "turn_back", {"reason": "与照片不符"})
    row = await yard.row("entry")
    assert (row.state, row.reason) == ("turned_back", "与照片不符")
