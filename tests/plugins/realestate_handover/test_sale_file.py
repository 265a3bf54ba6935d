"""S01 and what comes before and after registration; payment method, notarization, owners, closing, calling off (RE-1.1, RE-2.1, RE-2.2)."""

from __future__ import annotations

import pytest

from core.models import Viewing
from tests.plugins.realestate_handover.estate import PAPERS, TITLE_PAPERS, Estate

LOAN = {"file": "@sale_file", "bank": "示例银行", "loan_amount": "700000.00", "papers": "收入证明"}
TRACKS = "/slot/realestate_handover/tracks/realestate_handover/sale_file/"


@pytest.mark.clause("RE-2.1")
async def test_s01_nothing_begins_before_registration(estate: Estate) -> None:
    estate.at("2024-03-01T10:00")
    await estate.contract(payment_method="mortgage", contract_no="C-101")
    estate.at("2024-03-02T09:00")
    refused = await estate.attempt("mortgage.submit", LOAN)
    body = refused.json()["refusals"]
    assert refused.status_code == 409
    assert [(r["clause"], r["keys"]) for r in body] == [("RE-2.1", ["registration"])]
    himself = await estate.attempt("sale_file.register", {"archive_no": "2024-0001", "papers": PAPERS}, login="sales")
    assert (himself.status_code, himself.json()["refusals"][0]["clause"]) == (403, "RE-2.1")
    estate.at("2024-03-02T09:05")
    await estate.register(archive_no="2024-0001")
    await estate.do("mortgage.submit", LOAN)
    assert await estate.duty("sale_file", "register") == "met"
    due = (await estate.duty_row("sale_file", "register")).due_at
    assert due.isoformat() == "2024-03-02T02:00:00+00:00"
    file = await estate.row("sale_file")
    assert (file.state, file.archive_no, file.payment_method) == ("classified", "2024-0001", "mortgage")


@pytest.mark.clause("RE-1.1")
async def test_each_stage_has_its_own_owner_and_all_are_seen_at_a_glance(estate: Estate) -> None:
    await estate.handed_over()
    clerk = (await estate.make.actor("title_clerk")).id
    await estate.do("title.assign", {"owner": clerk})
    assert (await estate.row("title")).owner_id == clerk
    assert (await estate.row("sale_file")).owner_id == (await estate.make.actor("after_sales")).id
    reader = await estate.client.as_("after_sales")
    page = (await reader.get(TRACKS + estate.numbers["sale_file"])).text
    for number in (estate.numbers[k] for k in ("movein", "title", "land")):
        assert number in page
    notary = {"notary_office": "示例公证处", "notary_no": "GZ-1", "notarized_on": "2024-01-01"}
    await estate.do("sale_file.notarize", notary)
    assert (await estate.row("sale_file")).notary_no == "GZ-1"


@pytest.mark.clause("RE-1.1")
async def test_a_file_closes_when_all_its_tracks_are_done(estate: Estate) -> None:
    await estate.handed_over()
    keys = {k for r in (await estate.attempt("sale_file.close")).json()["refusals"] for k in r["keys"]}
    assert keys == {"titles", "collection"}
    await estate.do("sale_file.book", {"amount": "1000000.00"})
    file = await estate.row("sale_file")
    assert file.collection_complete_on is not None
    stated = {"declared_on": "2024-01-01", "declaration": "本人自行办理"}
    await estate.do("title.self_handle", stated, login="title_clerk")
    await estate.papers("land")
    await estate.do("title.lodge", {"receipt_no": "SL-1"}, login="title_clerk")
    await estate.do("title.issue", {"cert_no": "TD-1"}, login="title_clerk")
    await estate.do("title.give", {"given_to": "业主甲"}, login="title_clerk")
    assert (await estate.row("title")).papers_ok == len(TITLE_PAPERS)
    await estate.do("sale_file.close")
    assert await estate.duty("sale_file", "follow_up") == "cancelled"


@pytest.mark.clause("RE-1.1")
async def test_a_contract_called_off_owes_nothing_and_frees_the_home(estate: Estate) -> None:
    await estate.terms(("2030-05-10", "400000.00"), ("2030-06-10", "600000.00"))
    again = {"contract_no": "C-X", "unit": "@unit", "customer": "@customer", "price": "1.00"}
    again |= {"purchase_kind": "existing", "sale_mode": "site"}
    sold = await estate.attempt("sale_file.sign", again)
    assert (sold.status_code, sold.json()["refusals"][0]["keys"]) == (409, ["unit"])
    await estate.do("sale_file.cancel", {"reason": "退房"})
    assert await estate.duty("term", "pay.term") == "cancelled"
    assert (await estate.row("movein")).state == "ended"
    await estate.do("sale_file.sign", again)


@pytest.mark.clause("RE-2.2")
async def test_a_contract_is_classed_by_payment_method_until_it_is_paid_by_it(estate: Estate) -> None:
    await estate.contract()
    await estate.register()
    assert (await estate.row("sale_file")).state == "registered"
    await estate.do("sale_file.classify", {"payment_method": "lump_sum"})
    await estate.do("sale_file.classify", {"payment_method": "mortgage"})
    refused = await estate.attempt("sale_file.set_terms", {"terms": [{"due_on": "2030-01-01", "amount": "1000000.00"}]})
    assert refused.json()["refusals"][0]["keys"] == ["payment_method"]
    await estate.do("mortgage.submit", LOAN)
    begun = await estate.attempt("sale_file.classify", {"payment_method": "instalment"})
    assert begun.json()["refusals"][0]["keys"] == ["begun"]
    assert (await estate.attempt("mortgage.submit", LOAN)).json()["refusals"][0]["keys"] == ["no_mortgage"]


@pytest.mark.clause("RE-2.12")
async def test_a_salesperson_reaches_his_own_files_and_no_others(estate: Estate) -> None:
    await estate.registered()
    path = estate.path("sale_file")
    assert (await (await estate.client.as_("sales")).get(path)).status_code == 200
    await estate.make.user("seller2", "sales")
    other = await estate.client.as_("seller2")
    assert (await other.get(path)).status_code == 404
    assert estate.numbers["sale_file"] not in (await other.get("/s/realestate_handover/sale_file")).text
    # a part of the page asked for by itself is a look, too; fetched with the page it is the same look
    reader, looks = await estate.client.as_("sales_finance"), Viewing.filter(subject_number=estate.numbers["sale_file"])
    before = await looks.count()
    await reader.get(TRACKS + estate.numbers["sale_file"])
    assert await looks.count() == before + 1
    await reader.get(TRACKS + estate.numbers["sale_file"])
    assert await looks.count() == before + 1
    assert (await (await estate.client.as_("technician")).get(path)).status_code == 403
