"""Lists of declared subjects: rows in scope, paging, allow lists, masks, and few statements."""

from __future__ import annotations

import pytest

from core import db
from core.acts.many import perform_many
from core.host.host import Host
from core.models.access import SYSTEM
from tests.core.web.company import enquiry, house  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio
CUSTOMERS = "/s/core/customer"


@pytest.fixture
async def kefu(browser: Browser) -> Browser:
    await browser.sign_in("kefu")
    return browser


async def fill(count: int) -> None:
    rows = [{"code": f"M-{n:04d}", "name": f"同名{n % 3}", "region": "东区"} for n in range(count)]
    results = await perform_many("core.customer.register", SYSTEM, rows, key_prefix="test")
    assert all(r.ok for r in results)


async def test_the_page_shows_rows_and_the_act_that_makes_one(kefu: Browser) -> None:
    page = await kefu.get(CUSTOMERS)
    assert page.status_code == 200
    assert "客户甲" in page.text
    assert "13800001111" in page.text
    assert f'href="{CUSTOMERS}/new/register"' in page.text


async def test_the_twin_has_the_same_rows_and_a_count(kefu: Browser) -> None:
    body = (await kefu.get(f"{CUSTOMERS}.json")).json()
    assert [row["name"] for row in body["rows"]] == ["客户丙", "客户乙", "客户甲"]
    assert body["count"] == {"n": 3, "capped": False}
    assert body["next"] is None


@pytest.mark.parametrize("sort", ["-id", "id", "name", "-name"])
async def test_paging_forth_and_back_shows_every_row_once(kefu: Browser, sort: str) -> None:
    await fill(120)
    seen: list[str] = []
    after, pages = "", []
    while True:
        body = (await kefu.get(f"{CUSTOMERS}.json", params={"sort": sort, "after": after})).json()
        pages.append([row["code"] for row in body["rows"]])
        seen += pages[-1]
        if not body["next"]:
            break
        after = body["next"]
    assert len(seen) == len(set(seen)) == 123
    assert [len(p) for p in pages] == [50, 50, 23]
    back = (await kefu.get(f"{CUSTOMERS}.json", params={"sort": sort, "after": body["prev"]})).json()
    assert [row["code"] for row in back["rows"]] == pages[1]


@pytest.mark.parametrize("way", ["next_late", "-next_late"])
async def test_rows_without_a_deadline_come_last_and_once(kefu: Browser, way: str) -> None:
    for n in range(3):
        await enquiry(kefu, question=f"问题{n}")
    body = (await kefu.get("/s/core/ticket.json", params={"sort": way})).json()
    assert len(body["rows"]) == 3


@pytest.mark.parametrize(
    "query",
    [
        {"password": "x"},
        {"owner__password": "x"},
        {"name": "x"},
        {"id__gt": "1"},
        {"__class__": "x"},
        {"sort": "password"},
        {"sort": "-owner__password"},
        {"sort": "--name"},
        {"kind": "robot"},
        {"department_id": "999"},
        {"department_id": "1 OR 1=1"},
        {"state": "nowhere"},
        {"created_at_from": "soon"},
        {"after": "x"},
        {"after": "W10"},
        {"view": "theirs"},
    ],
)
async def test_unknown_keys_and_values_are_422_and_named(kefu: Browser, query: dict[str, str]) -> None:
    answer = await kefu.get(f"{CUSTOMERS}.json", params=query)
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == list(query)
    assert (await kefu.get(CUSTOMERS, params=query)).status_code == 422


async def test_a_cursor_of_another_sorting_is_refused(kefu: Browser) -> None:
    await fill(60)
    body = (await kefu.get(f"{CUSTOMERS}.json", params={"sort": "-id"})).json()
    answer = await kefu.get(f"{CUSTOMERS}.json", params={"sort": "name", "after": body["next"]})
    assert answer.status_code == 422


