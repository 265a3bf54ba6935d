"""Customers found twice are shown to whoever registers them, and merged without loss."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.acts.verify import verify
from core.errors import Refused
from core.models import Asset, Attachment, Contact, Customer, Duty, Enquiry, Journal, Personal, Ticket, User
from core.models.access import SYSTEM
from core.services import reindex
from core.testing.world import PASSWORD


@pytest.fixture
async def two(make):
    """A customer and the same once more, with everything that may hang on one."""
    kept = await make.customer(name="北京第三水泵厂", phone="", address="人民路1号", note="门卫登记")
    gone = await make.customer(
        name="北京第三水泵", phone="010-88880000", address="人民路1号", tax_id="T-1", note="下午在"
    )
    return kept, gone


async def merge(actor, kept, gone, **more):
    return await perform(
        "core.customer.merge", actor, {"into": kept.id, "reason": "twice"}, subject=gone.id, confirmed=True, **more
    )


# ---- duplicates


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "别的名字", "phone": "13900001234"}, "same phone"),
        ({"name": "别的名字", "phone": "139-0000-1234"}, "same phone"),
        ({"name": "别的名字", "tax_id": "T-9"}, "same tax number"),
        ({"name": "北京三水泵厂", "address": "人民路1号"}, "same address and a similar name"),
        ({"name": "北京第三水泵厂", "address": "人民路1号院"}, "same name and a similar address"),
    ],
)
async def test_a_customer_like_one_on_file_is_registered_only_after_a_look(make, typed, why):
    known = await make.customer(name="北京第三水泵厂", phone="13900001234", address="人民路1号", tax_id="T-9")
    agent = await make.actor("agent")
    with pytest.raises(Refused) as refused:
        await perform("core.customer.register", agent, typed)
    (refusal,) = refused.value.refusals
    assert refusal.kind == "warn"
    assert refusal.missing[0].args == {"number": known.number, "name": "北京第三水泵厂", "why": why}
    await perform("core.customer.register", agent, typed, confirmed=True)


@pytest.mark.parametrize(
    "typed",
    [{"name": "北京第三水泵厂"}, {"name": "李四", "address": "人民路1号"}, {"name": "张三", "phone": "13900000000"}],
)
async def test_another_customer_is_registered_at_once(make, typed):
    await make.customer(name="北京第三水泵厂", phone="13900001234", address="人民路1号")
    assert (await perform("core.customer.register", await make.actor("agent"), typed)).number


async def test_the_warning_names_nobody_outside_the_readers_scope(make):
    await make.customer(name="张三", phone="13900001234", region="north")
    south = await make.actor("south")
    assert (await perform("core.customer.register", south, {"name": "张三", "phone": "13900001234"})).number


async def test_an_import_asks_once_for_many(make, statements):
    from core.acts.many import perform_many

    await make.customer(name="张三", phone="13900001234")
    agent = await make.actor("agent")
    rows = [{"name": f"客户{n}", "code": f"M{n}", "phone": f"1370000{n:04}"} for n in range(15)]
    rows.append({"name": "张三", "code": "M99", "phone": "13900001234"})
    with statements() as seen:
        done = await perform_many("core.customer.register", agent, rows, key_prefix="x")
    assert [r.ok for r in done] == [True] * 15 + [False]
    assert len([s for s in seen if 'FROM "core_customer"' in s]) <= 4


# ---- contacts


async def test_a_contact_stands_in_the_journal_as_a_commitment(make, host):
    customer = await make.customer()
    agent = await make.actor("agent")
    await perform("core.customer.add_contact", agent, {"name": "王五", "phone": "13700001111"}, subject=customer.id)
    contact = await Contact.get(customer_id=customer.id)
    row = await Journal.get(subject_type="core.contact", subject_id=contact.id)
    assert {name: sorted(row.changes[name][1]) for name in ("name", "phone")} == {"name": ["#"], "phone": ["#"]}
    assert {p.field: p.value for p in await Personal.filter(uid=row.uid)} == {
        "name": '"王五"',
        "phone": '"13700001111"',
    }
    assert row.cause == (await Journal.get(act="core.customer.add_contact")).uid
    await perform("core.contact.edit", agent, {"name": "王六", "phone": "13700001111"}, subject=contact.id)
    assert list((await Journal.get(act="core.contact.edit")).changes) == ["name"]
    assert await verify(host) == []


async def test_the_call_desk_finds_a_customer_by_his_contacts_phone(client, make):
    customer = await make.customer(name="北京第三水泵厂")
    data = {"name": "王五", "phone": "13700001111"}
    await perform("core.customer.add_contact", await make.actor("agent"), data, subject=customer.id)
    assert customer.number in (await (await client.as_("agent")).get("/new/find", q="1111")).text
    assert customer.number not in (await (await client.as_("auditor")).get("/new/find", q="1111")).text


# ---- merging


async def test_everything_moves_to_the_customer_that_is_kept(make, host, two):
    kept, gone = two
    asset = await make.asset(gone)
    case = await make.ticket(customer=gone.id, asset=asset.id)
    await make.ticket(customer=kept.id)
    await perform("core.customer.add_contact", SYSTEM, {"name": "王五"}, subject=gone.id)
    manager = await make.actor("manager")
    before = await Duty.filter(party_id=gone.id).count()
    await merge(manager, kept, gone)

    ticket = await Ticket.get(number=case.number)
    assert (ticket.customer_id, ticket.party_id) == (kept.id, kept.id)
    assert (await Enquiry.get(ticket_id=ticket.id)).party_id == kept.id
    assert (await Asset.get(id=asset.id)).customer_id == kept.id
    assert (await Contact.get(name="王五")).customer_id == kept.id
    assert await Duty.filter(party_id=gone.id).count() == 0
    assert await Duty.filter(party_id=kept.id).count() >= before
    row = await Customer.get(id=kept.id)
    assert (row.phone, row.tax_id, row.note) == ("010-88880000", "T-1", "门卫登记\n下午在")
    old = await Customer.get(id=gone.id)
    assert (old.state, old.merged_into_id, old.name) == ("merged", kept.id, "北京第三水泵")
    assert await verify(host) == []
    assert await reindex.wrong(host.registry) == {}


async def test_who_was_merged_before_leads_to_the_last_one_kept(make, host, client):
    first, second, last = [await make.customer(name=name) for name in ("First", "Second", "Last")]
    await merge(SYSTEM, second, first)
    await merge(SYSTEM, last, second)
    assert (await Customer.get(id=first.id)).merged_into_id == last.id
    assert last.number in (await (await client.as_("agent")).get("/new/find", q="First")).text
    assert await verify(host) == []


async def test_each_journal_tells_of_the_merging(make, two):
    kept, gone = two
    asset = await make.asset(gone)
    await merge(await make.actor("manager"), kept, gone)
    cause = await Journal.get(act="core.customer.merge")
    assert cause.subject_id == gone.id
    followed = await Journal.filter(cause=cause.uid).order_by("id")
    assert [(j.act, j.subject_id) for j in followed] == [
        ("core.asset.follow_customer", asset.id),
        ("core.customer.absorb", kept.id),
    ]
    assert followed[0].changes == {"customer_id": [gone.id, kept.id]}
    assert followed[0].actor_name == cause.actor_name != "system"
    assert sorted(followed[1].changes["phone"][1]) == ["#"]


async def test_files_and_outside_logins_follow(make, client, host, two):
    kept, gone = two
    manager = await client.as_("manager")
    sent = await manager.http.post(
        f"/s/core/customer/{gone.number}/files",
        files={"file": ("a.txt", b"text", "text/plain")},
        data={"csrf": manager.csrf, "key": "k1"},
    )
    assert sent.status_code == 303, sent.text
    admin = await make.actor("admin")
    data = {"login": "outside", "name": "outside", "password": PASSWORD, "party": gone.number}
    login = await perform("core.user.invite", admin, data)
    await perform("core.user.grant", admin, {"role": "agent", "scope": "party"}, subject=login.id)
    await host.refresh()
    case = await make.ticket(customer=gone.id)
    await merge(await make.actor("manager"), kept, gone)
    file = await Attachment.get(name="a.txt")
    assert (file.subject_id, file.subject_number) == (kept.id, kept.number)
    assert (await User.get(login="outside")).party_id == kept.id
    reader = await make.actor("outside")
    assert reader.reaches("core.ticket.read", await Ticket.get(number=case.number))
    assert await verify(host) == []


async def test_the_statements_do_not_grow_with_what_moves(make, statements):
    async def spent(cases: int) -> int:
        kept, gone = await make.customer(), await make.customer()
        for _n in range(cases):
            await make.ticket(customer=gone.id)
        with statements() as seen:
            await merge(SYSTEM, kept, gone)
        return len(seen)

    assert await spent(6) == await spent(2)


async def test_merging_needs_the_right_on_both(make, two):
    kept, gone = two
    with pytest.raises(Refused):
        await merge(await make.actor("agent"), kept, gone)
    other = await make.customer(name="南方客户", region="south")
    await make.user("local", "manager", "own", "north")
    local = await make.actor("local")
    with pytest.raises(Exception) as refused:
        await merge(local, other, gone)
    assert type(refused.value).__name__ in ("Refused", "InvalidInput", "NotFound")
    assert (await Customer.get(id=gone.id)).state == "active"


@pytest.mark.parametrize("case", ["itself", "archived", "merged"])
async def test_only_another_customer_in_use_is_merged_into(make, two, case):
    kept, gone = two
    manager = await make.actor("manager")
    if case == "archived":
        await perform("core.customer.archive", manager, subject=kept.id)
    if case == "merged":
        await merge(manager, await make.customer(), kept)
    with pytest.raises(Refused) as refused:
        await merge(manager, gone if case == "itself" else kept, gone)
    assert [m.key for m in refused.value.refusals[0].missing] == ["into"]


async def test_two_tax_numbers_are_merged_only_knowingly(make):
    kept, gone = await make.customer(tax_id="T-1"), await make.customer(tax_id="T-2")
    data = {"into": kept.id, "reason": "twice"}
    with pytest.raises(Refused) as refused:
        await perform("core.customer.merge", await make.actor("manager"), data, subject=gone.id)
    assert [r.kind for r in refused.value.refusals] == ["warn"]
