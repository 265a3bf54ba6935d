"""What lists, pages and acts cost in statements; nothing grows with what is stored; homes, contracts and customers by import."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from core.acts.perform import perform
from core.testing.client import Client
from tests.plugins.realestate_handover.estate import PAPERS, SIGNED, WORKS, Estate

Counting = Callable[[], AbstractContextManager[list[str]]]
LIST, DETAIL, ACT = 6, 10, 12
LOG = 4  # a look at what is confidential is written down first, by an act of its own (RE-2.12)
# acts that open or begin other subjects within themselves: the three tracks of a file, the clocks of both certificates,
# the talk that a notice is, the sum of the file; PostgreSQL locks parents in statements of their own
WITHIN = {"sale_file.register": 7, "movein.hand_over": 4, "term.notify": 2, "term.book": 2}
SUBJECTS = (
    "development",
    "building",
    "milestone",
    "unit",
    "prospect",
    "sale_file",
    "mortgage",
    "term",
    "movein",
    "title",
    "contact",
)


async def everything(e: Estate) -> dict[str, str]:
    await e.terms(("2030-05-10", "400000.00"), ("2030-06-10", "600000.00"))
    await e.do("term.notify", {"channel": "phone", "content": "请付款"})
    await e.do("milestone.add", {"building": "@building", "kind": "topped"})
    await e.do("prospect.register", {"customer": "@customer", "sale_mode": "site", "intent": "A"})
    await e.do(
        "contact.record",
        {"prospect": "@prospect", "channel": "phone", "direction": "in", "purpose": "opinion", "content": "好"},
    )
    kept = dict(e.numbers)
    await e.approved()
    return {**e.numbers, "term": kept["term"]}


@pytest.mark.clause("RE-2.12")
async def test_lists_and_pages_keep_to_their_statements(estate: Estate, client: Client, statements: Counting) -> None:
    numbers = await everything(estate)
    reader = await client.as_("manager")
    await reader.get("/s/realestate_handover/building")  # templates compiled, session touched
    costs = {}
    for subject in SUBJECTS:
        path = f"/s/realestate_handover/{subject}"
        with statements() as listed:
            answer = await reader.get(path)
        assert (answer.status_code, numbers[subject] in answer.text) == (200, True), path
        with statements() as shown:
            answer = await reader.get(f"{path}/{numbers[subject]}")
        assert answer.status_code == 200, path
        costs[subject] = (len(listed), len(shown))
    logged = {s for s in SUBJECTS if estate.host.registry.subjects[f"realestate_handover.{s}"].confidential}
    over = {s: c for s, c in costs.items() if c[0] > LIST or c[1] > DETAIL + (LOG if s in logged else 0)}
    assert over == {}, costs


async def test_acts_keep_to_their_statements(estate: Estate, statements: Counting) -> None:
    make, costs = estate.make, {}

    async def cost(full: str, login: str, data: dict[str, object], subject: int | None = None) -> None:
        actor = await make.actor(login)
        with statements() as seen:
            await perform(f"realestate_handover.{full}", actor, data, subject=subject)
        costs[full] = len(seen)

    await estate.unit("0901")
    unit, customer = await estate.row("unit"), await make.customer()
    signed = {"contract_no": "C-1", "unit": unit.id, "customer": customer.id, "price": "100.00"}
    signed |= {"purchase_kind": "existing", "sale_mode": "site", "payment_method": "instalment"}
    await cost("sale_file.sign", "sales", signed)
    file = await estate.model("sale_file").get(contract_no="C-1")
    await cost("sale_file.register", "after_sales", {"archive_no": "1", "papers": PAPERS}, file.id)
    await cost("sale_file.set_terms", "after_sales", {"terms": [{"due_on": "2030-01-01", "amount": "100.00"}]}, file.id)
    term = await estate.model("term").get(file_id=file.id)
    await cost("term.notify", "after_sales", {"channel": "phone"}, term.id)
    await cost("term.book", "sales_finance", {"amount": "100.00"}, term.id)
    await estate.accept()
    movein = await estate.model("movein").get(file_id=file.id)
    await cost("movein.check", "after_sales", {"works": WORKS}, movein.id)
    await cost("movein.hand_over", "after_sales", {"keys": 1, "received_by": "甲", **SIGNED}, movein.id)
    title = await estate.model("title").get(file_id=file.id, kind="land")
    await cost("title.contact", "title_clerk", {"authority": "局"}, title.id)
    assert {name: n for name, n in costs.items() if n > ACT + WITHIN.get(name, 0)} == {}, costs
