"""S15 and S16 through the front door, and what must hold of the book whatever happens."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from core import clock as core_clock
from core import db
from core.acts import posting
from core.acts.perform import perform
from core.acts.verify import verify
from core.errors import Refused
from core.host.host import Host
from core.models import Journal
from core.testing.make import Make
from plugins.vehicle_warranty.ledger import PARTS
from plugins.vehicle_warranty.models import Requisition, RequisitionLine, WriteOff
from tests.plugins.vehicle_warranty.depot import STROKES, Depot

TECH = ("technician", "Technician", "ALT-1")


def keys(answer: object, clause: str) -> set[str]:
    body = answer.json()  # type: ignore[attr-defined]
    return {key for r in body["refusals"] if r["clause"] == clause for key in r["keys"]}


@pytest.mark.clause("VW-3.6.1")
@pytest.mark.clause("VW-3.7.4")
@pytest.mark.clause("VW-3.7.6")
async def test_s15_nothing_is_issued_above_approval_nor_by_ones_own_approval(depot: Depot) -> None:
    await depot.issued()
    assert await depot.balances() == {("supplier", "配套厂甲", "ALT-1"): -5, ("store", "", "ALT-1"): 4, TECH: 1}
    again = await depot.attempt("requisition.issue")
    assert again.status_code == 409
    assert keys(again, "VW-3.7.4") == {"approved:ALT-1"}
    assert "1" in again.json()["refusals"][0]["missing"][0]
    await depot.submitted()
    early = await depot.attempt("requisition.issue")
    assert keys(early, "VW-3.6.1") == {"approval"}
    own = await depot.attempt("requisition.approve", login="technician")
    assert own.status_code == 403
    assert own.json()["refusals"][0]["clause"] == "VW-3.6.1"
    await depot.do("requisition.approve")
    await depot.do("requisition.issue")
    assert await depot.balances() == {("supplier", "配套厂甲", "ALT-1"): -5, ("store", "", "ALT-1"): 3, TECH: 2}
    assert await Journal.filter(act="vehicle_warranty.requisition.issue", refused=True).count() == 2


@pytest.mark.clause("VW-3.6.1")
async def test_a_manager_never_approves_what_he_drew_himself(depot: Depot, make: Make) -> None:
    both = await make.user("both", "technician")
    manager = await make.actor("admin")
    await perform("core.user.grant", manager, {"role": "manager", "scope": "all"}, subject=both.id)
    await depot.host.refresh()
    await depot.stocked()
    await depot.do("requisition.draft", {"opinion": "更换", "lines": [{"part": "@part", "qty": 1}]}, login="both")
    await depot.do("requisition.submit", login="both")
    own = await depot.attempt("requisition.approve", login="both")
    assert own.json()["refusals"][0]["kind"] == "four_eyes"
    assert own.json()["refusals"][0]["clause"] == "VW-3.6.1"


@pytest.mark.clause("VW-3.6.2")
@pytest.mark.clause("VW-3.7.4")
async def test_s16_a_part_leaves_the_account_on_three_grounds_only(depot: Depot) -> None:
    await depot.issued()
    await depot.reported(signed=False)
    await depot.proposed()
    none = await depot.attempt("write_off.write_off")
    assert keys(none, "VW-3.6.2") == {"report", "approval", "old_part"}
    await depot.do("report.sign", {"user_opinion": "满意", "signer_name": "用户甲", "signature": STROKES})
    await depot.do("write_off.approve")
    lacks = await depot.attempt("write_off.write_off")
    assert keys(lacks, "VW-3.6.2") == {"old_part"}
    assert (await depot.balances())[TECH] == 1
    await depot.received()
    await depot.do("write_off.name_old_part", {"old_part": "@old_part"})
    await depot.do("write_off.write_off")
    left = await depot.balances()
    assert TECH not in left
    assert left["old_parts", "", "ALT-1"] == 1
    assert (await depot.row("requisition")).state == "settled"
    assert await verify(depot.host) == []


@pytest.mark.clause("VW-3.6.2")
async def test_one_old_part_writes_off_one_part(depot: Depot) -> None:
    await depot.issued(qty=2)
    await depot.reported()
    await depot.received()
    for _ in range(2):
        await depot.proposed(old_part="@old_part")
        await depot.do("write_off.approve")
        answer = await depot.attempt("write_off.write_off")
    assert answer.status_code == 409
    assert keys(answer, "VW-3.6.2") == {"old_part"}
    assert await WriteOff.filter(state="written_off").count() == 1


@pytest.mark.clause("VW-3.6.3")
async def test_s16_freight_needs_both_signatures_and_the_old_part_or_a_reason(depot: Depot) -> None:
    await depot.do(
        "freight_voucher.enter", {"carrier": "快运", "voucher_no": "88", "amount": "85.50", "old_part_recovered": False}
    )
    await depot.do("freight_voucher.sign_handler", {"signature": STROKES})
    one = await depot.attempt("freight_voucher.write_off")
    assert keys(one, "VW-3.6.3") == {"manager_signature", "reason"}
    await depot.do(
        "freight_voucher.edit",
        {"carrier": "快运", "voucher_no": "88", "amount": "85.50", "old_part_recovered": False, "reason": "旧件已破碎"},
    )
    await depot.do("freight_voucher.sign_handler", {"signature": STROKES})
    await depot.do("freight_voucher.sign_manager", {"signature": STROKES})
    await depot.do("freight_voucher.write_off")
    assert (await depot.row("freight_voucher")).state == "written_off"


@pytest.mark.clause("VW-3.7.4")
async def test_an_unused_part_returned_settles_the_issue_as_well(depot: Depot) -> None:
    await depot.issued(qty=2)
    much = await depot.attempt("requisition.return_unused", {"lines": [{"part": "@part", "qty": 3}]})
    assert keys(much, "VW-3.7.4") == {"held"}
    open_ = await depot.attempt("requisition.close")
    assert keys(open_, "VW-3.7.4") == {"held:ALT-1"}
    await depot.do("requisition.return_unused", {"lines": [{"part": "@part", "qty": 2}]})
    assert (await depot.row("requisition")).state == "settled"
    assert TECH not in await depot.balances()
    late = await depot.attempt("requisition.issue")
    assert late.status_code == 409


@pytest.mark.clause("VW-3.7.2")
@pytest.mark.clause("VW-3.7.3")
async def test_receipts_are_booked_from_two_copies_and_their_bill(depot: Depot) -> None:
    await depot.part()
    lines = [{"part": "@part", "qty": 3}]
    bare = await depot.attempt("receipt_note.make_out", {"kind": "drawn", "supplier": "甲", "lines": lines})
    assert keys(bare, "VW-3.7.3") == {"bill_no"}
    exchange = await depot.attempt("receipt_note.make_out", {"kind": "exchanged", "supplier": "甲", "lines": lines})
    assert keys(exchange, "VW-3.7.3") == {"write_off", "lines"}
    empty = await depot.attempt("receipt_note.make_out", {"kind": "drawn", "supplier": "甲", "bill_no": "1"})
    assert keys(empty, "VW-3.7.2") == {"lines"}
    await depot.do("receipt_note.make_out", {"kind": "drawn", "supplier": "甲", "bill_no": "1", "lines": lines})
    early = await depot.attempt("receipt_note.book")
    assert keys(early, "VW-3.7.2") == {"copies"}
    await depot.do("receipt_note.print_receipt_note")
    await depot.do("receipt_note.book")
    assert await depot.balances() == {("supplier", "甲", "ALT-1"): -3, ("store", "", "ALT-1"): 3}


@pytest.mark.clause("VW-3.7.3")
async def test_new_material_comes_in_once_for_a_write_off(depot: Depot) -> None:
    await depot.issued()
    await depot.reported()
    await depot.received()
    await depot.proposed(old_part="@old_part")
    await depot.do("write_off.approve")
    note = {
        "kind": "exchanged",
        "supplier": "配套厂甲",
        "write_off": "@write_off",
        "lines": [{"part": "@part", "qty": 1}],
    }
    await depot.do("receipt_note.make_out", note)
    await depot.do("receipt_note.print_receipt_note")
    early = await depot.attempt("receipt_note.book")
    assert keys(early, "VW-3.7.3") == {"written_off"}
    await depot.do("write_off.write_off")
    await depot.do("receipt_note.book")
    assert (await depot.balances())["store", "", "ALT-1"] == 5
    await depot.do("receipt_note.make_out", note)
    await depot.do("receipt_note.print_receipt_note")
    twice = await depot.attempt("receipt_note.book")
    assert keys(twice, "VW-3.7.3") == {"exchanged"}


@pytest.mark.clause("VW-3.7.1")
async def test_books_equal_shelves_after_the_difference_is_booked_by_another(depot: Depot) -> None:
    await depot.stocked()
    count = {"kind": "store", "part_no": "ALT-1", "bin": "A-1", "found": 3}
    bare = await depot.attempt("stock_take.count", count)
    assert keys(bare, "VW-3.7.1") == {"spec_ok", "quality_ok"}
    wrong = await depot.attempt("stock_take.count", {**count, "part_no": "X", "spec_ok": True, "quality_ok": True})
    assert keys(wrong, "VW-3.7.1") == {"part_no"}
    await depot.do("stock_take.count", {**count, "spec_ok": True, "quality_ok": True})
    row = await depot.row("stock_take")
    assert (row.book_qty, row.difference) == (5, -2)
    await depot.do("stock_take.book_difference")
    assert await depot.balances() == {
        ("supplier", "配套厂甲", "ALT-1"): -5,
        ("store", "", "ALT-1"): 3,
        ("difference", "", "ALT-1"): 2,
    }


@pytest.mark.clause("VW-3.7.6")
async def test_a_station_sees_its_own_account_only(depot: Depot, make: Make) -> None:
    from core.models import Department

    for place in ("north", "south"):
        department = await Department.get(code=place)
        await depot.do("stock_account.open", {"kind": "station", "name": f"站{place}", "department": department.number})
        await depot.stocked(4, f"P-{place}")
        await depot.submitted(2, account="@stock_account")
        await depot.do("requisition.approve")
        await depot.do("requisition.issue")
    await make.user("station_north", "station", "own", "north")
    visitor = await depot.client.as_("station_north")
    seen = await visitor.json("/p/vehicle_warranty/stock.json")
    assert [(r["holder"], r["closing"]) for r in seen["rows"]] == [("站north", 2)]
    assert "站south" not in (await visitor.get("/p/vehicle_warranty/stock")).text
    listed = await visitor.json("/s/vehicle_warranty/stock_account.json")
    assert [r["name"] for r in listed["rows"]] == ["站north"]
    assert (await visitor.get("/ledger/vehicle_warranty/parts")).status_code == 403
    assert (await visitor.get(f"/s/vehicle_warranty/stock_account/{depot.numbers['stock_account']}")).status_code == 404
    keeper = await depot.client.as_("keeper")
    every = await keeper.json("/p/vehicle_warranty/stock.json")
    assert sum(r["closing"] for r in every["rows"]) == 0
    assert (await keeper.get("/ledger/vehicle_warranty/parts")).status_code == 200


async def test_of_fifty_who_issue_the_same_part_one_succeeds(depot: Depot, make: Make) -> None:
    await depot.stocked()
    await depot.submitted()
    await depot.do("requisition.approve")
    keeper, row = await make.actor("keeper"), await depot.row("requisition")
    answers = await asyncio.gather(
        *(perform("vehicle_warranty.requisition.issue", keeper, subject=row.id) for _ in range(50)),
        return_exceptions=True,
    )
    refused = [a for a in answers if isinstance(a, Refused)]
    assert len(refused) == 49, [a for a in answers if not isinstance(a, Refused)]
    assert all(r.refusals[0].clause == "VW-3.7.4" for r in refused)
    assert (await RequisitionLine.get(requisition_id=row.id)).issued == 1
    assert (await depot.balances())[TECH] == 1


async def test_of_fifty_requisitions_for_the_last_part_one_is_issued(depot: Depot, make: Make) -> None:
    await depot.stocked(1)
    technician, manager, keeper = [await make.actor(login) for login in ("technician", "manager", "keeper")]
    data = {"opinion": "更换", "lines": [{"part": (await depot.row("part")).id, "qty": 1}]}
    made = [await perform("vehicle_warranty.requisition.draft", technician, data) for _ in range(50)]
    for one in made:
        await perform("vehicle_warranty.requisition.submit", technician, subject=one.id)
        await perform("vehicle_warranty.requisition.approve", manager, subject=one.id)
    answers = await asyncio.gather(
        *(perform("vehicle_warranty.requisition.issue", keeper, subject=one.id) for one in made), return_exceptions=True
    )
    assert sum(not isinstance(a, BaseException) for a in answers) == 1
    assert all(isinstance(a, Refused) for a in answers if isinstance(a, BaseException))
    assert await Requisition.filter(state="issued").count() == 1
    assert await verify(depot.host) == []


async def test_a_history_of_ten_thousand_moves_sums_to_zero(host: Host, depot: Depot) -> None:
    await depot.part()
    outcome = await perform(
        "vehicle_warranty.stock_take.count",
        await depot.make.actor("keeper"),
        {"kind": "store", "part_no": "ALT-1", "found": 1, "spec_ok": True, "quality_ok": True},
    )
    chance, model, done = random.Random(7), Counter[tuple[str, str, str]](), 0
    kinds = sorted(PARTS.kinds)
    for _ in range(100):
        async with db.transaction():
            for _ in range(10):
                lines = []
                for _ in range(10):
                    # mostly from where there is always some, else ten lines at once hardly ever hold
                    source, target = chance.sample(kinds, 2)
                    if chance.random() < 0.9 and target != "supplier":
                        source = "supplier"
                    lines.append(
                        (
                            source,
                            chance.choice("ab"),
                            target,
                            chance.choice("ab"),
                            chance.choice("xy"),
                            chance.randint(1, 3),
                        )
                    )
                done += await _posted(lines, model, outcome.uid, outcome.id)
    assert 50 < done < 1000
    held = dict(await depot.balances())
    assert held == {place: n for place, n in model.items() if n}
    assert all(n >= 0 for (kind, _o, _i), n in held.items() if kind not in PARTS.negative)
    assert await verify(host) == []


async def _posted(
    lines: list[tuple[str, str, str, str, str, int]], model: Counter[tuple[str, str, str]], uid: str, basis: int
) -> int:
    after = Counter(model)
    for kind, owner, to_kind, to_owner, item, qty in lines:
        after[kind, owner, item] -= qty
        after[to_kind, to_owner, item] += qty
    fits = all(n >= 0 for (kind, _o, _i), n in after.items() if kind not in PARTS.negative)
    try:
        await posting.post(
            PARTS,
            lines,
            uid=uid,
            actor_id=None,
            at=core_clock.now(),
            basis=("vehicle_warranty.stock_take", basis),
            clause=None,
        )
    except Refused:
        assert not fits
        return 0
    assert fits
    model.clear()
    model.update(after)
    return 1


Counting = Callable[[], AbstractContextManager[list[str]]]


async def test_an_issue_costs_at_most_eight_statements_for_its_posting(
    depot: Depot, make: Make, statements: Counting
) -> None:
    await depot.stocked()
    await depot.submitted()
    await depot.do("requisition.approve")
    keeper, row = await make.actor("keeper"), await depot.row("requisition")
    with statements() as seen:
        await perform("vehicle_warranty.requisition.issue", keeper, subject=row.id)
    assert len(seen) <= 12, seen
    assert sum("core_account" in s or "core_entry" in s or "requisition_line" in s for s in seen) <= 8
