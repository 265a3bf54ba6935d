"""Lists as files: the page's rows under the same rules, typed, never a formula, journaled, and small in memory."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from core.acts.many import perform_many
from core.acts.verify import verify
from core.host.host import Host
from core.models import Journal
from core.models.access import SYSTEM
from core.services.exchange.out import Book, csv_text
from core.web import exporting
from tests.core.web.company import enquiry, house  # noqa: F401
from tests.core.web.conftest import Browser

pytestmark = pytest.mark.anyio
CUSTOMERS = "/s/core/customer"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1+1", '=HYPERLINK("http://x")']


async def table(browser: Browser, path: str, **params: str) -> list[list[str]]:
    answer = await browser.get(f"{path}.csv", params=params)
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def sheet(browser: Browser, path: str, **params: str) -> list[list[Any]]:
    answer = await browser.get(f"{path}.xlsx", params=params)
    assert answer.status_code == 200, answer.text
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.fixture
async def kefu(browser: Browser) -> Browser:
    await browser.sign_in("kefu")
    return browser


async def _register(names: list[str]) -> None:
    rows = [{"code": f"X-{n:04d}", "name": name, "region": "东区"} for n, name in enumerate(names)]
    results = await perform_many("core.customer.register", SYSTEM, rows, key_prefix="test")
    assert all(r.ok for r in results)


@pytest.mark.parametrize("sort", ["-id", "name", "-name"])
async def test_both_files_hold_the_rows_of_all_pages_in_their_order(
    kefu: Browser, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 7)
    await _register([f"同名{n % 3}" for n in range(60)])
    codes, after = [], ""
    while True:
        body = (await kefu.get(f"{CUSTOMERS}.json", params={"sort": sort, "after": after})).json()
        codes += [row["code"] for row in body["rows"]]
        if not (after := body["next"]):
            break
    for rows in (await table(kefu, CUSTOMERS, sort=sort), await sheet(kefu, CUSTOMERS, sort=sort)):
        at = rows[0].index("客户编码")
        assert [row[at] for row in rows[1:]] == codes


async def test_filters_search_and_columns_hold_and_unknown_ones_are_422(kefu: Browser) -> None:
    rows = await table(kefu, CUSTOMERS, q="客户乙", cols="name,number")
    assert [row[0] for row in rows[1:]] == ["客户乙"]
    assert len(rows[0]) == 2
    for kind in ("csv", "xlsx"):
        for params in ({"password": "x"}, {"cols": "password"}, {"cols": "owner__password"}, {"sort": "password"}):
            assert (await kefu.get(f"{CUSTOMERS}.{kind}", params=params)).status_code == 422


async def test_scope_mask_and_right_are_those_of_the_page(browser: Browser, other: Browser) -> None:
    await browser.sign_in("jishu")
    await other.sign_in("shenji")
    for read in (table, sheet):
        flat = str(await read(browser, CUSTOMERS))
        assert "客户甲" in flat
        assert "客户乙" not in flat
        flat = str(await read(other, CUSTOMERS))
        assert "138****1111" in flat
        assert "13800001111" not in flat
    assert (await browser.get("/s/core/policy_value.csv")).status_code == 403
    assert (await browser.get("/s/core/policy_value.xlsx")).status_code == 403


async def test_what_was_typed_is_never_a_formula(kefu: Browser) -> None:
    await _register(FORMULAS)
    for path, params in ((CUSTOMERS, {"cols": "name"}), (CUSTOMERS, {"cols": "name", "sort": "name"})):
        cells = [row[0] for row in await table(kefu, path, **params)]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))]
        assert "'=1+1" in cells
    answer = await kefu.get(f"{CUSTOMERS}.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        inside = "".join(archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets"))
    assert "<f>" not in inside
    assert "hyperlink" not in inside.lower().replace("=hyperlink(", "")
    assert "=1+1" in str(await sheet(kefu, CUSTOMERS, cols="name"))


async def test_instants_and_numbers_are_typed(kefu: Browser) -> None:
    await enquiry(kefu, question="多少钱")
    rows = await sheet(kefu, "/s/core/enquiry")
    assert any(isinstance(value, datetime) for value in rows[1])


async def test_file_names_carry_the_day_and_the_readers_words(kefu: Browser) -> None:
    said = (await kefu.get(f"{CUSTOMERS}.csv")).headers["content-disposition"]
    assert 'filename="core-customer-20' in said
    assert "filename*=UTF-8''%E5%AE%A2%E6%88%B7-20" in said


async def test_each_export_is_journaled_without_the_words_searched(kefu: Browser, house: Host) -> None:  # noqa: F811
    await table(kefu, CUSTOMERS, q="13800001112", state="active")
    row = await Journal.get(act="core.customer.export")
    assert row.actor_name == "客服甲"
    assert row.changes["rows"] == [None, 1]
    assert row.changes["state"] == [None, "active"]
    assert "13800001112" not in str(row.changes)
    assert await verify(house) == []


async def test_the_auditor_sees_who_took_what(browser: Browser, kefu: Browser, other: Browser) -> None:
    await table(kefu, CUSTOMERS)
    await other.sign_in("shenji")
    assert "导出为文件" in (await other.get("/journal")).text


def test_a_workbook_of_many_rows_stays_small(tmp_path: Path) -> None:
    import tracemalloc

    tracemalloc.start()
    with (tmp_path / "b.xlsx").open("wb") as file:
        book = Book(file, tmp_path, "表/[1]", ["a"] * 10)
        for _batch in range(10):
            book.add([["text", 1, None, "=1", "x", "y", 2.5, "z", "", "u"]] * 2_000)
        book.close()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 1024 * 1024
    assert list(tmp_path.iterdir()) == [tmp_path / "b.xlsx"]


def test_text_that_looks_like_a_number_stays_text_in_csv_and_negative_numbers_are_numbers() -> None:
    assert csv_text([["-5", -5, "+86 138", None]]) == "'-5,-5,'+86 138,\r\n"
