"""What a decision at the gate and a look at the board cost in statements, however many people there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import pytest

from core.acts.perform import perform
from core.errors import Refused
from tests.plugins.contractor_safety.yard import Yard

Counting = Callable[[], AbstractContextManager[list[str]]]
READS, WRITES, ACT, PAGE, LIST = 5, 4, 12, 14, 6


def _split(seen: Sequence[str]) -> tuple[int, int]:
    """(reads, writes); a statement that writes and answers is a write."""
    writes = sum(1 for text in seen if text.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")))
    return len(seen) - writes, writes


async def test_a_decision_takes_at_most_five_reads_and_four_writes(yard: Yard, statements: Counting) -> None:
    number = await yard.permit()
    guard = await yard.make.actor("gatekeeper")
    for data in ({"permit": number}, {"permit": number, "area": "高炉区"}):
        with statements() as seen:
            made = await perform("contractor_safety.entry.admit", guard, data)
        reads, writes = _split(seen)
        assert (reads <= READS, writes <= WRITES) == (True, True), seen
        with statements() as seen:
            await perform("contractor_safety.entry.leave", guard, subject=made.id)
        assert len(seen) <= ACT, seen
    await yard.do("stop_work", "order", {"engagement": yard.numbers["engagement"], "reason": "x", "severity": "minor"})
    with statements() as seen, pytest.raises(Refused):
        await perform("contractor_safety.entry.admit", guard, {"permit": number})
    reads, writes = _split(seen)
    assert (reads <= READS, writes <= WRITES) == (True, True), seen


async def test_acts_pages_and_lists_keep_their_bounds(yard: Yard, statements: Counting) -> None:
    await yard.permit()
    safety = await yard.make.actor("safety_company")
    permit = (await yard.row("permit")).id
    with statements() as seen:
        await perform("contractor_safety.permit.enter", safety, {}, subject=permit)
    assert len(seen) <= ACT, seen
    for subject, act, data in (
        ("inspection", "record", {"place": "甲", "findings": "乙", "defects": True, "agreement_kept": True}),
        ("violation", "find", {"kind": "rules", "description": "甲"}),
        ("stop_work", "order", {"reason": "甲", "severity": "minor"}),
    ):
        sent = {"engagement": yard.numbers["engagement"], **data}
        with statements() as seen:
            made = await perform(f"contractor_safety.{subject}.{act}", safety, sent)
        assert len(seen) <= ACT, (subject, seen)
        yard.numbers[subject] = made.number
    sent = {"person": yard.numbers["person"], "happened_at": yard.clock.now().isoformat(), "event": "甲"}
    with statements() as seen:
        yard.numbers["injury"] = (await perform("contractor_safety.injury.report", safety, sent)).number
    assert len(seen) <= ACT, seen
    yard.numbers["entry"] = (await yard.model("entry").get()).number
    visitor = await yard.client.as_("safety_company")
    for subject in ("entry", "inspection", "violation", "stop_work", "injury", "fund_method", "fund_move"):
        with statements() as seen:
            assert (await visitor.get(f"/s/contractor_safety/{subject}")).status_code == 200
        assert len(seen) <= LIST, (subject, len(seen), seen)
    for subject in ("entry", "inspection", "violation", "stop_work", "injury"):
        with statements() as seen:
            assert (await visitor.get(yard.path(subject))).status_code == 200
        assert len(seen) <= 10, (subject, len(seen), seen)
    with statements() as seen:
        assert (await visitor.get("/p/contractor_safety/board")).status_code == 200
    assert len(seen) <= PAGE, seen
