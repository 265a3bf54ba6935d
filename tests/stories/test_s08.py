"""S08, as it is told: thirty cards at the topping-out, none the second time; a complaint on one is opened and counted in the cross-tab."""

from __future__ import annotations

import csv
import io

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from plugins.realestate_handover import names as n
from plugins.realestate_handover.models import Feedback, OpinionCard
from tests.plugins.realestate_handover.block import block
from tests.plugins.realestate_handover.estate import Estate

SCORES = {"overall": "1", "attitude": "3", "clear": "2", "quick": "4", "remark": "样板间与实际不符"}


@pytest.fixture
async def estate(host: Host, client: Client, make: Make, clock: Frozen) -> Estate:
    return Estate(host, client, make, clock)


@pytest.mark.clause("RS-1")
@pytest.mark.clause("RS-2")
async def test_s08_opinion_card(estate: Estate) -> None:
    estate.at("2024-09-10T09:00")
    await block(estate, off_plan=30, existing=0, code="5")
    topped = {"kind": "topped", "reached_on": "2024-09-10"}
    assert (await estate.do("building.record_milestone", topped))["cards"] == 30
    assert (await estate.do("building.record_milestone", topped))["cards"] == 0
    cards = await OpinionCard.all().order_by("id")
    assert {(c.occasion, c.milestone) for c in cards} == {("milestone", "topped")}
    assert len(cards) == 30

    estate.at("2024-09-12T09:00")
    estate.numbers["opinion_card"] = cards[0].number
    said = {"complains": True, "complaint_text": "样板间与实际不符", "person": "业主甲"}
    body = await estate.do("opinion_card.enter", {"answers": SCORES, **said})
    card = await OpinionCard.get(id=cards[0].id)
    assert (body["state"], card.points, card.judged, card.lowest, card.returned_by) == ("complained", 10, 4, 1, "paper")
    complaint = await estate.host.registry.subjects["service_quality.complaint"].model.get(id=card.complaint_id)
    assert (complaint.number, complaint.source_subject, complaint.source_number) == (
        body["complaint"],
        n.CARD,
        card.number,
    )
    case = await Feedback.get(number=body["case"])
    assert (case.kind, case.deal_closed, case.unit_type) == ("complaint", True, "三室两厅")

    manager = await estate.client.as_("manager")
    for dimension, wanted in (
        ("salesperson_id", "Sales"),
        ("unit_type", "三室两厅"),
        ("development__name", "示例花园5"),
    ):
        query = {"rows": "taken_at", "cols": dimension, "taken_at_from": "2024-09-01", "taken_at_to": "2024-09-30"}
        text = (await manager.get("/s/realestate_handover/feedback/cross.csv", **query)).content.decode("utf-8-sig")
        head, row = list(csv.reader(io.StringIO(text)))
        assert (head[1:], row[1:]) == ([wanted], ["1"])
        assert row[0].startswith("2024-09")
