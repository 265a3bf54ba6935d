"""A book is read by those it names, account by account, entry by entry."""

from __future__ import annotations

import pytest

from core.acts.perform import perform
from core.models import Account
from core.testing.client import serving

HERE = "/ledger/foundation/parts"


@pytest.fixture
async def client(host, make, tmp_path):
    agent, customer = await make.actor("agent"), await make.customer()
    job = await perform("foundation.job.open", agent, {"customer": customer.id, "part": "=P1"})
    for count in (3, 4):
        await perform("foundation.job.stock_up", agent, {"part": "=P1", "count": count}, subject=job.id)
    await perform("foundation.job.issue", agent, subject=job.id)
    async with serving(host, tmp_path) as made:
        yield made


async def test_accounts_entries_and_running_balance(client):
    manager = await client.as_("manager")
    page = await manager.get(HERE, kind="store")
    assert page.status_code == 200
    assert ">6</td>" in page.text and ">-7</td>" not in page.text
    assert HERE in (await manager.get("/")).text, "it stands in the menu"
    store = await Account.get(kind="store")
    entries = await manager.get(HERE, account=store.id)
    shown = [entries.text.index(f"<td>{qty}</td><td>{after}</td>") for qty, after in ((-1, 6), (4, 7), (3, 3))]
    assert shown == sorted(shown), "newest first"


async def test_the_file_holds_the_same_and_no_formula(client):
    manager = await client.as_("manager")
    answer = await manager.get(f"{HERE}.csv", kind="store")
    assert answer.text.splitlines()[1:] == ["store,,'=P1,6"]
    store = await Account.get(kind="store")
    lines = (await manager.get(f"{HERE}.csv", account=store.id)).text.splitlines()
    assert [line.split(",")[-2:] for line in lines[1:]] == [["-1", "6"], ["4", "7"], ["3", "3"]]


@pytest.mark.parametrize(
    ("login", "path", "status"),
    [
        ("agent", HERE, 403),
        ("manager", f"{HERE}x", 404),
        ("manager", f"{HERE}?account=99999", 404),
        ("manager", f"{HERE}?account=x", 404),
    ],
)
async def test_who_may_not_and_what_is_not(client, login, path, status):
    assert (await (await client.as_(login)).get(path)).status_code == status
