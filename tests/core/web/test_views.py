"""What readers keep about a list: columns and views, own and shared; and what is made of all its rows: totals, cross-tab."""

from __future__ import annotations

import csv
import io
import re

import pytest

from core import db
from core.acts.perform import perform
from core.host.host import Host
from core.models import SavedView, User
from core.models.access import SYSTEM
from tests.core.web.company import csrf_of, enquiry, house, send  # noqa: F401
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


def heads(page: str) -> int:
    """How many columns the table has, without the one that chooses rows."""
    head = page[page.index("<thead>") : page.index("</thead>")]
    return len(re.findall("<th[ >]", head)) - head.count("checkbox")


async def post(browser: Browser, path: str, data: dict[str, object]) -> str:
    """POST from the list's page; where it leads."""
    token = csrf_of((await browser.get(CUSTOMERS)).text)
    answer = await browser.http.post(path, data={"csrf": token, **data})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_columns_of_the_address_come_in_its_order(kefu: Browser) -> None:
    body = (await kefu.get(f"{CUSTOMERS}.json", params={"cols": "phone,name"})).json()
    assert list(body["rows"][0]) == ["number", "state", "href", "phone", "name"]
    page = (await kefu.get(CUSTOMERS, params={"cols": "phone,name"})).text
    assert page.index("13800001111") < page.index("客户甲")


@pytest.mark.parametrize("cols", ["password", "name,password", "owner__password", "id__gt", ",", "name,,phone"])
async def test_unknown_columns_are_422_on_page_and_twins(kefu: Browser, cols: str) -> None:
    for path in (CUSTOMERS, f"{CUSTOMERS}.json", f"{CUSTOMERS}.csv"):
        assert (await kefu.get(path, params={"cols": cols})).status_code == 422


async def test_columns_chosen_stay_the_users_own(kefu: Browser, other: Browser) -> None:
    assert (
        await post(kefu, f"{CUSTOMERS}/columns", {"col": ["name", "phone"], "query": "sort=name"})
        == f"{CUSTOMERS}?sort=name"
    )
    await post(kefu, f"{CUSTOMERS}/columns", {"col": ["name"], "query": ""})
    page = (await kefu.get(CUSTOMERS)).text
    assert heads(page) == 1
    assert "cols=name" in page  # its exports have the same columns
    await other.sign_in("shenji")
    assert heads((await other.get(CUSTOMERS)).text) > 1
    await post(kefu, f"{CUSTOMERS}/columns", {"query": ""})
    assert heads((await kefu.get(CUSTOMERS)).text) > 1
    token = csrf_of((await kefu.get(CUSTOMERS)).text)
    for data in ({"col": "password"}, {"col": "name", "query": "id__gt=0"}):
        assert (await kefu.http.post(f"{CUSTOMERS}/columns", data={"csrf": token, **data})).status_code == 422


async def test_a_view_is_saved_stands_as_a_tab_and_goes(kefu: Browser, other: Browser) -> None:
    back = await post(
        kefu, f"{CUSTOMERS}/views", {"name": "我的东区", "query": "q=客户&sort=name&after=x", "key": "v1"}
    )
    assert "after" not in back
    page = (await kefu.get(back)).text
    tab = re.search(r'<a href="([^"]+)" aria-current="true">我的东区</a>', page)
    assert tab
    tabs = page[page.index('class="views"') :]
    assert tabs[: tabs.index("</nav>")].count("aria-current") == 1
    await other.sign_in("shenji")
    assert "我的东区" not in (await other.get(CUSTOMERS)).text
    assert "我的东区" not in (await kefu.get(ENQUIRIES)).text
    number = (await SavedView.get()).number
    await send(kefu, f"/s/core/view/{number}/acts/rename", {"data": {"name": "东"}})
    assert ">东</a>" in (await kefu.get(CUSTOMERS)).text
    assert (await other.get(f"/s/core/view/{number}")).status_code == 404
    refused = await send(other, f"/s/core/view/{number}/acts/delete", {})
    assert refused.status_code in (403, 404)
    await send(kefu, f"/s/core/view/{number}/acts/delete", {})
    assert ">东</a>" not in (await kefu.get(CUSTOMERS)).text


