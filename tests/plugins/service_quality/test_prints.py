"""What goes on paper: whose head it bears, who keeps which copy, whether it was drawn before, whether it is ours; many at once."""

from __future__ import annotations

import re
from html import unescape

import pytest

from core.acts.perform import perform
from core.i18n import gettext
from core.models import Department, Printed
from core.models.access import SYSTEM
from core.services import batch
from core.testing.client import Client
from tests.plugins.service_quality.flow import PATH, Flow

BATCH = f"{PATH}/batch/print_request_form"


@pytest.fixture
async def flow(flow: Flow) -> Flow:
    return await flow.to("visiting")


async def _issue(flow: Flow, client: Client, login: str = "technician", name: str = "request_form") -> str:
    """The number of a document issued now."""
    visitor = await client.as_(login)
    key = f"k{await Printed.all().count()}"
    sent = await visitor.post(f"{PATH}/{flow.number}/prints/{name}", {"key": key})
    assert sent.status_code == 303, sent.text[:400]
    return sent.headers["location"].rpartition("/")[2]


async def _page(client: Client, path: str, login: str = "technician") -> str:
    answer = await (await client.as_(login)).get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return unescape(answer.text)


async def _head(flow: Flow, **data: object) -> None:
    await perform("core.letterhead.set", SYSTEM, {"company": "总公司", "address": "一号路 1 号", **data})
    await flow.host.refresh()


async def test_the_letterhead_of_the_issue_stays(flow: Flow, client: Client) -> None:
    before = await _issue(flow, client)
    await _head(flow, phone="010-8888 0000")
    await flow.do("log_call", {"said": "何时来？", "answer": "明日"})
    after = await _issue(flow, client)
    assert "一号路 1 号" not in await _page(client, f"/print/{before}")
    shown = await _page(client, f"/print/{after}")
    for words in ("总公司", "一号路 1 号", "010-8888 0000"):
        assert words in shown
    north = await Department.get(id=(await flow.row()).department_id)
    await _head(flow, company="北方分公司", department=north.id)
    await flow.do("log_call", {"said": "何时来？", "answer": "明日"})
    assert "北方分公司" in await _page(client, f"/print/{await _issue(flow, client)}")
    assert "北方分公司" not in await _page(client, f"/print/{after}")


async def test_each_copy_says_who_keeps_it(flow: Flow, client: Client) -> None:
    shown = await _page(client, f"/print/{await _issue(flow, client)}")
    for n, keeper in enumerate(("Kept by the service point", "Kept by the customer"), start=1):
        assert gettext("Copy %(n)s of %(total)s", n=n, total=2) in shown
        assert gettext(keeper) in shown


async def test_what_is_drawn_later_or_by_another_is_a_duplicate(flow: Flow, client: Client, clock) -> None:
    number, mark = await _issue(flow, client), gettext("Duplicate, drawn %(at)s by %(who)s", at="", who="").split()[0]
    assert mark not in await _page(client, f"/print/{number}")
    assert mark in await _page(client, f"/print/{number}", "manager")
    clock.advance(minutes=31)
    assert mark in await _page(client, f"/print/{number}")


async def test_the_code_on_the_sheet_leads_to_its_check(flow: Flow, client: Client) -> None:
    number = await _issue(flow, client)
    found = re.search(r"http[^<]*(/check/[^<]+)</title>", await _page(client, f"/print/{number}"))
    assert found
    path = found[1]
    right = gettext("This document was issued here, and it is the last one of its kind.")
    # anybody of the staff may check a sheet, also one that lies outside his cases, and learns nothing of what it says
    shown = await _page(client, path, "south")
    assert right in shown
    assert f"/print/{number}" not in shown
    assert flow.customer.number not in shown
    assert f"/print/{number}" in await _page(client, path)
    assert right not in await _page(client, f"{path[:-1]}{'0' if path[-1] != '0' else '1'}")
    await flow.do("log_call", {"said": "何时来？", "answer": "明日"})
    later = await _issue(flow, client)
    shown = await _page(client, path)
    assert right not in shown
    assert later in shown
    visitor = await client.as_("south")
    assert (await visitor.get("/check/NONE-1")).status_code == 404
    assert (await client.get(path)).status_code == 303


async def test_many_are_issued_row_by_row_and_open_as_one_document(flow: Flow, client: Client) -> None:
    first = flow.number
    await flow.to("visiting")
    visitor = await client.as_("manager")
    listed = (await visitor.get(PATH)).text
    assert BATCH in listed
    sent = await visitor.post(BATCH, {"batch_row": [first, flow.number, "FW-0"], "key": "run"})
    assert sent.status_code == 303, sent.text[:300]
    task = await _page(client, sent.headers["location"], "manager")
    run = re.search(r"/print/run/[\w-]+", task)
    assert run
    shown = await _page(client, run[0], "manager")
    kept = await Printed.all().order_by("id")
    assert [row.number.rpartition("-")[0] for row in kept] == [first, flow.number]
    assert shown.count('<section class="sheet"') == 2 * len(kept)
    assert shown.index(kept[0].number) < shown.index(kept[1].number)
    assert len(set(re.findall(r'id="([^"]*copy-\d)"', shown))) == 4
    assert (await (await client.as_("technician")).get(run[0])).status_code == 404
    again = await visitor.post(BATCH, {"batch_row": [first, flow.number, "FW-0"], "key": "run"})
    assert again.headers["location"] == sent.headers["location"]
    assert await Printed.all().count() == 2


async def test_no_more_documents_at_once_than_a_run_holds(flow: Flow, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(batch, "MOST_PRINTS", 1)
    sent = await (await client.as_("manager")).post(BATCH, {"batch_row": [flow.number, "FW-0"], "key": "run"})
    assert sent.status_code == 422
    assert await Printed.all().count() == 0
