"""Acts through pages and JSON: once per key, nothing typed lost, no undeclared field, the right status for every refusal."""

from __future__ import annotations

from typing import Any

import pytest

from core.host.host import Host
from core.models import Customer, Enquiry
from tests.core.web.company import csrf_of, enquiry, hidden_of, house, send  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio
NEW = "/s/core/customer/new/register"
CREATE = "/s/core/customer/acts/register"


@pytest.fixture
async def kefu(browser: Browser) -> Browser:
    await browser.sign_in("kefu")
    return browser


async def post(browser: Browser, form: str, action: str, **fields: str) -> Any:
    page = (await browser.get(form)).text
    hidden = {name: hidden_of(page, name) for name in ("key", "version")}
    sent = {"csrf": csrf_of(page), **{k: v for k, v in hidden.items() if v}, **fields}
    return await browser.http.post(action, data=sent)


async def test_creating_leads_to_the_new_page(kefu: Browser) -> None:
    answer = await post(kefu, NEW, CREATE, name="客户丁", region="东区")
    assert answer.status_code == 303
    page = await kefu.get(answer.headers["location"])
    assert page.status_code == 200
    assert "客户丁" in page.text


async def test_the_same_key_twice_is_once(kefu: Browser) -> None:
    page = (await kefu.get(NEW)).text
    sent = {"csrf": csrf_of(page), "key": hidden_of(page, "key"), "name": "客户戊"}
    first = await kefu.http.post(CREATE, data=sent)
    second = await kefu.http.post(CREATE, data=sent)
    assert first.headers["location"] == second.headers["location"]
    assert await Customer.filter(name="客户戊").count() == 1


async def test_wrong_input_keeps_what_was_typed(kefu: Browser) -> None:
    answer = await post(kefu, NEW, CREATE, name="", phone="13611112222", address="<甲路>")
    assert answer.status_code == 422
    assert "13611112222" in answer.text
    assert "&lt;甲路&gt;" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert await Customer.all().count() == 3


async def test_a_refusal_stands_above_the_form_and_keeps_key_and_input(kefu: Browser) -> None:
    number = await enquiry(kefu)
    page = (await kefu.get(f"/s/core/enquiry/{number}/acts/answer")).text
    sent = {"csrf": csrf_of(page), "key": "once", "version": "1", "answer": "两周一次"}
    assert (await send(kefu, f"/s/core/enquiry/{number}/acts/answer", {"data": {"answer": "先答"}})).status_code == 200
    answer = await kefu.http.post(f"/s/core/enquiry/{number}/acts/answer", data=sent)
    assert answer.status_code == 409
    assert 'class="refusal"' in answer.text
    assert "两周一次" in answer.text
    assert hidden_of(answer.text, "key") == "once"
    assert hidden_of(answer.text, "version") == "2"


async def test_json_answers_with_number_state_version_and_duties(kefu: Browser) -> None:
    answer = await send(kefu, CREATE, {"data": {"name": "客户己"}, "key": "k1"})
    assert answer.status_code == 201
    assert answer.json()["version"] == 1
    assert answer.json()["state"] == "active"
    assert answer.json()["duties"] == []
    assert answer.json()["number"].startswith("KH-")


async def test_a_stale_version_is_409(kefu: Browser) -> None:
    number = await enquiry(kefu)
    answer = await send(kefu, f"/s/core/enquiry/{number}/acts/answer", {"data": {"answer": "x"}, "version": 7})
    assert answer.status_code == 409
    assert answer.json()["refusals"][0]["kind"] == "stale"
    assert answer.json()["id"]


async def test_without_the_right_it_is_403_with_the_same_body(browser: Browser, other: Browser) -> None:
    await other.sign_in("kefu")
    number = await enquiry(other)
    await browser.sign_in("shenji")
    answer = await send(browser, f"/s/core/enquiry/{number}/acts/answer", {"data": {"answer": "x"}})
    assert answer.status_code == 403
    assert answer.json()["refusals"][0]["kind"] == "permission"
    assert (await Enquiry.get(number=number)).state == "open"


