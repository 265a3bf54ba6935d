"""Amounts in lists: summed over all rows asked for, and amounts again in the files."""

from __future__ import annotations

import csv
import io

from python_calamine import CalamineWorkbook

from core.testing.client import Client
from tests.plugins.service_quality.flow import Flow

PRICES = "/s/service_quality/price_item"


async def test_totals_are_of_all_rows_asked_for_and_only_when_asked(flow: Flow, client: Client) -> None:
    visitor = await client.as_("manager")
    assert "totals" not in await visitor.json(f"{PRICES}.json")
    assert (await visitor.json(f"{PRICES}.json", totals="1"))["totals"] == {"price": 20000}
    assert (await visitor.json(f"{PRICES}.json", totals="1", kind="part"))["totals"] == {"price": 12000}
    assert (await visitor.json(f"{PRICES}.json", totals="1", q="nothing"))["totals"] == {"price": 0}
    assert (await visitor.json(f"{PRICES}.json", totals="1", cols="code"))["totals"] == {}
    page = (await visitor.get(PRICES, totals="1")).text
    assert "200.00" in page[page.index("<tfoot>") :]
    assert "<tfoot>" not in (await visitor.get(PRICES)).text


async def test_amounts_are_numbers_in_both_files(flow: Flow, client: Client) -> None:
    visitor = await client.as_("manager")
    text = (await visitor.get(f"{PRICES}.csv", sort="code", cols="code,price")).content.decode("utf-8-sig")
    assert sorted(row[1] for row in list(csv.reader(io.StringIO(text)))[1:]) == ["120.00", "80.00"]
    book = (await visitor.get(f"{PRICES}.xlsx", cols="code,price")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sorted(row[1] for row in rows[1:]) == [80.0, 120.0]
