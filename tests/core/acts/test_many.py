"""A batch does what single acts do: same gates, same journal, same answers, and a rerun adds nothing."""

from __future__ import annotations

from core.acts.many import perform_many
from core.acts.verify import verify
from core.models import Customer, Grant, Journal, Ticket, User
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


async def customers(count: int) -> list[int]:
    made = await perform_many("core.customer.register", SYSTEM, rows(count), key_prefix="c")
    return [r.outcome.id for r in made]


async def test_acts_on_rows_that_are_there_are_done_together(host, statements):
    ids = await customers(100)
    with statements() as one:
        await perform_many("core.customer.archive", SYSTEM, [{"subject": ids[0]}], key_prefix="a")
    with statements() as many:
        done = await perform_many("core.customer.archive", SYSTEM, [{"subject": i} for i in ids[1:21]], key_prefix="b")
    assert [(r.outcome.id, r.outcome.state, r.outcome.version) for r in done] == [(i, "archived", 2) for i in ids[1:21]]
    assert len(many) <= len(one)
    assert await verify(host) == []


async def test_refused_rows_are_set_apart_and_journaled_in_their_own_chains(host, statements):
    ids = await customers(40)
    odd = ids[1::2]
    await perform_many("core.customer.archive", SYSTEM, [{"subject": i} for i in odd], key_prefix="a")
    with statements() as sent:
        again = await perform_many("core.customer.archive", SYSTEM, [{"subject": i} for i in ids], key_prefix="b")
    assert [r.ok for r in again] == [i not in odd for i in ids]
    assert {r.refusals[0].kind for r in again if not r.ok} == {"state"}
    assert len(sent) <= 40
    tries = await Journal.filter(act="core.customer.archive", refused=True).order_by("id").values("subject_id", "seq")
    assert [(t["subject_id"], t["seq"]) for t in tries] == [(i, 3) for i in odd]
    assert set(await Customer.filter(id__in=odd).values_list("version", flat=True)) == {2}
    assert await verify(host) == []


async def test_a_row_that_nobody_reaches_is_not_found_and_holds_nobody_up(host, make):
    ids = await customers(3)
    stranger = await make.user("stranger", "manager", scope="self")
    sent = [{"subject": ids[0]}, {"subject": 10**9}, {}]
    done = await perform_many("core.customer.archive", SYSTEM, sent, key_prefix="a")
    assert [r.ok for r in done] == [True, False, False]
    assert [[e.field for e in r.errors] for r in done] == [[], ["subject"], ["subject"]]
    done = await perform_many("core.customer.archive", stranger, [{"subject": i} for i in ids], key_prefix="s")
    assert [[e.message for e in r.errors] for r in done] == [["not found"]] * 3


async def test_two_rows_on_one_subject_come_one_after_the_other(host):
    ids = await customers(10)
    sent = [{"subject": i} for i in (*ids, ids[4])]
    done = await perform_many("core.customer.archive", SYSTEM, sent, key_prefix="a")
    assert [r.index for r in done if not r.ok] == [10]
    assert await verify(host) == []


async def test_two_rows_that_want_the_same_key_are_judged_one_after_the_other(host):
    ids = await customers(10)
    sent = [{"subject": i, "name": "N", "kind": "person", "code": f"Z{n % 9}"} for n, i in enumerate(ids)]
    done = await perform_many("core.customer.edit", SYSTEM, sent, key_prefix="e")
    assert [(r.index, r.refusals[0].keys) for r in done if not r.ok] == [(9, ("code",))]
    assert await Customer.filter(code__startswith="Z").count() == 9
    assert await verify(host) == []


async def test_a_rerun_on_rows_that_are_there_does_nothing_twice(host):
    ids = await customers(30)
    sent = [{"subject": i, "name": f"N{i}", "kind": "person"} for i in ids]
    await perform_many("core.customer.edit", SYSTEM, sent[:20], key_prefix="e")
    done = await perform_many("core.customer.edit", SYSTEM, sent, key_prefix="e")
    assert [r.outcome.repeated for r in done] == [True] * 20 + [False] * 10
    assert set(await Customer.filter(id__in=ids).values_list("version", flat=True)) == {2}


async def test_the_last_administrator_stays_however_many_are_switched_off_at_once(host, make):
    made = [await make.user(f"admin{n}", "admin", scope="all") for n in range(2)]
    ids = await Grant.filter(role="admin", scope="all").values_list("user_id", flat=True)
    done = await perform_many(
        "core.user.disable", SYSTEM, [{"subject": i, "reason": "gone"} for i in ids], key_prefix="d"
    )
    assert len(ids) > len(made)
    assert sum(r.ok for r in done) == len(ids) - 1
    assert await User.filter(id__in=list(ids), state="active").count() == 1


async def test_it_is_told_how_far_the_rows_are(host):
    told: list[int] = []

    async def tell(done: int) -> None:
        told.append(done)

    await perform_many("core.customer.register", SYSTEM, rows(70), key_prefix="t", tell=tell)
    assert told[0] == 20
    assert told[-1] == 70
    assert told == sorted(told)