async def test_no_undeclared_column_can_be_set(kefu: Browser) -> None:
    columns = [*Customer._meta.fields_map, "id", "state", "department_id", "created_by", "__class__"]
    declared = {"name", "code", "kind", "phone", "address", "region", "note", "tax_id"}
    for column in set(columns) - declared:
        answer = await send(kefu, CREATE, {"data": {"name": "客户庚", column: "1"}})
        assert answer.status_code == 422, column
        assert answer.json()["errors"][0]["field"] == column
        if column != "version":  # a page's form sends the version it was drawn from under this name
            assert (await post(kefu, NEW, CREATE, name="客户庚", **{column: "1"})).status_code == 422, column
    assert not await Customer.filter(name="客户庚").exists()


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        {"data": []},
        {"data": "x"},
        {"owner_id": 1},
        {"version": "one"},
        {"version": True},
        {"key": 7},
        {"key": "k" * 200},
    ],
)
async def test_a_body_of_the_wrong_form_is_422(kefu: Browser, body: Any) -> None:
    number = await enquiry(kefu)
    answer = await send(kefu, f"/s/core/enquiry/{number}/acts/answer", body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"]


async def test_what_is_no_json_is_refused(kefu: Browser) -> None:
    token = csrf_of((await kefu.get("/s/core/customer")).text)
    headers = {"x-csrf-token": token, "content-type": "application/json"}
    answer = await kefu.http.post(CREATE, content=b"{nonsense", headers=headers)
    assert answer.status_code in (400, 422)
    assert await Customer.all().count() == 3


async def test_a_file_is_not_taken(kefu: Browser) -> None:
    page = (await kefu.get(NEW)).text
    headers = {"x-csrf-token": csrf_of(page)}
    answer = await kefu.http.post(CREATE, data={"name": "客户辛"}, files={"phone": ("a.txt", b"x")}, headers=headers)
    assert answer.status_code == 400
    assert not await Customer.filter(name="客户辛").exists()


async def test_an_act_of_the_system_or_of_nobody_is_404(kefu: Browser) -> None:
    for path in ("/s/core/ticket/acts/open", "/s/core/customer/acts/edit", "/s/core/customer/acts/nothing"):
        assert (await send(kefu, path, {"data": {}})).status_code == 404, path


async def test_the_form_is_prefilled_from_the_row_and_the_address(kefu: Browser) -> None:
    row = (await kefu.get("/s/core/customer.json")).json()["rows"][-1]
    form = (await kefu.get(f"{row['href']}/acts/edit")).text
    assert 'value="客户甲"' in form
    assert 'value="13800001111"' in form
    form = (await kefu.get(f"/s/core/enquiry/new/take?customer={row['number']}")).text
    assert "客户甲" in form


async def test_htmx_is_sent_on(kefu: Browser) -> None:
    page = (await kefu.get(NEW)).text
    sent = {"csrf": csrf_of(page), "key": hidden_of(page, "key"), "name": "客户壬"}
    answer = await kefu.http.post(CREATE, data=sent, headers={"hx-request": "true"})
    assert answer.status_code == 204
    assert answer.headers["hx-redirect"].startswith("/s/core/customer/KH-")


async def test_suggestions_stay_within_the_scope(browser: Browser, other: Browser) -> None:
    await other.sign_in("kefu")
    found = (
        await other.get("/suggest/core.customer", params={"q": "客户"}, headers={"accept": "application/json"})
    ).json()
    assert len(found) == 3
    by_phone = (
        await other.get("/suggest/core.customer", params={"q": "0001112"}, headers={"accept": "application/json"})
    ).json()
    assert [o["label"] for o in by_phone] == ["客户乙"]
    await browser.sign_in("jishu")
    answer = await browser.get("/suggest/core.customer", params={"q": "客户"})
    assert 'data-label="客户甲"' in answer.text
    assert "客户乙" not in answer.text


async def test_nothing_is_done_without_the_token(kefu: Browser) -> None:
    answer = await kefu.http.post(CREATE, data={"name": "客户癸"})
    assert answer.status_code == 403
    assert not await Customer.filter(name="客户癸").exists()


async def test_with_the_plugin_off_cases_stay_readable_and_acts_are_refused(kefu: Browser, house: Host) -> None:  # noqa: F811
    number = await enquiry(kefu)
    open_form = (await kefu.get(NEW)).text
    assert 'id="act-form"' in open_form
    house.enabled = frozenset()
    for path in (NEW, f"/s/core/enquiry/{number}/acts/answer"):
        form = await kefu.get(path)
        assert form.status_code == 200
        assert 'class="note warn"' in form.text
        assert 'id="act-form"' not in form.text
    kept = await kefu.http.post(CREATE, data={"name": "客户癸", "csrf": csrf_of(open_form)})
    assert (kept.status_code, "客户癸" in kept.text) == (409, True)
    page = await kefu.get(f"/s/core/enquiry/{number}")
    assert page.status_code == 200
    assert 'class="note warn"' in page.text
    answer = await send(kefu, f"/s/core/enquiry/{number}/acts/answer", {"data": {"answer": "x"}})
    assert answer.status_code == 409
    assert answer.json()["refusals"][0]["kind"] == "off"


async def test_a_refusal_names_clause_missing_things_and_where_to_supply_them(kefu: Browser) -> None:
    number = await enquiry(kefu)
    here = f"/s/core/enquiry/{number}/acts/answer"
    body = (await send(kefu, here, {"data": {"answer": "NO!"}}, **{"accept-language": "en"})).json()
    (refusal,) = body["refusals"]
    assert (refusal["kind"], refusal["clause"], refusal["cite"]) == ("gate", "MN-1", "1.1")
    assert refusal["keys"] == ["answer", "customer"]
    assert refusal["missing"] == ["an answer without shouting", "a customer who is calm"]
    assert refusal["where"] == ["core.enquiry.answer", "core.customer"]
    assert "Rules of manners" in refusal["message"]
    page = await post(kefu, here, here, answer="NO!")
    assert page.status_code == 409
    panel = page.text[page.text.index('class="refusal"') : page.text.index('id="act-form"')]
    assert f'href="{here}#answer"' in panel
    assert 'href="/s/core/customer"' in panel
    assert 'href="/clauses/MN-1"' in panel


async def test_a_warning_asks_once_and_lets_the_act_pass(kefu: Browser) -> None:
    number = await enquiry(kefu)
    here = f"/s/core/enquiry/{number}"
    assert (await send(kefu, f"{here}/acts/answer", {"data": {"answer": "ask again"}})).status_code == 200
    warned = await post(kefu, f"{here}/acts/close", f"{here}/acts/close")
    assert warned.status_code == 409
    assert 'name="confirm"' in warned.text
    assert (await Enquiry.get(number=number)).state == "answered"
    done = await post(kefu, f"{here}/acts/close", f"{here}/acts/close", confirm="yes")
    assert done.status_code == 303
    assert (await Enquiry.get(number=number)).state == "closed"


async def test_json_confirms_a_warning_too(kefu: Browser) -> None:
    number = await enquiry(kefu)
    here = f"/s/core/enquiry/{number}/acts"
    await send(kefu, f"{here}/answer", {"data": {"answer": "ask again"}})
    warned = await send(kefu, f"{here}/close", {"key": "c1"})
    assert (warned.status_code, warned.json()["refusals"][0]["kind"]) == (409, "warn")
    assert (await send(kefu, f"{here}/close", {"key": "c1", "confirmed": True})).status_code == 200


@pytest.mark.parametrize("number", ["a" * 500, "%F0%9F%98%80", "%25", "'", "-1", "..%2f"])
async def test_a_number_that_cannot_be_is_404(kefu: Browser, number: str) -> None:
    for path in (
        f"/s/core/customer/{number}",
        f"/s/core/customer/{number}.json",
        f"/s/core/customer/{number}/acts/edit",
    ):
        assert (await kefu.get(path)).status_code == 404, path


@pytest.mark.parametrize("customer", ["9" * 30, "0", "-5", "x" * 200, "KH-2026-99999"])
async def test_a_lookup_that_leads_nowhere_is_told_at_its_field(kefu: Browser, customer: str) -> None:
    form = "/s/core/enquiry/new/take"
    assert (await kefu.get(form, params={"customer": customer})).status_code == 200
    answer = await post(kefu, form, "/s/core/enquiry/acts/take", customer=customer, channel="phone", question="问")
    assert answer.status_code == 422
    assert 'id="customer-err"' in answer.text
