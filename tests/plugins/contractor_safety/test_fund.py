"""The ring-fenced fund: no money without an approved method, none for a use it does not permit, and never more than there is."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.acts.perform import perform
from core.acts.verify import verify
from core.models import Account
from core.testing.refusals import named_by
from tests.plugins.contractor_safety.yard import Yard


async def _balance(kind: str = "deposit") -> int:
    rows = await Account.filter(book="contractor_safety.fund", kind=kind).values("balance")
    return sum(row["balance"] for row in rows)


@pytest.mark.clause("CS-3.5.4")
async def test_s24_method_deposit_forbidden_use_refund(yard: Yard) -> None:
    org = await yard.org()
    deposit = {"org": org, "amount": "50000.00"}
    assert named_by(await yard.attempt("fund_move", "deposit", deposit), "CS-3.5.4")["keys"] == ["method"]
    assert await _balance() == 0
    await yard.method()
    await yard.do("fund_move", "deposit", deposit)
    pay = {"org": org, "account": "deposit", "amount": "3000.00", "purpose": "canteen"}
    assert named_by(await yard.attempt("fund_move", "pay", pay), "CS-3.5.4")["keys"] == ["purpose"]
    visitor = await yard.client.as_("fund_keeper")
    page = await visitor.form("/s/contractor_safety/fund_move", "pay", pay)
    assert page.status_code == 409
    assert "canteen" in page.text, "what was typed stays"
    assert await _balance() == 5_000_000
    await yard.do("fund_move", "refund", {"org": org, "amount": "20000.00"})
    assert await _balance() == 3_000_000
    for purpose in ("damage", "抵押情形下的损失赔偿"):
        await yard.do("fund_move", "pay", {**pay, "amount": "100.00", "purpose": purpose})
    assert await _balance("used") == 20_000
    assert await verify(yard.host) == []


@pytest.mark.clause("CS-3.5.4")
async def test_never_more_than_was_deposited_by_this_company(yard: Yard) -> None:
    await yard.method()
    first = await yard.org()
    await yard.do("fund_move", "deposit", {"org": first, "amount": "100.00"})
    second = await yard.org(name="另一公司")
    for org, amount in ((first, "100.01"), (second, "0.01")):
        answer = await yard.attempt("fund_move", "refund", {"org": org, "amount": amount})
        assert answer.status_code == 409
        assert answer.json()["refusals"][0]["clause"] == "CS-3.5.4"
    pay = {"account": "penalty", "amount": "1.00", "purpose": "training"}
    assert (await yard.attempt("fund_move", "pay", pay)).status_code == 409
    wrong = await yard.attempt("fund_move", "deposit", {"org": first, "amount": "1.005"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "amount")


@pytest.mark.clause("CS-3.5.4")
async def test_a_method_counts_only_when_the_safety_department_approved_it(yard: Yard) -> None:
    await yard.do("fund_method", "draft", {"title": "办法", "text": "专款专用", "uses": [{"use": "培训演练"}]})
    assert named_by(await yard.attempt("fund_method", "enforce"), "CS-3.5.4")["keys"] == ["approval"]
    asked = await yard.do("fund_method", "ask_method", {})
    visitor = await yard.client.as_("letting_dept")
    denied = await visitor.act(f"/s/core/approval/{asked['approval']}", "approve", {})
    assert denied.status_code in (403, 404, 409)
    safety = await yard.client.as_("safety_company")
    assert (await safety.act(f"/s/core/approval/{asked['approval']}", "approve", {})).status_code == 200
    await yard.do("fund_method", "change", {"title": "办法", "text": "改过", "uses": [{"use": "培训演练"}]})
    assert named_by(await yard.attempt("fund_method", "enforce"), "CS-3.5.4")["keys"] == ["approval"]


@pytest.mark.clause("CS-3.5.4")
async def test_the_uses_are_those_of_the_method_in_force(yard: Yard) -> None:
    await yard.method(uses=[{"use": "培训演练"}])
    org = await yard.org()
    await yard.do("fund_move", "deposit", {"org": org, "amount": "10.00"})
    assert named_by(await yard.attempt("fund_move", "refund", {"org": org, "amount": "1.00"}), "CS-3.5.4")
    pay = {"org": org, "account": "deposit", "amount": "1.00"}
    await yard.do("fund_move", "pay", {**pay, "purpose": "培训演练"})
    assert named_by(await yard.attempt("fund_move", "pay", {**pay, "purpose": "training"}), "CS-3.5.4")
    await yard.method()
    states = await yard.model("fund_method").all().order_by("id").values_list("state", flat=True)
    assert states == ["replaced", "in_force"]
    await yard.do("fund_move", "pay", {**pay, "purpose": "training"})


_MOVES = st.lists(
    st.tuples(st.sampled_from(("deposit", "refund", "pay")), st.integers(0, 1), st.integers(1, 400), st.booleans()),
    max_size=14,
)
Moves = list[tuple[str, int, int, bool]]


def _histories() -> list[Moves]:
    drawn: list[Moves] = []

    @settings(max_examples=12, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_MOVES)
    def draw(moves: Moves) -> None:
        drawn.append(moves)

    draw()
    return drawn


@pytest.mark.clause("CS-3.5.4")
async def test_the_ledger_always_adds_up(yard: Yard, refused: Any) -> None:
    """Any order of moves: each is judged as by a purse of each depositor kept beside, and the entries add up to zero."""
    await yard.method()
    keeper = await yard.make.actor("fund_keeper")
    numbers = [await yard.org(name=name) for name in ("甲公司", "乙公司")]
    orgs = [(await yard.model("org").get(number=number)).id for number in numbers]
    purse: dict[int, int] = defaultdict(int)
    for kind, which, yuan, permitted in (move for moves in _histories() for move in moves):
        org, fen = orgs[which], yuan * 100
        data = {"org": org, "amount": f"{yuan}.00"}
        if kind == "pay":
            data |= {"purpose": "damage" if permitted else "canteen", "account": "deposit"}
        allowed = kind == "deposit" or (purse[org] >= fen and (kind == "refund" or permitted))
        if not allowed:
            with refused("CS-3.5.4"):
                await perform(f"contractor_safety.fund_move.{kind}", keeper, data)
            continue
        await perform(f"contractor_safety.fund_move.{kind}", keeper, data)
        purse[org] += fen if kind == "deposit" else -fen
    rows = Account.filter(book="contractor_safety.fund", kind="deposit")
    held = {int(owner): balance for owner, balance in await rows.values_list("owner", "balance")}
    assert {org: held.get(org, 0) for org in orgs} == {org: purse[org] for org in orgs}
    assert sum(await yard.model("fund_move").all().values_list("signed", flat=True)) == sum(purse.values())
    assert await verify(yard.host) == []