async def test_filters_narrow_and_stand_as_chips(kefu: Browser, house: Host) -> None:  # noqa: F811
    point = house.directory.by_code("point")
    assert point
    page = await kefu.get(CUSTOMERS, params={"department_id": str(point.id), "state": "active"})
    assert "客户甲" in page.text
    assert "客户乙" not in page.text
    assert page.text.count('class="chip"') == 2


async def test_words_and_numbers_find(kefu: Browser) -> None:
    rows = (await kefu.get(f"{CUSTOMERS}.json", params={"q": "客户乙"})).json()["rows"]
    assert [r["name"] for r in rows] == ["客户乙"]
    number = rows[0]["number"]
    rows = (await kefu.get(f"{CUSTOMERS}.json", params={"q": number})).json()["rows"]
    assert [r["number"] for r in rows] == [number]


async def test_only_rows_in_scope(browser: Browser) -> None:
    await browser.sign_in("jishu")
    body = (await browser.get(f"{CUSTOMERS}.json")).json()
    assert [row["name"] for row in body["rows"]] == ["客户甲"]
    assert body["count"]["n"] == 1
    page = await browser.get(CUSTOMERS)
    assert "客户乙" not in page.text


async def test_personal_values_are_masked_without_the_right(browser: Browser) -> None:
    await browser.sign_in("shenji")
    page, twin = await browser.get(CUSTOMERS), await browser.get(f"{CUSTOMERS}.json")
    assert "138****1111" in page.text
    assert "13800001111" not in page.text + twin.text
    found = (await browser.get(f"{CUSTOMERS}.json", params={"q": "13800001111"})).json()
    assert found["rows"] == []


async def test_who_may_not_read_is_refused(browser: Browser) -> None:
    assert (await browser.get(f"{CUSTOMERS}.json")).status_code == 401
    await browser.sign_in("kefu")
    assert (await browser.get("/s/core/plugin_switch.json")).status_code == 403


async def test_an_empty_list_says_what_it_is_for(kefu: Browser) -> None:
    page = await kefu.get("/s/core/asset")
    assert 'class="blank"' in page.text
    assert 'href="/s/core/asset/new/register"' in page.text
    page = await kefu.get(CUSTOMERS, params={"q": "没有这个人"})
    assert 'class="blank"' in page.text


async def test_htmx_gets_only_the_changing_part(kefu: Browser) -> None:
    part = await kefu.get(CUSTOMERS, headers={"hx-request": "true"})
    assert "客户甲" in part.text
    assert "<html" not in part.text


async def test_a_page_takes_at_most_six_statements(kefu: Browser) -> None:
    await fill(60)
    for path in (CUSTOMERS, "/s/core/ticket?sort=next_late", f"{CUSTOMERS}.json?q=同名1"):
        with db.counted() as statements:
            assert (await kefu.get(path)).status_code == 200
        assert len(statements) <= 6, statements


async def test_counting_stops_at_the_cap(kefu: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.web.listing.CAP", 2)
    assert (await kefu.get(f"{CUSTOMERS}.json")).json()["count"] == {"n": 2, "capped": True}
    assert "2+" in (await kefu.get(CUSTOMERS)).text


async def test_no_list_takes_a_key_it_has_not_declared(kefu: Browser, house: Host) -> None:  # noqa: F811
    keys = [
        "password",
        "id",
        "pk",
        "owner__password",
        "owner_id__gt",
        "customer__phone__startswith",
        "__class__",
        "order_by",
        "limit",
    ]
    lists = [n for n, screen in house.registry.screens.items() if {"agent"} & set(screen.roles)]
    assert len(lists) >= 4
    for name in lists:
        for key in keys:
            path = f"/s/{name.replace('.', '/')}.json"
            assert (await kefu.get(path, params={key: "1"})).status_code == 422, (name, key)
            if key != "id":
                assert (await kefu.get(path, params={"sort": f"-{key}"})).status_code == 422, (name, key)
