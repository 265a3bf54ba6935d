"""TS-1.0 to TS-1.2: terms and their changes, collection, shipment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.clock import Frozen
from core.models import Journal, Printed
from core.rules.spans import midnight
from core.testing.refusals import named_by
from tests.plugins.tech_support.project import DAY, TICK, Project

CALL = {"channel": "phone", "spoke_with": "用户甲"}
CONFIRM = {"outcome": "agreed", "confirmed_with": "用户甲", "confirmed_through": "phone"}


async def confirm(project: Project, **more: Any) -> None:
    await project.do(
        "term_change", "confirm", {**CONFIRM, "handed_to": (await project.make.actor("warehouse")).id, **more}
    )


@pytest.mark.clause("TS-1.0")
async def test_a_change_agreed_moves_contract_collection_and_their_clocks(project: Project, clock: Frozen) -> None:
    await project.pickup(40)
    begun = (await project.duty_row("contract", "delivery")).start_at
    clock.advance(days=1)
    new = project.today(30)
    await project.do("contract", "change_terms", {"what": "提前交货", "delivery_on": new})
    await confirm(project)
    contract, pickup, change = [await project.row(s) for s in ("contract", "pickup", "term_change")]
    assert (contract.delivery_on.isoformat(), pickup.pickup_on.isoformat()) == (new, new)
    assert (change.state, change.confirmed_at) == ("settled", clock.now())
    for subject, code, day in (
        ("contract", "delivery", 0),
        ("pickup", "pickup.notice", 15),
        ("pickup", "pickup.collect", 0),
    ):
        duty = await project.duty_row(subject, code)
        assert duty.start_at == begun, code
        assert duty.late_from == midnight(date.fromisoformat(new) + DAY - day * DAY), code


@pytest.mark.clause("TS-1.0")
async def test_another_mode_agreed_ends_what_was_prepared_for_the_first(project: Project) -> None:
    await project.pickup(40)
    await project.do("contract", "change_terms", {"what": "改为代办", "mode": "ship", "delivery_on": project.today(50)})
    await confirm(project)
    assert (await project.row("pickup")).state == "replaced"
    assert await project.duty("pickup", "pickup.notice") == "cancelled"
    assert (await project.do("contract", "prepare_shipment"))["shipment"]
    await project.do("contract", "change_terms", {"what": "仍改自提", "mode": "pickup"})
    await confirm(project)
    assert (await project.row("shipment")).state == "replaced"
    assert (await project.do("contract", "plan_pickup"))["pickup"]


@pytest.mark.clause("TS-1.0")
async def test_a_change_declined_leaves_the_terms(project: Project) -> None:
    await project.contract()
    before = await project.row("contract")
    await project.do("contract", "change_terms", {"what": "改地点", "place": "别处"})
    await confirm(project, outcome="declined")
    after = await project.row("contract")
    assert (after.place, after.version) == (before.place, before.version + 1)


@pytest.mark.clause("TS-1.1")
async def test_with_fewer_days_left_the_notice_is_due_at_once_and_said_to_be_short(
    project: Project, clock: Frozen
) -> None:
    await project.pickup(10)
    duty = await project.duty_row("pickup", "pickup.notice")
    assert duty.computed["short_lead"] is True
    assert duty.late_from == midnight(date.fromisoformat(project.today(1)))


@pytest.mark.clause("TS-1.1")
async def test_a_day_without_the_buyer_ends_in_a_call_that_agrees_a_new_one(
    project: Project, clock: Frozen, sweep: Callable[[], Any]
) -> None:
    await project.pickup(20)
    await project.do("pickup", "notice", {"notice_channel": "fax", "notice_to": "用户甲"})
    over = midnight(date.fromisoformat(project.today(21)))
    clock.set(over - TICK)
    await sweep()
    assert (await project.row("pickup")).state == "noticed"
    clock.set(over + timedelta(hours=3))
    await sweep()
    assert (await project.row("pickup")).state == "not_collected"
    duty = await project.duty_row("pickup", "pickup.call")
    assert (duty.start_at, duty.due_at) == (over, over + timedelta(hours=24))
    refused = await project.attempt("pickup", "collect", {"collected_by": "甲"})
    assert named_by(refused, "TS-1.1")["kind"] == "state"
    mail = await project.attempt("pickup", "call", {**CALL, "channel": "email", "pickup_on": project.today(3)})
    assert named_by(mail, "TS-1.1")["keys"] == ["channel"]
    clock.set(over + timedelta(hours=24))
    await project.do("pickup", "call", {**CALL, "pickup_on": project.today(5)})
    assert await project.duty("pickup", "pickup.call") == "met"
    assert (await project.duty_row("pickup", "pickup.collect")).late_from == midnight(
        date.fromisoformat(project.today(6))
    )
    await project.do("pickup", "collect", {"collected_by": "甲"})
    assert (await project.row("contract")).state == "delivered"


@pytest.mark.clause("TS-1.2c")
@pytest.mark.clause("TS-1.2d")
async def test_labels_lists_and_certificates_of_all_crates_are_printed_in_one_act(project: Project) -> None:
    await project.shipment(3)
    answer = await project.do("shipment", "print_crates")
    assert answer["state"] == "labelled"
    visitor = await project.client.as_("warehouse")
    page = (await visitor.get(f"/print/{answer['printed']}")).text
    assert page.count('class="sheet"') == 3
    shown = (
        "HT-001",
        "示例企业甲",
        "北区",
        "示例路 9 号",
        "收货人甲",
        "010-0000 0002",
        "控制柜",
        "示例科技",
        "向上 小心轻放",
        "HG-3",
    )
    for text in shown:
        assert text in page, text
    assert await Printed.all().count() == 1
    assert await Journal.filter(act="tech_support.shipment.print_crates", refused=False).count() == 1
    again = await project.do("shipment", "print_crates")
    assert again["state"] == "labelled"


@pytest.mark.clause("TS-1.2c")
async def test_many_crates_are_added_on_the_page_of_their_shipment(project: Project) -> None:
    await project.shipment()
    rows = [{"crate_no": str(no), "equipment": "电缆", "marks": "防潮"} for no in (2, 3)]
    assert len((await project.do("shipment", "add_crates", {"crates": rows}))["crates"]) == 2
    taken = await project.attempt("shipment", "add_crates", {"crates": [rows[0]]})
    assert named_by(taken, "TS-1.2c")["keys"] == ["crate_no"]
    assert await project.model("crate").all().count() == 3


@pytest.mark.clause("TS-1.0")
async def test_a_contract_is_not_completed_over_what_still_runs(project: Project) -> None:
    await project.dispatched()
    await project.works()
    answer = await project.attempt("contract", "complete")
    kinds = {r["kind"] for r in answer.json()["refusals"] if r["clause"] == "TS-1.0"}
    assert kinds == {"state", "gate"}
