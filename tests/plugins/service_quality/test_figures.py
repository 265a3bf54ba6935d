"""ES-3.1, ES-1.2.1, ES-1.2.2, ES-2.2: every figure against a recount, its cases behind it, and what complaints add up to."""

from __future__ import annotations

from typing import Any

import pytest

from core.clock import Frozen
from core.host.host import Host
from core.testing.client import Client
from core.testing.make import Make
from plugins.service_quality.models import Complaint, Opinion
from plugins.service_quality.names import MARKS
from tests.plugins.service_quality.flow import Flow
from tests.plugins.service_quality.grievance import Grievance

CARDS = "/s/service_quality/opinion"


async def figures(client: Client, login: str = "manager", **params: str) -> dict[str, tuple[int, int]]:
    found = (await (await client.as_(login)).json("/kpis.json", **params))["kpis"]
    own = [k for k in found if k["kpi"].startswith("service_quality.")]
    return {k["kpi"].partition(".")[2]: (k["numerator"], k["denominator"]) for k in own}


async def card(client: Client, make: Make, overall: int, warmth: int, skill: int) -> None:
    """A paper card with these marks."""
    names = {mark: MARKS[5 - mark] for mark in range(1, 6)}
    answers = {"overall": names[overall], "warmth": names[warmth], "skill": names[skill], "speed": MARKS[0]}
    customer = (await make.customer()).id
    done = await (await client.as_("agent")).act(CARDS, "enter_paper", {"customer": customer, "answers": answers})
    assert done.status_code == 201, done.text


@pytest.mark.clause("ES-3.1")
async def test_marks_of_cards_are_means_and_shares_of_what_was_answered(host: Host, client: Client, make: Make) -> None:
    given = [(5, 4, 3), (4, 5, 5), (2, 1, 4)]
    for marks in given:
        await card(client, make, *marks)
    await (await client.as_("agent")).act(CARDS, "issue", {"customer": (await make.customer()).id})
    rows = await Opinion.filter(state="answered")
    recount = [sum(getattr(r, name) for r in rows) for name in ("mark", "warmth", "skill")]
    seen = await figures(client)
    assert recount == [11, 10, 12]
    assert [seen[name] for name in ("rating", "warmth", "skill")] == [(n, 3) for n in recount]
    assert seen["satisfied"] == (2, 3)
    behind = await (await client.as_("manager")).json("/kpis/service_quality.rating.json")
    assert sorted(row["value"] for row in behind["rows"]) == [2, 4, 5]
    assert "3.67" in (await (await client.as_("manager")).get("/kpis")).text


@pytest.mark.clause("ES-3.1")
async def test_form_counts_as_erred_once_a_complaint_found_somebody_responsible(
    flow: Flow, grievance: Grievance, client: Client
) -> None:
    await flow.to("closed")
    good = flow.number
    await flow.to("closed")
    ticket = (await flow.row()).ticket_id
    assert (await figures(client))["errors"] == (0, 2)
    await grievance.to("assigned", about=ticket, customer=flow.customer.id)
    usual = {**grievance.usual("investigate"), "nobody": ""}
    direct = {"person": grievance.users["north"], "fault": "delay", "part": "direct"}
    await grievance.do("investigate", {**usual, "persons": [direct]})
    assert (await figures(client))["errors"] == (0, 2)  # a delay in answering is no error of the form
    await grievance.do("investigate", {**usual, "persons": [{**direct, "fault": "cause"}]})
    assert (await figures(client))["errors"] == (1, 2)
    behind = await (await client.as_("manager")).json("/kpis/service_quality.errors.json", rows="part")
    assert good not in [row["number"] for row in behind["rows"]]


@pytest.mark.clause("ES-1.2.2")
async def test_answers_in_time_and_times_passed_on(grievance: Grievance, client: Client, clock: Frozen) -> None:
    await grievance.to("told")
    for act in ("redress", "no_penalty", "review", "close"):
        await grievance.do(act)
    await grievance.to("assigned")
    await grievance.do("pass_on", {"reason": "运输", "person": grievance.users["freight"]})
    for act, login in (
        ("investigate", "freight"),
        ("propose", "freight"),
        ("approve", ""),
        ("tell", ""),
        ("redress", ""),
    ):
        await grievance.do(act, login=login)
    for act in ("no_penalty", "review", "close"):
        await grievance.do(act)
    await grievance.record()
    clock.advance(hours=25)
    seen = await figures(client)
    assert seen["answers"] == (2, 3)
    closed = await Complaint.filter(closed_at__isnull=False)
    assert seen["passed_on"] == (sum(c.handovers for c in closed), len(closed)) == (1, 2)
    assert seen["incidents"] == (0, 1)


@pytest.mark.clause("ES-2.2")
async def test_files_opened_in_time_and_late(host: Host, client: Client, make: Make, clock: Frozen) -> None:
    clock.advance(days=2)
    for acquired in ("2026-03-04", "2026-03-03", "2026-03-04"):
        await make.asset(acquired_on=acquired)
    clock.advance(days=1)
    assert (await figures(client))["files"] == (2, 3)


@pytest.mark.clause("ES-1.2.1")
async def test_causes_are_ranked_and_a_recurring_one_stands_out(
    grievance: Grievance, client: Client, clock: Frozen
) -> None:
    for _n in range(3):
        await grievance.to("investigated")
    assert (await figures(client))["recurring"] == (1, 1)
    page = (await (await client.as_("manager")).get("/p/service_quality/analysis")).text
    assert page.index("装配") < page.index("反复发生")
    assert (await (await client.as_("admin")).get("/p/service_quality/analysis")).status_code == 403


@pytest.mark.clause("ES-1.2.2")
async def test_time_with_each_department_is_added_up(
    grievance: Grievance, client: Client, clock: Frozen, make: Make, statements: Any
) -> None:
    await grievance.to("assigned")
    clock.advance(hours=3)
    await grievance.do("pass_on", {"reason": "现场", "person": grievance.users["north"]})
    clock.advance(hours=2)
    visitor = await client.as_("manager")
    with statements() as seen:
        page = (await visitor.get("/p/service_quality/analysis")).text
    assert "2 小时" in page
    assert "3 小时" in page
    assert len(seen) <= 6
    # what lies outside the reader's scope is not counted
    assert "3 小时" not in (await (await client.as_("south")).get("/p/service_quality/analysis")).text


async def test_lists_details_and_acts_stay_within_their_statements(
    grievance: Grievance, client: Client, statements: Any
) -> None:
    await grievance.to("told")
    await grievance.do(
        "name_persons",
        {"persons": [{"person": grievance.users["north"], "fault": "cause", "part": p} for p in ("direct",)]},
    )
    visitor = await client.as_("manager")
    for path, most in (
        ("/s/service_quality/complaint", 6),
        (f"/s/service_quality/complaint/{grievance.number}", 12),
        ("/s/service_quality/improvement", 6),
        ("/s/service_quality/penalty", 6),
        ("/s/service_quality/opinion", 6),
        ("/s/service_quality/visit", 6),
        ("/s/service_quality/cause", 6),
    ):
        await visitor.get(path)
        with statements() as seen:
            answer = await visitor.get(path)
        assert answer.status_code == 200, path
        assert len(seen) <= most, "\n".join([path, *seen])


def test_marks_follow_the_place_of_the_choice() -> None:
    from core.declare import Item
    from plugins.service_quality.rules.opinions import mark

    three = Item("x", "x", kind="choice", choices=("good", "fair", "bad"))
    assert [mark(three, c) for c in (*three.choices, "else")] == [5, 3, 1, None]
