"""The hand-made pages through the front door: what a reader sees, may do and is refused, and what a page costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from core.acts.outcome import Outcome
from core.acts.perform import perform
from core.clock import Frozen
from core.db import guard, sql
from core.host.host import Host
from core.models import Duty, Journal, PluginSwitch, PolicyValue, Printed, User
from core.rules.clause_map import carriers
from core.testing.client import Client
from core.testing.make import Make

pytestmark = pytest.mark.anyio
Counted = Callable[[], AbstractContextManager[list[str]]]


async def a_request(make: Make, owner: str = "technician", **data: Any) -> Outcome:
    """A request form of service_quality, registered by the agent and so with its duty running."""
    agent = await make.actor("agent")
    customer = data.pop("customer", None) or await make.customer()
    asset = await make.asset(customer)
    base = {"customer": customer.id, "asset": asset.id, "fault": "It hums", "channel": "phone", "region": "north"}
    return await perform("service_quality.request.register", agent, {**base, **data})


async def due(host: Host, owner: int, number: str, hours: float, clock: Frozen, **columns: Any) -> None:
    """A running duty of `owner` that falls due in so many hours."""
    deadline = next(d for d in host.registry.deadlines.values() if d.plugin == "service_quality")
    at = clock.now() + timedelta(hours=hours)
    row = {
        "code": deadline.code, "plugin": deadline.plugin, "clause": deadline.clause, "subject_type": deadline.on, "subject_id": 1,
        "number": number, "owner_id": owner, "start_at": clock.now() - timedelta(hours=1), "due_at": at, "late_from": at, "warn_at": at,
    }  # fmt: skip
    with guard.allowed():
        await sql.insert(Duty, [{**row, **columns}])


# ---- workbench and duties


async def test_the_workbench_groups_my_duties_by_when_they_fall_due(
    host: Host, client: Client, clock: Frozen, statements: Counted
) -> None:
    me = await User.get(login="technician")
    for number, hours in (("FW-2026-90001", -2), ("FW-2026-90002", 3), ("FW-2026-90003", 50), ("FW-2026-90004", 400)):
        await due(host, me.id, number, hours, clock)
    technician = await client.as_("technician")
    with statements() as seen:
        page = (await technician.get("/")).text
    listed = page[page.index('class="todo walk"') :]
    groups = re.findall(r'<li class="grp[^"]*">.*?(\d+)</li>', page, re.DOTALL)
    assert groups == ["1", "1", "1", "1"]
    assert re.findall(r">[^<>]* (FW-2026-9000\d)</a>", listed) == [f"FW-2026-9000{n}" for n in (1, 2, 3, 4)]
    assert "style=" not in page
    assert len(seen) <= 9, seen  # session, grants, badge, and at most six of the page itself


async def test_another_persons_duty_is_not_on_my_workbench(host: Host, client: Client, clock: Frozen) -> None:
    other = await User.get(login="agent")
    await due(host, other.id, "FW-2026-90001", 1, clock)
    assert "FW-2026-90001" not in (await (await client.as_("technician")).get("/")).text
    assert "FW-2026-90001" in (await (await client.as_("agent")).get("/")).text


async def test_an_empty_workbench_says_what_to_do_next(client: Client) -> None:
    page = (await (await client.as_("technician")).get("/")).text
    assert 'class="blank"' in page
    assert 'href="/new"' in page


async def test_a_day_clock_that_ends_at_midnight_is_due_today(host: Host, client: Client, clock: Frozen) -> None:
    me = await User.get(login="technician")
    await due(host, me.id, "FW-2026-90001", 15, clock)  # 09:00 in Shanghai: midnight is 15 hours away
    page = (await (await client.as_("technician")).get("/")).text
    assert page.index('class="grp"') < page.index("FW-2026-90001", page.index("todo walk"))
    assert len(re.findall(r'<line class="mk', page)) == 1  # on today's ruler


async def test_the_duties_page_filters_and_turns_pages_by_key(host: Host, client: Client, clock: Frozen) -> None:
    me = await User.get(login="technician")
    for n in range(60):
        await due(host, me.id, f"FW-2026-{90000 + n}", n - 5, clock)
    technician = await client.as_("technician")
    first = await technician.json("/duties.json", view="mine")
    second = await technician.json(first["next"])
    back = await technician.json(second["prev"])
    numbers = [row["number"] for row in first["rows"] + second["rows"]]
    assert numbers == [f"FW-2026-{90000 + n}" for n in range(60)]
    assert second["next"] == ""
    assert [row["number"] for row in back["rows"]] == numbers[:50]
    late = await technician.json("/duties.json", view="mine", state="overdue")
    assert {row["state"] for row in late["rows"]} == {"late"}
    assert len(late["rows"]) == 6  # due at this very instant is late too


async def test_all_duties_stop_at_the_readers_scope(host: Host, client: Client, make: Make) -> None:
    number = (await a_request(make)).number
    manager, south = await client.as_("manager"), await client.as_("south")
    assert number in {row["number"] for row in (await manager.json("/duties.json", view="all"))["rows"]}
    assert number not in {row["number"] for row in (await south.json("/duties.json", view="all"))["rows"]}


# ---- call desk and search


@pytest.mark.parametrize("typed", ["Grand", "hotel grand", "13900001234", "00123", "SN-GRAND-1", "grand-1", "酒店"])
async def test_the_call_desk_finds_by_part_of_name_phone_or_product(client: Client, make: Make, typed: str) -> None:
    customer = await make.customer(name="Grand Hotel 大酒店", phone="13900001234")
    await make.asset(customer, identifier="SN-GRAND-1")
    await make.customer(name="Somebody else")
    agent = await client.as_("agent")
    found = (await agent.get("/new/find", q=typed)).text
    assert "Grand Hotel" in found
    assert "Somebody else" not in found
    assert "<html" not in found
    alone = await agent.get("/new", q=typed)  # Enter, or no script: the only one found is taken
    assert alone.headers["location"].startswith(f"/new?customer={customer.number}")


async def test_a_chosen_customer_shows_products_and_opens_the_intake_form(
    client: Client, make: Make, statements: Counted
) -> None:
    customer = await make.customer()
    asset = await make.asset(customer, warranty_to="2026-12-31")
    await a_request(make, customer=customer)
    agent = await client.as_("agent")
    with statements() as seen:
        page = (await agent.get("/new", customer=customer.number)).text
    wanted = f"/s/service_quality/request/new/register?customer={customer.number}&amp;asset={asset.number}"
    assert wanted in page
    assert "tag ok" in page  # under warranty
    assert len(re.findall(r"FW-2026-\d{5}", page)) >= 1  # the open ticket
    assert len(seen) <= 6
    form = await agent.get(wanted.replace("&amp;", "&"))
    assert form.status_code == 200
    assert customer.number in form.text


async def test_without_the_right_the_phone_is_masked_and_not_searched(host: Host, client: Client, make: Make) -> None:
    customer = await make.customer(name="Grand Hotel", phone="13900001234")
    auditor = await client.as_("auditor")
    found = (await auditor.get("/new/find", q="Grand")).text
    assert customer.number in found
    assert "13900001234" not in found
    assert customer.number not in (await auditor.get("/new/find", q="00001234")).text


async def test_search_leads_a_number_to_its_page_and_words_to_rows(client: Client, make: Make) -> None:
    customer = await make.customer(name="Grand Hotel")
    request = await a_request(make, customer=customer)
    agent = await client.as_("agent")
    exact = await agent.get("/search", q=request.number.lower())
    assert (exact.status_code, exact.headers["location"]) == (303, f"/s/service_quality/request/{request.number}")
    words = (await agent.get("/search", q="Grand")).text
    assert customer.number in words
    assert request.number in words
    clause = await agent.get("/search", q="ES-4.2.1")
    assert clause.headers["location"] == "/clauses/ES-4.2.1"


async def test_search_finds_nothing_outside_the_readers_scope(client: Client, make: Make) -> None:
    customer = await make.customer(name="Grand Hotel", region="north")
    south = await client.as_("south")
    assert (await south.get("/search", q=customer.number)).status_code == 200
    assert customer.number not in (await south.get("/search", q="Grand")).text.replace(f'value="{customer.number}"', "")
    assert (await south.get("/new", customer=customer.number)).status_code == 404


# ---- journal


async def test_the_journal_tells_who_did_what_with_personal_values_hidden(client: Client, make: Make) -> None:
    customer = await make.customer(phone="13900001234")
    auditor = await client.as_("auditor")
    rows = (await auditor.json("/journal.json", number=customer.number))["rows"]
    assert [row["act"] for row in rows] == ["core.customer.register"]
    page = (await auditor.get("/journal", number=customer.number)).text
    assert customer.number in page
    assert "13900001234" not in page
    assert "13900001234" not in (await auditor.get("/journal.json")).text


async def test_the_journal_shows_refusals_with_their_clause(client: Client, make: Make) -> None:
    request = await a_request(make)
    agent, auditor = await client.as_("agent"), await client.as_("auditor")
    refused = await agent.act(f"/s/service_quality/request/{request.number}", "close", {})
    assert refused.status_code in (403, 409)
    rows = (await auditor.json("/journal.json", refused="yes"))["rows"]
    assert [row["refused"] for row in rows] == [True]
    clause = rows[0]["refusals"][0]["clause"]
    assert f'href="/clauses/{clause}"' in (await auditor.get("/journal", refused="yes")).text


async def test_the_journal_turns_pages_and_filters_by_act_person_and_day(
    client: Client, make: Make, clock: Frozen
) -> None:
    for _n in range(55):
        await make.customer()
    auditor = await client.as_("auditor")
    first = await auditor.json("/journal.json", act="core.customer.register")
    second = await auditor.json(first["next"])
    ids = [row["id"] for row in first["rows"] + second["rows"]]
    assert len(ids) == 55
    assert ids == sorted(ids, reverse=True)
    agent = await User.get(login="agent")
    assert (await auditor.json("/journal.json", actor=str(agent.id)))["rows"] == []
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    assert (await auditor.json("/journal.json", **{"from": tomorrow}))["rows"] == []


@pytest.mark.parametrize("path", ["/journal", "/journal.json", "/policies", "/plugins"])
async def test_the_admins_and_auditors_pages_are_closed_to_others(client: Client, path: str) -> None:
    assert (await (await client.as_("technician")).get(path)).status_code == 403
    assert (await client.get(path)).status_code in (303, 401)


# ---- policies


def a_policy(host: Host) -> str:
    return next(p.key for p in host.registry.policies.values() if p.kind == "number" and p.clause.startswith("ES"))


async def test_a_policy_is_set_from_a_day_on_and_what_runs_is_counted(host: Host, client: Client, make: Make) -> None:
    lengths = {d.length for d in host.registry.deadlines.values() if d.plugin == "service_quality"}
    key = next(p.key for p in host.registry.policies.values() if p.key in lengths)
    before = host.policy(key, (await Journal.all().order_by("-id").first()).at)  # type: ignore[union-attr]
    await a_request(make)
    admin = await client.as_("admin")
    page = (await admin.get(f"/policies/{key}")).text
    running = await Duty.filter(running=1).count()
    assert running
    assert re.search(rf"\D{running}\D", page[page.index('class="note warn"') :])
    sent = {"value": str(before + 1), "effective_from": "2026-03-09", "reason": "A week from now"}
    assert (await admin.post(f"/policies/{key}", sent)).status_code == 303
    row = await PolicyValue.get(key=key)
    assert row.effective_from.isoformat() == "2026-03-08T16:00:00+00:00"  # midnight in Shanghai
    await host.refresh()
    assert host.policy(key, row.effective_from) == before + 1
    assert host.policy(key, row.effective_from - timedelta(microseconds=1)) == before
    listed = (await admin.get("/policies")).text
    assert "2026-03-09" in listed
    assert "A week from now" in (await admin.get(f"/policies/{key}")).text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"value": "-1", "effective_from": "2026-03-09", "reason": "r"}, 422),
        ({"value": "many", "effective_from": "2026-03-09", "reason": "r"}, 422),
        ({"value": "7", "effective_from": "soon", "reason": "r"}, 422),
        ({"value": "7", "effective_from": "2026-03-09", "reason": ""}, 422),
        ({"value": "7", "effective_from": "2026-01-01", "reason": "r"}, 409),
    ],
)
async def test_a_wrong_policy_value_is_refused_and_what_was_typed_stays(
    host: Host, client: Client, sent: dict[str, str], status: int
) -> None:
    key = a_policy(host)
    answer = await (await client.as_("admin")).post(f"/policies/{key}", {**sent, "reason": sent["reason"]})
    assert answer.status_code == status
    assert f'value="{sent["value"]}"' in answer.text
    assert not await PolicyValue.filter(key=key).exists()


async def test_who_may_read_policies_may_not_set_them(host: Host, client: Client) -> None:
    key = a_policy(host)
    auditor = await client.as_("auditor")
    page = await auditor.get(f"/policies/{key}")
    assert page.status_code == 200
    assert 'name="effective_from"' not in page.text
    sent = {"value": "7", "effective_from": "2026-03-09", "reason": "r"}
    assert (await auditor.post(f"/policies/{key}", sent)).status_code == 403


# ---- plugins


async def test_a_plugin_is_switched_off_and_on_with_what_stops_told_first(
    host: Host, client: Client, make: Make
) -> None:
    await a_request(make)
    admin = await client.as_("admin")
    asked = (await admin.get("/plugins/tech_support")).text
    assert 'name="reason"' in asked
    assert (await admin.post("/plugins/tech_support", {"to": "off", "reason": ""})).status_code == 422
    assert (await admin.post("/plugins/tech_support", {"to": "off", "reason": "not used"})).status_code == 303
    listed = (await admin.get("/plugins")).text
    assert not host.is_on("tech_support")
    assert 'name="to" value="on"' in listed
    assert (await admin.post("/plugins/tech_support", {"to": "on", "reason": ""})).status_code == 303
    await admin.get("/plugins")
    assert host.is_on("tech_support")


async def test_a_plugin_another_one_requires_stays_on(host: Host, client: Client) -> None:
    answer = await (await client.as_("admin")).post("/plugins/service_quality", {"to": "off", "reason": "r"})
    assert answer.status_code == 409
    assert 'class="refusal"' in answer.text
    assert host.is_on("service_quality")
    assert await PluginSwitch.filter(plugin="service_quality", off_at=None).exists()


# ---- regulation map


async def test_the_map_shows_every_clause_with_its_carriers_and_live_state(
    host: Host, client: Client, make: Make, statements: Counted
) -> None:
    await a_request(make)
    technician = await client.as_("technician")
    with statements() as seen:
        page = (await technician.get("/clauses")).text
    assert len(seen) <= 5
    assert all(f'id="{clause}"' in page for clause in host.registry.clauses)
    rows = {row["id"]: row for row in (await technician.json("/clauses.json"))["rows"]}
    assert set(rows) == set(host.registry.clauses)
    assert rows["ES-4.2.1"]["running"] == await Duty.filter(running=1, clause="ES-4.2.1").count() > 0
    assert "act:service_quality.request.register" in rows["ES-4.2.1"]["carriers"]


async def test_a_clause_shows_carriers_values_and_its_last_refusals(client: Client, make: Make) -> None:
    request = await a_request(make)
    agent = await client.as_("agent")
    refused = await agent.act(f"/s/service_quality/request/{request.number}", "close", {})
    clause = refused.json()["refusals"][0]["clause"]
    page = (await agent.get(f"/clauses/{clause}")).text
    assert request.number in page or "tag bad" in page
    assert (await agent.get("/clauses/NO-1")).status_code == 404


async def test_a_clause_that_is_not_planned_is_carried_by_something(host: Host) -> None:
    found = carriers(host.registry)
    assert [c.id for c in host.registry.clauses.values() if not c.planned and not found[c.id]] == []


# ---- prints


async def test_an_issued_print_keeps_what_was_true_then(host: Host, client: Client, make: Make) -> None:
    customer = await make.customer(name="Grand Hotel", phone="13900001234")
    request = await a_request(make, customer=customer)
    agent = await client.as_("agent")
    path = f"/s/service_quality/request/{request.number}"
    issued = await agent.post(f"{path}/prints/request_form", {"key": "one"})
    assert issued.status_code == 303
    again = await agent.post(f"{path}/prints/request_form", {"key": "one"})
    assert again.headers["location"] == issued.headers["location"]  # a double click issues once
    assert await Printed.all().count() == 1
    await perform("core.customer.edit", await make.actor("agent"), {"name": "New Name"}, subject=customer.id)
    page = (await agent.get(issued.headers["location"])).text
    assert "Grand Hotel" in page
    assert "New Name" not in page
    assert "<svg" in page[page.index('class="qr"') :]
    assert "style=" not in page
    assert page.count('class="sheet"') == 2  # one copy each
    assert (await Journal.get(act="service_quality.request.print_request_form")).outcome["extra"]["printed"]


async def test_a_print_is_shown_only_within_scope_and_with_the_right(client: Client, make: Make) -> None:
    request = await a_request(make)
    agent = await client.as_("agent")
    issued = await agent.post(f"/s/service_quality/request/{request.number}/prints/request_form", {"key": "one"})
    where = issued.headers["location"]
    assert (await (await client.as_("south")).get(where)).status_code == 404
    assert (await (await client.as_("auditor")).get(where)).status_code == 403
    assert (await agent.get("/print/NONE-1")).status_code == 404


async def test_a_duty_owed_by_a_role_is_seen_by_whoever_holds_it_in_scope(client: Client, make: Make) -> None:
    """Registering and assigning is owed by the agents (ES-4.2.1), by none of them in person."""
    number = (await a_request(make)).number
    duty = await Duty.get(number=number, running=1, role="agent")
    assert duty.owner_id is None
    assert number in (await (await client.as_("agent")).get("/")).text
    assert number not in (await (await client.as_("technician")).get("/")).text
    assert number in {row["number"] for row in (await (await client.as_("agent")).json("/duties.json"))["rows"]}


async def test_a_duty_of_a_plugin_that_is_off_waits_out_of_sight(
    client: Client, make: Make, toggled: Callable[[str], Any]
) -> None:
    number = (await a_request(make)).number
    agent = await client.as_("agent")
    async with toggled("tech_support"), toggled("service_quality"):
        assert (
            number not in (await agent.get("/")).text.replace(f"/s/core/ticket/{number}", "").split('id="started"')[0]
        )
        rows = {row["id"]: row for row in (await agent.json("/clauses.json"))["rows"]}
        assert (rows["ES-4.2.1"]["enabled"], rows["ES-4.2.1"]["running"]) == (False, 0)
    assert number in (await agent.get("/")).text


@pytest.mark.parametrize(
    "path", ["/journal?actor=x&from=soon&after=999999999999999999999&before=-1", "/duties?after=7&code=x"]
)
async def test_a_broken_address_answers_with_a_page(client: Client, path: str) -> None:
    login = "auditor" if "journal" in path else "technician"
    assert (await (await client.as_(login)).get(path)).status_code == 200
