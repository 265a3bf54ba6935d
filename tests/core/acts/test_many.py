"""A batch does what single acts do: same gates, same journal, same answers, and a rerun adds nothing."""

from __future__ import annotations

from core.acts.many import perform_many
from core.acts.verify import verify
from core.models import Customer, Journal, Ticket
from core.models.access import SYSTEM


def rows(count: int) -> list[dict[str, str]]:
    return [
        {"name": f"Customer {n}", "code": f"M{n:04d}", "kind": "person", "phone": f"139{n:08d}"} for n in range(count)
    ]


async def test_each_row_is_an_act_with_its_own_number_and_chain(host):
    done = await perform_many("core.customer.register", SYSTEM, rows(300), key_prefix="t")
    assert all(r.ok for r in done)
    assert len({r.outcome.number for r in done}) == 300
    assert await Customer.filter(code__startswith="M").count() == 300
    assert await Journal.filter(act="core.customer.register").count() == 300
    assert await verify(host) == []


async def test_a_rerun_adds_nothing(host):
    first = await perform_many("core.customer.register", SYSTEM, rows(50), key_prefix="t")
    again = await perform_many("core.customer.register", SYSTEM, rows(50), key_prefix="t")
    assert [r.outcome.number for r in first] == [r.outcome.number for r in again]
    assert all(r.outcome.repeated for r in again)


async def test_bad_rows_are_named_by_index_and_field_and_the_rest_goes_in(host):
    sent = rows(100)
    sent[7]["name"] = ""
    sent[55]["phone"] = "not a number"
    done = await perform_many("core.customer.register", SYSTEM, sent, key_prefix="t")
    assert [(r.index, [e.field for e in r.errors]) for r in done if not r.ok] == [(7, ["name"]), (55, ["phone"])]
    assert await Customer.filter(code__startswith="M").count() == 98


async def test_cases_with_their_tickets_are_made_in_bulk(host, make):
    customers = await perform_many("core.customer.register", SYSTEM, rows(40), key_prefix="c")
    sent = [{"customer": r.outcome.id, "question": f"Question {r.index}", "channel": "phone"} for r in customers]
    done = await perform_many("core.enquiry.take", SYSTEM, sent, key_prefix="e")
    assert all(r.ok for r in done)
    tickets = await Ticket.all()
    assert {t.number for t in tickets} == {r.outcome.number for r in done}
    assert {t.stage for t in tickets} == {"core.enquiry.open"}
    assert await verify(host) == []


async def test_a_bulk_chunk_costs_hardly_more_statements_than_one_row(host, statements):
    with statements() as one:
        await perform_many("core.customer.register", SYSTEM, rows(1), key_prefix="a")
    with statements() as many:
        await perform_many(
            "core.customer.register", SYSTEM, [r | {"code": "N" + r["code"]} for r in rows(20)], key_prefix="b"
        )
    assert len(many) <= len(one)
