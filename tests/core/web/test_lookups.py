"""A lookup says what it is found by, and offers only what fits what the same form has chosen."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.errors import Refused
from core.models.access import SYSTEM


async def test_the_products_offered_are_those_of_the_customer_chosen(client, make):
    mine, other = await make.customer(), await make.customer()
    await make.asset(mine, name="Pump A")
    await make.asset(other, name="Pump B")
    agent = await client.as_("agent")
    path = "/suggest/core.asset"
    assert [o["label"] for o in await agent.json(path, q="Pump")] == ["Pump B", "Pump A"]
    assert [o["label"] for o in await agent.json(path, q="Pump", customer=mine.id)] == ["Pump A"]
    assert [o["label"] for o in await agent.json(path, q="", customer=mine.id)] == ["Pump A"]
    assert await agent.json(path, q="") == []
    assert (await agent.get(path, q="")).text == ""
    assert await agent.json(path, q="Pump", customer="9" * 18) == []


async def test_narrowing_opens_no_other_scope(client, make):
    customer = await make.customer(region="north")
    await make.asset(customer, name="Pump A")
    assert await (await client.as_("south")).json("/suggest/core.asset", q="", customer=customer.id) == []


async def test_an_intake_form_narrows_its_product_and_says_what_to_type(client, make):
    form = (await (await client.as_("agent")).get("/s/core/enquiry/new/take")).text
    assert form.count('data-within="customer"') == 1
    part = form[form.index('data-lookup="asset"') :]
    assert 'placeholder="产品编号、名称、编号"' in part[: part.index("</span>")]


async def test_a_merged_customer_is_not_offered_and_takes_no_ticket(client, make):
    kept, gone = await make.customer(name="Kept"), await make.customer(name="Gone")
    await perform("core.customer.merge", SYSTEM, {"into": kept.id, "reason": "twice"}, subject=gone.id)
    assert await (await client.as_("agent")).json("/suggest/core.customer", q="Gone") == []
    with pytest.raises(Refused) as refused:
        await make.ticket(customer=gone.id)
    assert [m.key for m in refused.value.refusals[0].missing] == ["customer"]


@pytest.mark.parametrize("with_asset", [True, False])
async def test_an_archived_customer_takes_no_ticket(make, with_asset):
    customer = await make.customer()
    about = {"asset": (await make.asset(customer)).id} if with_asset else {}
    await make.ticket(customer=customer.id, **about)
    await perform("core.customer.archive", SYSTEM, subject=customer.id)
    with pytest.raises(Refused) as refused:
        await make.ticket(customer=customer.id, **about)
    assert [m.key for r in refused.value.refusals for m in r.missing] == ["customer"]
