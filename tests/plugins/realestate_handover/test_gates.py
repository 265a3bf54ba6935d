"""Each gate of a sale file and its tracks, tried on JSON, form and batch: the clause is named and nothing changes."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

import pytest

from core.acts.many import perform_many
from core.api import gettext
from core.models import Journal
from tests.plugins.realestate_handover.estate import Estate

Way = Callable[[Estate], Awaitable[Any]]
LOAN = {"file": "@sale_file", "bank": "示例银行", "loan_amount": "700000.00", "papers": "收入证明"}


class Try(NamedTuple):
    """After `way`, the act with this input is refused by `clause`, missing `keys`. "@sale_file" stands for the number in hand."""

    name: str
    way: Way
    act: str
    clause: str
    keys: tuple[str, ...]
    data: Mapping[str, Any] = {}
    login: str = "after_sales"


async def _lump(e: Estate) -> None:
    await e.terms(("2030-05-10", "1000000.00"), method="lump_sum")


async def _paid(e: Estate) -> None:
    await e.registered()
    await e.do("sale_file.book", {"amount": "1000000.00"})


TRIES = (
    Try(
        "classify",
        lambda e: e.contract(),
        "sale_file.classify",
        "RE-2.1",
        ("registration",),
        {"payment_method": "mortgage"},
    ),
    Try(
        "book",
        lambda e: e.contract(),
        "sale_file.book",
        "RE-2.1",
        ("registration",),
        {"amount": "1.00"},
        "sales_finance",
    ),
    Try(
        "loan-early",
        lambda e: e.contract(payment_method="mortgage"),
        "mortgage.submit",
        "RE-2.1",
        ("registration",),
        LOAN,
    ),
    Try("loan", lambda e: e.registered("lump_sum"), "mortgage.submit", "RE-2.2", ("payment_method",), LOAN),
    Try(
        "loan-over",
        lambda e: e.registered(),
        "mortgage.submit",
        "RE-2.2",
        ("loan_amount",),
        {**LOAN, "loan_amount": "1000000.01"},
    ),
    Try("unclassed", lambda e: e.registered(""), "sale_file.classify", "RE-2.2", ("payment_method",)),
    Try("bank", lambda e: e.submitted(), "mortgage.approve", "RE-2.2", ("approval_no",)),
    Try("asked", lambda e: e.submitted(), "mortgage.follow_up", "RE-2.2", ("contact", "result")),
    Try(
        "arrival",
        lambda e: e.approved(),
        "mortgage.book",
        "RE-2.2",
        ("amount",),
        {"amount": "700000.01"},
        "sales_finance",
    ),
    Try("term", _lump, "term.book", "RE-2.3", ("amount",), {"amount": "1000000.01"}, "sales_finance"),
    Try("untold", _lump, "term.notify", "RE-2.3", ("channel",)),
    Try("price", _paid, "sale_file.book", "RE-2.3", ("amount",), {"amount": "0.01"}, "sales_finance"),
    Try(
        "notary",
        lambda e: e.registered(),
        "sale_file.notarize",
        "RE-1.1",
        ("notary_office", "notary_no", "notarized_on"),
    ),
    Try("authority", lambda e: e.handed_over(), "title.contact", "RE-2.5", ("authority",), {}, "title_clerk"),
    Try(
        "alone",
        lambda e: e.registered(),
        "title.self_handle",
        "RE-2.5",
        ("declared_on", "declaration"),
        {},
        "title_clerk",
    ),
    Try("receipt", lambda e: e.title_ready(), "title.lodge", "RE-2.10", ("receipt_no",), {}, "title_clerk"),
    Try("close", lambda e: e.registered(), "sale_file.close", "RE-1.1", ("move_in", "titles", "collection")),
)


@pytest.mark.clause("RE-1.1")
@pytest.mark.clause("RE-2.1")
@pytest.mark.clause("RE-2.2")
@pytest.mark.clause("RE-2.3")
@pytest.mark.clause("RE-2.5")
@pytest.mark.clause("RE-2.10")
@pytest.mark.parametrize("t", TRIES, ids=[t.name for t in TRIES])
async def test_a_gate_refuses_as_json_as_form_and_in_a_batch(estate: Estate, t: Try) -> None:
    await t.way(estate)
    subject, _, act = t.act.partition(".")
    creates = estate.host.registry.acts[f"realestate_handover.{t.act}"].creates
    before = None if creates else await estate.row(subject)
    count, refused = await estate.model(subject).all().count(), await Journal.filter(refused=True).count()

    answer = await estate.attempt(t.act, t.data, login=t.login)
    assert answer.status_code == 409, answer.text[:600]
    named = [r for r in answer.json()["refusals"] if r["clause"] == t.clause and r["kind"] != "state"]
    assert {k for r in named for k in r["keys"]} == set(t.keys)
    assert all(r["cite"] and r["message"] for r in named)

    data = {k: estate.numbers[v[1:]] if str(v).startswith("@") else v for k, v in t.data.items()}
    page = await (await estate.client.as_(t.login)).form(estate.path(subject, act), act, data)
    assert page.status_code == 409, page.text[:300]
    assert gettext(estate.host.registry.clauses[t.clause].cite) in html.unescape(page.text)

    rows = [data if before is None else {"subject": before.id, **data}]
    actor = await estate.make.actor(t.login)
    (result,) = await perform_many(f"realestate_handover.{t.act}", actor, rows, key_prefix="batch")
    assert t.clause in {r.clause for r in result.refusals}, result

    assert await estate.model(subject).all().count() == count
    if before is not None:
        after = await estate.row(subject)
        assert (after.version, after.state) == (before.version, before.state)
    assert await Journal.filter(refused=True).count() == refused + 3
