"""One page with everything of a customer or an asset, under the reader's rights to each thing; and where a merged one leads."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.models.access import SYSTEM


@pytest.fixture
async def party(make, client):
    """A customer with an asset, a case with a note and a file on its ticket, a contact."""
    customer = await make.customer(name="北京第三水泵厂")
    asset = await make.asset(customer)
    case = await make.ticket("request", customer=customer.id, asset=asset.id, fault="leaks")
    await perform("core.customer.add_contact", SYSTEM, {"name": "王五"}, subject=customer.id)
    manager = await client.as_("manager")
    await manager.post(
        f"/s/service_quality/request/{case.number}/notes", {"text": "the gate is shut at noon", "key": "n"}
    )
    sent = await manager.http.post(
        f"/s/service_quality/request/{case.number}/files",
        files={"file": ("gate.txt", b"text", "text/plain")},
        data={"csrf": manager.csrf, "key": "f"},
    )
    assert sent.status_code == 303
    return {"core.customer": customer, "core.asset": asset, "case": case}


@pytest.mark.parametrize("subject", ["core.customer", "core.asset"])
async def test_the_page_and_each_of_its_tabs_stay_within_twelve_statements(client, party, statements, subject):
    manager = await client.as_("manager")
    path = f"{subject.replace('.', '/')}/{party[subject].number}"
    await manager.get(f"/s/{path}")
    with statements() as seen:
        page = (await manager.get(f"/s/{path}")).text
    assert len(seen) <= 12, seen
    assert party["case"].number in page
    assert page.count('role="tab"') == {"core.asset": 7, "core.customer": 8}[subject]
    for tab in ("duties", "papers", "notes"):
        href = f"/slot/core/{subject.rpartition('.')[2]}_{tab}/{path}"
        assert f'hx-get="{href}"' in page
        with statements() as seen:
            assert (await manager.get(href)).status_code == 200
        assert len(seen) <= 6, seen


@pytest.mark.parametrize("subject", ["core.customer", "core.asset"])
async def test_the_tabs_gather_duties_files_and_notes_of_the_cases(client, party, subject):
    manager = await client.as_("manager")
    base = "/slot/core/" + subject.rpartition(".")[2]
    path = f"{subject.replace('.', '/')}/{party[subject].number}"
    assert party["case"].number in (await manager.get(f"{base}_duties/{path}")).text
    assert "gate.txt" in (await manager.get(f"{base}_papers/{path}")).text
    assert "the gate is shut at noon" in (await manager.get(f"{base}_notes/{path}")).text


async def test_nothing_of_a_case_beyond_the_reader_is_gathered(client, make, party):
    """Whoever sees the customer but not the case sees none of what hangs on it."""
    from core.models import User

    case, customer = party["case"], party["core.customer"]
    await make.user("own_only", "technician", "self")
    row = await User.get(login="own_only")
    from core.db import guard
    from core.models import Customer

    with guard.allowed():
        await Customer.filter(id=customer.id).update(owner_id=row.id)
    reader = await client.as_("own_only")
    for tab in ("duties", "papers", "notes"):
        answer = await reader.get(f"/slot/core/customer_{tab}/core/customer/{customer.number}")
        assert answer.status_code == 200
        assert case.number not in answer.text
        assert "gate" not in answer.text


async def test_a_merged_customers_address_leads_to_the_one_that_is_kept(client, make):
    kept, gone = await make.customer(name="Kept"), await make.customer(name="Gone")
    await perform("core.customer.merge", SYSTEM, {"into": kept.id, "reason": "twice"}, subject=gone.id)
    agent = await client.as_("agent")
    led = await agent.get(f"/s/core/customer/{gone.number}")
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, f"/s/core/customer/{kept.number}")
    assert f"{gone.number} Gone" in (await agent.get(led.headers["location"])).text
    own = await agent.get(f"/s/core/customer/{gone.number}", merged=1)
    assert own.status_code == 200
    assert f'href="/s/core/customer/{kept.number}"' in own.text
    assert (await agent.json(f"/s/core/customer/{gone.number}.json"))["state"] == "merged"
    found = (await agent.get("/new/find", q="Gone")).text
    assert kept.number in found
    assert gone.number not in found
    desk = await agent.get("/new", customer=gone.number)
    assert (desk.status_code, desk.headers["location"]) == (303, f"/new?customer={kept.number}")


# ---- likely pairs


async def test_likely_pairs_stand_on_a_page_strongest_first(client, make, statements):
    same = {"address": "人民路1号"}
    a = await make.customer(name="北京第三水泵厂", phone="13900001234", tax_id="T-1", **same)
    b = await make.customer(name="北京三水泵厂", phone="13900001234", tax_id="T-1", **same)
    c = await make.customer(name="别人", phone="139-0000 1234", address="中山路2号")
    await make.customer(name="没有关系", **same)
    manager = await client.as_("manager")
    await manager.get("/customers/alike")
    with statements() as seen:
        page = (await manager.get("/customers/alike")).text
    assert len(seen) <= 8, seen
    assert f"/s/core/customer/{b.number}/acts/merge?into={a.number}" in page
    found = (await manager.json("/customers/alike"))["pairs"]
    assert [(p["kept"], p["gone"]) for p in found] == [
        (a.number, b.number),
        (a.number, c.number),
        (b.number, c.number),
    ]
    assert found[0]["reasons"] == ["tax_id", "phone", "address"]
    form = await manager.get(f"/s/core/customer/{b.number}/acts/merge", into=a.number)
    assert form.status_code == 200
    assert a.number in form.text


async def test_likely_pairs_stop_at_the_readers_scope_and_right(client, make):
    for region in ("north", "south"):
        await make.customer(name="张三", phone="13900001234", region=region)
    await make.user("local", "manager", "own", "north")
    assert (await (await client.as_("local")).json("/customers/alike"))["pairs"] == []
    assert (await (await client.as_("agent")).get("/customers/alike")).status_code == 403
