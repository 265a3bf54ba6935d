"""One index over every subject: kept by every act, read under the reader's rights, made anew on demand."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.errors import Refused
from core.models import Customer, Search
from core.models.access import SYSTEM
from core.services import reindex


async def labels(client, login: str, q: str) -> dict[str, list[str]]:
    """Subject -> labels found by the box in the top bar, as its JSON twin tells."""
    reader = await client.as_(login)
    answer = await reader.json("/search", q=q)
    return {group["subject"]: [row["label"] for row in group["rows"]] for group in answer["groups"]}


async def rename(customer, **data) -> None:
    row = await Customer.get(id=customer.id)
    kept = {n: getattr(row, n) for n in ("name", "code", "kind", "phone", "region")}
    await perform("core.customer.edit", SYSTEM, {**kept, **data}, subject=customer.id)


@pytest.mark.parametrize("typed", ["张三", "zs", "zhangsan", "1234", "90000", "张"])
async def test_a_customer_is_found_by_name_sound_and_digits(client, make, typed):
    await make.customer(name="张三丰", phone="13900001234", code="A-1")
    await make.customer(name="李四", phone="13711112222", code="A-2")
    assert (await labels(client, "agent", typed))["core.customer"] == ["张三丰"]


async def test_every_subject_with_a_screen_is_found_by_a_part_of_its_number(client, make):
    customer = await make.customer(name="张三")
    asset = await make.asset(customer, name="水泵")
    ticket = await make.ticket(customer=customer.id)
    agent = await client.as_("agent")
    for subject, number in (
        ("core.customer", customer.number),
        ("core.asset", asset.number),
        ("core.enquiry", ticket.number),
    ):
        answer = await agent.json("/search", q=number[:-1])
        found = {g["subject"]: [r["number"] for r in g["rows"]] for g in answer["groups"]}
        assert number in found[subject]


async def test_a_changed_name_is_found_by_the_new_one_only(client, make):
    customer = await make.customer(name="张三")
    await rename(customer, name="李四")
    assert "core.customer" not in await labels(client, "agent", "张三")
    assert (await labels(client, "agent", "ls"))["core.customer"] == ["李四"]


async def test_what_was_refused_leaves_nothing_to_be_found(client, make):
    await make.customer(code="TAKEN")
    with pytest.raises(Refused):
        await perform("core.customer.register", SYSTEM, {"name": "张三", "code": "TAKEN"})
    assert await labels(client, "agent", "张三") == {}


async def test_nothing_of_another_scope_is_found_nor_counted(client, make):
    """THE-BAR V02."""
    customer = await make.customer(name="张三", region="north")
    await make.asset(customer, name="张三的水泵")
    await make.ticket(customer=customer.id)
    south = await client.as_("south")
    for q in ("张三", "zs", customer.number, customer.number[:7]):
        page = await south.get("/search", q=q)
        part = await south.get("/search/suggest", q=q)
        assert page.status_code == 200
        assert "/s/" not in part.text
        assert customer.number not in page.text.replace(q, "")
        assert await labels(client, "south", q) == {}


async def test_personal_values_are_masked_and_not_searched_without_the_right(client, make):
    await make.customer(name="张三", phone="13900001234")
    assert "core.customer" in await labels(client, "agent", "1234")
    assert "core.customer" not in await labels(client, "auditor", "1234")
    assert "core.customer" not in await labels(client, "auditor", "13900001234")
    assert (await labels(client, "auditor", "zs"))["core.customer"] == ["张三"]


async def test_suggestions_are_grouped_and_lead_to_the_pages(client, make, statements):
    customer = await make.customer(name="张三")
    await make.asset(customer, name="张三的水泵")
    agent = await client.as_("agent")
    with statements() as seen:
        part = (await agent.get("/search/suggest", q="张三")).text
    assert f'href="/s/core/customer/{customer.number}"' in part
    assert part.count('class="grp"') == 2
    assert "<html" not in part
    assert len(seen) <= 5, seen


async def test_the_page_takes_six_statements(client, make, statements):
    customer = await make.customer(name="张三")
    await make.ticket(customer=customer.id)
    agent = await client.as_("agent")
    await agent.get("/search", q="张三")
    with statements() as seen:
        assert (await agent.get("/search", q="张三")).status_code == 200
    assert len(seen) <= 6, seen


async def test_an_act_with_a_nested_act_writes_its_tokens_in_one_statement(make, statements):
    customer = await make.customer()
    with statements() as seen:
        await make.ticket(customer=customer.id)
    assert len([s for s in seen if "core_search" in s]) == 1


async def test_an_edit_that_changes_no_word_touches_no_token(make, statements):
    customer = await make.customer(name="张三")
    with statements() as seen:
        await rename(customer, note="x")
    assert not [s for s in seen if "core_search" in s]


async def test_the_index_is_complete_and_can_be_made_anew(host, make, client):
    customer = await make.customer(name="张三")
    await rename(customer, name="张四", phone="13800000000")
    await make.ticket(customer=customer.id)
    assert await reindex.wrong(host.registry) == {}
    await Search.filter(subject_type="core.customer", token="zs").delete()
    await Search.create(subject_type="core.customer", subject_id=customer.id, token="wrong")
    await Search.create(subject_type="gone.kind", subject_id=1, token="wrong")
    assert await reindex.wrong(host.registry) == {"core.customer": 1}
    done = await reindex.rebuild(host.registry)
    assert done["core.customer"] == await Customer.all().count()
    assert await reindex.wrong(host.registry) == {}
    assert not await Search.filter(token="wrong").exists()
    assert not await reindex.rebuild_if_stale(host.registry)


async def test_an_index_of_an_older_tokenizer_is_made_anew(host, make):
    await make.customer(name="张三")
    await Search.all().delete()
    assert await reindex.rebuild_if_stale(host.registry)
    assert await reindex.wrong(host.registry) == {}


async def test_a_batch_fills_the_index_in_one_statement_a_chunk(host, make, statements):
    from core.acts.many import perform_many

    rows = [{"name": f"客户{n}", "code": f"B{n}", "phone": ""} for n in range(15)]
    with statements() as seen:
        await perform_many("core.customer.register", SYSTEM, rows, key_prefix="x")
    assert len([s for s in seen if "core_search" in s]) == 1
    assert await reindex.wrong(host.registry) == {}
