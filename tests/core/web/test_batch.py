"""One act on many rows: each judged on its own, each answered, nothing done twice, and many done behind the page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from core import clock
from core.acts.many import perform_many
from core.acts.perform import perform
from core.acts.verify import verify
from core.host.host import Host
from core.models import Customer, Enquiry, Journal, Task, User
from core.models.access import SYSTEM
from core.services import tasks
from core.services.batch import fits
from tests.core.web.company import enquiry, hidden_of, house, send  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio
CUSTOMERS, ENQUIRIES = "/s/core/customer", "/s/core/enquiry"


@pytest.fixture
async def kefu(browser: Browser) -> Browser:
    """Of the service desk, and a manager besides."""
    user = await User.get(login="kefu")
    await perform("core.user.grant", SYSTEM, {"role": "manager", "scope": "all"}, subject=user.id)
    await browser.sign_in("kefu")
    return browser


async def _many(count: int) -> list[str]:
    rows = [{"code": f"B-{n:04d}", "name": f"批量{n}", "region": "东区"} for n in range(count)]
    results = await perform_many("core.customer.register", SYSTEM, rows, key_prefix="test")
    return [r.outcome.number for r in results if r.outcome]


async def _archive(browser: Browser, **body: Any) -> dict[str, Any]:
    answer = await send(browser, f"{CUSTOMERS}/batch/archive", body)
    assert answer.status_code in (200, 202), answer.text
    return dict(answer.json())


async def test_each_row_has_its_own_end_in_the_order_asked(kefu: Browser, house: Host) -> None:  # noqa: F811
    numbers = [await enquiry(kefu, question=f"问{n}") for n in range(3)]
    await send(kefu, f"{ENQUIRIES}/{numbers[1]}/acts/answer", {"data": {"answer": "早答了"}})
    await send(kefu, f"{ENQUIRIES}/{numbers[1]}/acts/close", {})
    asked = [numbers[2], "ZX-1", numbers[1], numbers[0]]
    answer = await send(kefu, f"{ENQUIRIES}/batch/answer", {"numbers": asked, "data": {"answer": "八元"}, "key": "k1"})
    assert answer.status_code == 200
    body = answer.json()
    assert [(r["number"], r["outcome"]) for r in body["results"]] == [
        (numbers[2], "done"),
        ("ZX-1", "not_found"),
        (numbers[1], "refused"),
        (numbers[0], "done"),
    ]
    assert body["counts"] == {"done": 2, "refused": 1, "not_found": 1}
    assert {e.number: e.answer for e in await Enquiry.all()} == dict(
        zip(numbers, ("八元", "早答了", "八元"), strict=True)
    )
    assert await verify(house) == []


async def test_a_gate_refuses_with_clause_and_sentence_in_every_row(kefu: Browser) -> None:
    numbers = [await enquiry(kefu, question=f"问{n}") for n in range(2)]
    answer = await send(kefu, f"{ENQUIRIES}/batch/answer", {"numbers": numbers, "data": {"answer": "不!"}})
    for row in answer.json()["results"]:
        assert row["outcome"] == "refused"
        assert row["refusals"][0]["clause"] == "MN-1"
        assert row["refusals"][0]["keys"] == ["answer", "customer"]
        assert "Rules of manners" in row["refusals"][0]["message"]
    assert await Enquiry.filter(answer="不!").count() == 0
    assert await Journal.filter(act="core.enquiry.answer", refused=True).count() == 2


async def test_a_warning_stops_the_row_until_it_is_confirmed(kefu: Browser) -> None:
    numbers = [await enquiry(kefu, question=f"问{n}") for n in range(2)]
    await send(kefu, f"{ENQUIRIES}/batch/answer", {"numbers": numbers, "data": {"answer": "again"}})
    body = (await send(kefu, f"{ENQUIRIES}/batch/close", {"numbers": numbers})).json()
    assert [r["refusals"][0]["kind"] for r in body["results"]] == ["warn", "warn"]
    body = (await send(kefu, f"{ENQUIRIES}/batch/close", {"numbers": numbers, "confirmed": True})).json()
    assert body["counts"] == {"done": 2}


async def test_one_key_makes_twice_once(kefu: Browser) -> None:
    numbers = await _many(3)
    first = await _archive(kefu, numbers=numbers, key="once")
    again = await _archive(kefu, numbers=numbers, key="once")
    assert first == again
    assert first["counts"] == {"done": 3}
    assert await Journal.filter(act="core.customer.archive").count() == 3
    other = await _archive(kefu, numbers=numbers, key="twice")
    assert other["counts"] == {"refused": 3}


async def test_all_of_a_filter(kefu: Browser) -> None:
    await _many(5)
    body = await _archive(kefu, filter={"q": "批量3"})
    assert [r["outcome"] for r in body["results"]] == ["done"]
    assert (await Customer.get(name="批量3")).state == "archived"
    assert await Customer.filter(state="archived").count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"numbers": [], "data": {}},
        {"numbers": ["x"], "filter": {"q": "x"}},
        {"numbers": "x"},
        {"numbers": [1]},
        {"filter": {"password": "x"}},
        {"filter": {"sort": "password"}},
        {"filter": {"id__gt": "0"}},
        {"filter": {"q": "gibtsnicht"}},
        {"numbers": ["x"], "data": {"password": "x"}},
        {"numbers": [str(n) for n in range(1001)]},
        {"numbers": ["x" * 300]},
        {"numbers": ["x"], "owner_id": 1},
    ],
)
async def test_what_cannot_be_understood_is_422_and_changes_nothing(kefu: Browser, body: dict[str, Any]) -> None:
    answer = await send(kefu, f"{CUSTOMERS}/batch/archive", body)
    assert answer.status_code == 422, answer.text
    assert await Customer.filter(state="archived").count() == 0
    assert await Task.all().count() == 0


async def test_rows_out_of_scope_are_not_found_and_filters_do_not_reach_them(browser: Browser, other: Browser) -> None:
    await other.sign_in("kefu")
    await browser.sign_in("jishu")
    far = next(r for r in (await other.get(f"{CUSTOMERS}.json")).json()["rows"] if r["name"] == "客户乙")
    answer = await send(
        browser, "/s/core/customer/batch/add_contact", {"numbers": [far["number"]], "data": {"name": "甲"}}
    )
    if answer.status_code == 200:
        assert answer.json()["counts"] in ({"not_found": 1}, {"refused": 1})
    assert (await Customer.get(number=far["number"])).version == 1


async def test_acts_that_name_one_subject_are_not_offered(kefu: Browser, house: Host) -> None:  # noqa: F811
    acts = {a.full for a in house.registry.acts.values() if fits(a, house.registry.subjects[a.on])}
    assert {"core.customer.archive", "core.enquiry.answer", "core.ticket.hand_over"} <= acts
    assert acts.isdisjoint(
        {"core.customer.edit", "core.customer.register", "core.user.set_password", "core.ticket.open"}
    )
    for act in ("edit", "register", "nothing"):
        assert (await send(kefu, f"{CUSTOMERS}/batch/{act}", {"numbers": ["x"]})).status_code == 404


async def test_without_the_right_every_row_is_refused(browser: Browser, other: Browser) -> None:
    await browser.sign_in("shenji")
    number = (await browser.get(f"{CUSTOMERS}.json")).json()["rows"][0]["number"]
    body = await _archive(browser, numbers=[number])
    assert body["results"][0]["refusals"][0]["kind"] == "permission"
    assert "batch_row" not in (await browser.get(CUSTOMERS)).text


async def test_many_rows_run_as_a_task_and_are_told_exactly(kefu: Browser, house: Host) -> None:  # noqa: F811
    numbers = await _many(120)
    await send(kefu, f"{CUSTOMERS}/batch/archive", {"numbers": numbers[:7]})
    body = await _archive(kefu, filter={"q": "批量"}, key="big")
    assert body["state"] == "waiting"
    assert body["total"] == 120
    page = await kefu.get(f"/tasks/{body['task']}")
    assert 'hx-trigger="every 1s"' in page.text
    assert await tasks.work_waiting(house) == 1
    told = (await kefu.get(body["href"])).json()
    assert (told["state"], told["done"]) == ("done", 120)
    assert told["counts"] == {"done": 113, "refused": 7}
    assert {r["number"] for r in told["results"]} == set(numbers)
    assert await Customer.filter(state="archived").count() == 120
    page = await kefu.get(f"/tasks/{body['task']}")
    assert "every 1s" not in page.text
    assert page.text.count("<tr>") == 121
    assert (await Task.get(uid=body["task"])).seen_at is not None


async def test_a_task_that_a_dead_worker_left_is_finished_and_nothing_done_twice(kefu: Browser, house: Host) -> None:  # noqa: F811
    await _many(60)
    body = await _archive(kefu, filter={"q": "批量"}, key="dead")
    task = await Task.get(uid=body["task"])
    await perform_many(
        "core.customer.archive",
        (await house.actor(task.user_id)) or SYSTEM,
        [{"subject": row_id} for _n, row_id in task.payload["subjects"][:10]],
        key_prefix=task.key,
    )
    past = clock.now() - timedelta(minutes=1)
    await Task.filter(id=task.id).update(state="running", locked_until=past)
    await tasks.work_waiting(house)
    told = (await kefu.get(body["href"])).json()
    assert told["counts"] == {"done": 60}
    assert await Journal.filter(act="core.customer.archive", refused=False).count() == 60


async def test_a_running_task_is_not_taken_by_a_second_worker(kefu: Browser, house: Host) -> None:  # noqa: F811
    await _many(60)
    body = await _archive(kefu, filter={"q": "批量"})
    await Task.filter(uid=body["task"]).update(state="running", locked_until=clock.now() + timedelta(minutes=1))
    assert await tasks.work_waiting(house) == 0


async def test_tasks_are_ones_own_and_go_in_time(kefu: Browser, other: Browser) -> None:
    numbers = await _many(1)
    body = await _archive(kefu, numbers=numbers)
    await other.sign_in("shenji")
    assert (await other.get(f"/tasks/{body['task']}")).status_code == 404
    assert (await other.get(body["href"])).status_code == 404
    await kefu.get(f"/tasks/{body['task']}")
    await tasks.clear(clock.now() + timedelta(hours=2))
    assert await Task.all().count() == 1
    await tasks.clear(clock.now() + timedelta(days=2))
    assert await Task.all().count() == 0


async def test_the_way_through_the_pages(kefu: Browser) -> None:
    numbers = [await enquiry(kefu, question=f"问{n}") for n in range(3)]
    page = (await kefu.get(ENQUIRIES)).text
    assert page.count('name="batch_row"') == 3
    action = re.search(r'formaction="([^"]+/batch/answer)"', page)
    assert action
    form = (await kefu.get(action[1], params=[("batch_row", numbers[0]), ("batch_row", numbers[1])])).text
    sent = {"csrf": hidden_of(form, "csrf"), "key": hidden_of(form, "key"), "batch_row": numbers[:2]}
    wrong = await kefu.http.post(action[1], data={**sent, "answer": ""})
    if wrong.status_code == 422:  # asked for by the form itself
        assert wrong.text.count('name="batch_row"') == 2
    done = await kefu.http.post(action[1], data={**sent, "key": "k9", "answer": "八元"})
    assert done.status_code == 303
    result = (await kefu.get(done.headers["location"])).text
    assert numbers[0] in result
    assert numbers[1] in result
    assert await Enquiry.filter(answer="八元").count() == 2
    whole = re.search(r'href="([^"]+/batch/close\?[^"]+)"', page)
    assert whole
    form = (await kefu.get(whole[1].replace("&amp;", "&"))).text
    assert 'name="batch_filter"' in form
    sent = {"csrf": hidden_of(form, "csrf"), "key": hidden_of(form, "key"), "batch_filter": "view=all"}
    done = await kefu.http.post(f"{ENQUIRIES}/batch/close", data=sent)
    assert done.status_code == 303
    assert (await kefu.get(done.headers["location"])).text.count("<tr>") == 4
