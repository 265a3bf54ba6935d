"""The page of a subject: what it shows, to whom, and at what cost."""

from __future__ import annotations

import pytest

from core import db
from tests.core.web.company import enquiry, house, send  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio


@pytest.fixture
async def kefu(browser: Browser) -> Browser:
    await browser.sign_in("kefu")
    return browser


async def customer(browser: Browser, at: int = -1) -> str:
    return str((await browser.get("/s/core/customer.json")).json()["rows"][at]["href"])


async def test_a_case_shows_state_steps_acts_facts_and_history(kefu: Browser) -> None:
    number = await enquiry(kefu, question="滤网多久洗一次")
    page = (await kefu.get(f"/s/core/enquiry/{number}")).text
    assert 'aria-current="step"' in page
    assert f'class="btn primary" href="/s/core/enquiry/{number}/acts/answer"' in page
    assert page.count("滤网多久洗一次") >= 2  # as a fact and in the history
    assert "客服甲" in page
    assert f'href="/s/core/ticket/{number}"' in page


async def test_an_act_refused_now_is_there_with_its_reason(kefu: Browser) -> None:
    number = await enquiry(kefu)
    body = (await kefu.get(f"/s/core/enquiry/{number}.json")).json()
    acts = {a["name"]: a for a in body["acts"]}
    assert acts["answer"]["allowed"] is True
    assert acts["close"]["allowed"] is False
    assert acts["close"]["refusals"][0]["kind"] == "state"
    assert acts["close"]["refusals"][0]["keys"] == ["state:answered"]


async def test_the_twin_tells_fields_state_version_and_duties(kefu: Browser) -> None:
    number = await enquiry(kefu, question="问")
    body = (await kefu.get(f"/s/core/enquiry/{number}.json")).json()
    assert (body["state"], body["version"], body["duties"]) == ("open", 1, [])
    assert body["fields"]["question"] == "问"


async def test_a_refused_try_stands_in_the_history(kefu: Browser) -> None:
    number = await enquiry(kefu)
    assert (await send(kefu, f"/s/core/enquiry/{number}/acts/close", {})).status_code == 409
    page = (await kefu.get(f"/s/core/enquiry/{number}")).text
    assert 'class="bad"' in page[page.index('class="log"') :]


async def test_the_history_tells_what_changed_but_no_personal_value(kefu: Browser, other: Browser) -> None:
    path = await customer(kefu)
    data = {"name": "客户改", "code": "", "phone": "13900009999", "kind": "company"}
    assert (await send(kefu, f"{path}/acts/edit", {"data": data})).status_code == 200
    page = (await kefu.get(path)).text
    history = page[page.index('class="log"') :]
    assert "客户甲" in history
    assert "客户改" in history
    assert "13900009999" not in history
    await other.sign_in("shenji")
    seen = (await other.get(path)).text + (await other.get(f"{path}.json")).text
    assert "13900009999" not in seen
    assert "139****9999" in seen


async def test_outside_the_scope_is_the_same_404_as_unknown(browser: Browser, other: Browser) -> None:
    await other.sign_in("kefu")
    path = await customer(other, at=1)
    await browser.sign_in("jishu")
    for each in (path, f"{path}.json", f"{path}/acts/edit", "/s/core/customer/KH-1999-00001"):
        assert (await browser.get(each)).status_code == 404, each


async def test_tabs_show_related_rows(kefu: Browser) -> None:
    path = await customer(kefu)
    sent = await send(kefu, f"{path}/acts/add_contact", {"data": {"name": "联系人丁", "phone": "13700001234"}})
    assert sent.status_code == 200
    number = await enquiry(kefu)
    page = (await kefu.get(path)).text
    assert "联系人丁" in page
    assert f'href="/s/core/ticket/{number}"' in page


async def test_a_case_page_takes_at_most_twelve_statements(kefu: Browser) -> None:
    number = await enquiry(kefu)
    for path in (await customer(kefu), f"/s/core/enquiry/{number}", f"/s/core/ticket/{number}"):
        with db.counted() as statements:
            assert (await kefu.get(path)).status_code == 200
        assert len(statements) <= 12, statements


async def test_a_kept_case_shows_its_clauses_only_while_they_bear_on_it(kefu: Browser) -> None:
    number = await enquiry(kefu)
    page = (await kefu.get(f"/s/core/enquiry/{number}")).text
    assert "MN-1" not in page  # the gate asks for input: nothing is known before it is given
    await send(kefu, f"/s/core/enquiry/{number}/acts/answer", {"data": {"answer": "NO!"}})
    page = (await kefu.get(f"/s/core/enquiry/{number}")).text
    assert 'href="/clauses/MN-1"' in page[page.index('class="log"') :]