@pytest.mark.parametrize(
    "data",
    [
        {"on": "core.customer", "query": "password=x"},
        {"on": "core.customer", "query": "cols=password"},
        {"on": "core.customer", "query": "sort=-owner__password"},
        {"on": "core.policy_value", "query": ""},
    ],
)
async def test_only_what_the_list_takes_is_kept(kefu: Browser, data: dict[str, str]) -> None:
    answer = await send(kefu, "/s/core/view/acts/save", {"data": {"name": "x", **data}})
    assert answer.status_code == 409, answer.text
    assert (await send(kefu, "/s/core/view/acts/save", {"data": {"name": "x", "on": "nothing"}})).status_code == 422
    assert await SavedView.all().count() == 0


@pytest.mark.parametrize("share", [{"role": "technician"}, {"department": "point"}])
async def test_a_manager_shares_and_the_others_see_only_their_rows(
    kefu: Browser,
    other: Browser,
    house: Host,  # noqa: F811
    share: dict[str, str],
) -> None:
    await post(kefu, f"{CUSTOMERS}/views", {"name": "共享", "query": "sort=name"})
    view = await SavedView.get()
    if "department" in share:
        found = house.directory.by_code(share["department"])
        assert found
        share = {"department": str(found.id)}
    await other.sign_in("jishu")
    assert "共享" not in (await other.get(CUSTOMERS)).text
    done = await send(kefu, f"/s/core/view/{view.number}/acts/share", {"data": share})
    assert done.status_code == 200, done.text
    page = (await other.get(CUSTOMERS)).text
    assert "共享" in page
    assert "客户乙" not in page
    assert (await send(other, f"/s/core/view/{view.number}/acts/rename", {"data": {"name": "y"}})).status_code in (
        403,
        404,
    )
    await send(kefu, f"/s/core/view/{view.number}/acts/share", {"data": {}})
    assert "共享" not in (await other.get(CUSTOMERS)).text


async def test_only_a_manager_shares(other: Browser, house: Host) -> None:  # noqa: F811
    await other.sign_in("jishu")
    await post(other, f"{CUSTOMERS}/views", {"name": "n", "query": ""})
    number = (await SavedView.get()).number
    assert (await send(other, f"/s/core/view/{number}/acts/share", {"data": {"role": "agent"}})).status_code == 403


async def test_views_and_columns_cost_no_statement(kefu: Browser) -> None:
    await post(kefu, f"{CUSTOMERS}/views", {"name": "n", "query": "sort=name"})
    for path in (CUSTOMERS, f"{CUSTOMERS}?q=客户"):
        with db.counted() as statements:
            assert (await kefu.get(path)).status_code == 200
        assert len(statements) <= 6, statements


async def test_the_cross_tab_counts_and_leads_to_the_rows(kefu: Browser) -> None:
    numbers = [await enquiry(kefu, question=f"问{n}") for n in range(4)]
    await send(kefu, f"{ENQUIRIES}/{numbers[0]}/acts/answer", {"data": {"answer": "八元"}})
    page = (await kefu.get(f"{ENQUIRIES}/cross")).text
    links = [
        (href.replace("&amp;", "&"), int(n))
        for href, n in re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)
    ]
    assert sum(n for _href, n in links) == 4
    for href, n in links:
        assert (await kefu.get(href.replace("?", ".json?"))).json()["count"]["n"] == n
    answer = await kefu.get(f"{ENQUIRIES}/cross.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(cell) for row in rows[1:] for cell in row[1:]) == 4


@pytest.mark.parametrize(
    "query", [{"rows": "password"}, {"rows": "state", "cols": "state"}, {"cols": "id"}, {"x": "1"}]
)
async def test_no_cross_tab_over_what_is_not_declared(kefu: Browser, query: dict[str, str]) -> None:
    assert (await kefu.get(f"{ENQUIRIES}/cross", params=query)).status_code == 422
    assert (await kefu.get(f"{ENQUIRIES}/cross.csv", params=query)).status_code == 422


async def test_the_cross_tab_knows_scope(browser: Browser, other: Browser) -> None:
    await other.sign_in("kefu")
    await browser.sign_in("jishu")
    for who, total in ((other, 3), (browser, 1)):
        rows = list(csv.reader(io.StringIO((await who.get(f"{CUSTOMERS}/cross.csv")).content.decode("utf-8-sig"))))
        assert sum(int(cell) for row in rows[1:] for cell in row[1:]) == total
