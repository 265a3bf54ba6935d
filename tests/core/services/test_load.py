"""Loading the company's own lists: what is right goes in, what is wrong is named by row and column, a bad file is a sentence."""

from __future__ import annotations

import asyncio
import csv
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.errors import Forbidden
from core.host.host import Host
from core.i18n import use_language
from core.models import Asset, Customer, Journal
from core.models.access import SYSTEM
from core.services.exchange.kinds import ASSETS, CUSTOMERS
from core.services.exchange.load import Loading, Report
from core.services.exchange.tables import BadFile
from core.services.exchange.template import write_template
from core.testing.make import Make

HEAD = ["Customer code", "Name", "Kind", "Phone", "Region"]


def _csv(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _xlsx(path: Path, rows: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write_datetime(y, x, cell, day) if isinstance(cell, date) else sheet.write(y, x, cell)
    return path


async def _load(make: Make, path: Path, kind: Any = CUSTOMERS, *, dry: bool = False, login: str = "agent") -> Report:
    with use_language("en"):
        return await Loading(kind, await make.actor(login), dry=dry).run(path)


async def test_good_rows_go_in_and_bad_ones_are_named(host: Host, make: Make, tmp_path: Path) -> None:
    rows = [[f"L-{i:04d}", f"Customer {i}", "", f"138{i:08d}", "north"] for i in range(300)]
    for bad in (10, 150, 299):
        rows[bad][1] = ""
    report = await _load(make, _csv(tmp_path / "c.csv", [HEAD, *rows]))
    assert (report.created, report.updated, report.unchanged) == (297, 0, 0)
    assert [(e.row, e.column) for e in report.errors] == [(12, "Name"), (152, "Name"), (301, "Name")]
    assert [line.cells[0] for line in report.bad] == ["L-0010", "L-0150", "L-0299"]
    assert await Customer.filter(code__startswith="L-").count() == 297


@pytest.mark.slow
async def test_five_thousand_rows_with_three_bad_names(host: Host, make: Make, tmp_path: Path) -> None:
    rows = [[f"L-{i:04d}", f"Customer {i}", "", "", "north"] for i in range(5000)]
    for bad in (0, 2499, 4999):
        rows[bad][1] = "  "
    report = await _load(make, _csv(tmp_path / "c.csv", [HEAD, *rows]))
    assert report.created == 4997
    assert [(e.row, e.column) for e in report.errors] == [(2, "Name"), (2501, "Name"), (5001, "Name")]


async def test_a_second_run_adds_nothing_and_a_changed_row_updates(host: Host, make: Make, tmp_path: Path) -> None:
    first = _csv(
        tmp_path / "a.csv", [HEAD, ["K1", "One", "company", "13800000001", "north"], ["K2", "Two", "", "", ""]]
    )
    await _load(make, first)
    again = await _load(make, first)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    changed = await _load(make, _csv(tmp_path / "b.csv", [["Name", "Customer code"], ["Uno", "K1"], ["Two", "K2"]]))
    assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 1)
    row = await Customer.get(code="K1")
    # a column the file does not have keeps what is there
    assert (row.name, row.kind, row.phone, row.region, row.version) == ("Uno", "company", "13800000001", "north", 2)


async def test_a_dry_run_says_the_same_and_writes_nothing(host: Host, make: Make, tmp_path: Path) -> None:
    path = _csv(
        tmp_path / "c.csv", [HEAD, ["K1", "One", "", "", ""], ["K2", "", "", "", ""], ["K3", "Three", "", "12", ""]]
    )
    before = await Journal.all().count()
    dry = await _load(make, path, dry=True)
    assert await Customer.filter(code__startswith="K").count() == 0
    assert await Journal.all().count() == before
    real = await _load(make, path)
    assert (dry.created, [(e.row, e.column) for e in dry.errors]) == (
        real.created,
        [(e.row, e.column) for e in real.errors],
    )
    assert [(e.row, e.column) for e in real.errors] == [(3, "Name"), (4, "Phone")]


async def test_a_key_twice_in_the_file_is_an_error(host: Host, make: Make, tmp_path: Path) -> None:
    report = await _load(make, _csv(tmp_path / "c.csv", [HEAD, ["K1", "One", "", "", ""], ["K1", "Other", "", "", ""]]))
    assert report.created == 1
    assert [(e.row, e.column) for e in report.errors] == [(3, "Customer code")]


async def test_chinese_headings_and_gb18030(host: Host, make: Make, tmp_path: Path) -> None:
    path = _csv(tmp_path / "c.csv", [["客户编码", "客户名称", "类别"], ["K1", "客户甲", "单位"]], encoding="gb18030")
    await _load(make, path)
    row = await Customer.get(code="K1")
    assert (row.name, row.kind) == ("客户甲", "company")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Customer code", "Name", "Shoe size"], "Shoe size"),
        (["Customer code", "Name", "Name"], "twice"),
        (["Name"], "Customer code"),
    ],
)
async def test_headings_not_understood_load_nothing(
    host: Host, make: Make, tmp_path: Path, header: list[str], said: str
) -> None:
    with pytest.raises(BadFile, match=said):
        await _load(make, _csv(tmp_path / "c.csv", [header, ["K1", "One", "x"]]))
    assert not await Customer.filter(code="K1").exists()


async def test_assets_refer_to_customers_by_code_and_stay_theirs(host: Host, make: Make, tmp_path: Path) -> None:
    one, two = await make.customer(code="C1", region="north"), await make.customer(code="C2")
    head = ["Serial number", "Name", "Customer code", "Warranty until"]
    report = await _load(
        make,
        _xlsx(tmp_path / "a.xlsx", [head, ["S1", "Thing", "C1", date(2029, 1, 31)], ["S2", "Thing", "C9", ""]]),
        ASSETS,
    )
    assert report.created == 1
    assert [(e.row, e.column) for e in report.errors] == [(3, "Customer code")]
    row = await Asset.get(identifier="S1")
    assert (row.customer_id, row.warranty_to) == (one.id, date(2029, 1, 31))
    assert row.department_id == (await Customer.get(id=one.id)).department_id
    moved = await _load(make, _xlsx(tmp_path / "b.xlsx", [head, ["S1", "Thing", "C2", ""]]), ASSETS)
    assert [(e.row, e.column) for e in moved.errors] == [(2, "Customer code")]
    assert (await Asset.get(identifier="S1")).customer_id != two.id


async def test_formatted_empty_rows_and_help_are_left_out(host: Host, make: Make, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, red = book.add_worksheet(), book.add_format({"bg_color": "red"})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["# help", "help"])
        for y in range(2, 3000):
            sheet.set_row(y, None, red)
            sheet.write_blank(y, 1, None, red)
        sheet.write_row(2500, 0, ["K1", "One", "", 13800000001])
    report = await _load(make, path)
    assert (report.created, report.errors) == (1, [])
    assert (await Customer.get(code="K1")).phone == "13800000001"


async def test_the_template_can_be_filled_in_and_loaded(host: Host, make: Make, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    for language in ("en", "zh_CN"):
        with use_language(language):
            write_template(CUSTOMERS, path)
        report = await _load(make, path)
        assert (report.rows, report.errors) == (0, [])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "dataValidation" in sheet


async def test_who_may_not_register_may_not_load(host: Host, make: Make, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        await _load(make, _csv(tmp_path / "c.csv", [HEAD]), login="auditor")


async def test_a_technician_loads_for_customers_in_reach_only(host: Host, make: Make, tmp_path: Path) -> None:
    await make.customer(code="C1", region="south")
    path = _csv(tmp_path / "a.csv", [["Serial number", "Name", "Customer code"], ["S1", "Thing", "C1"]])
    report = await _load(make, path, ASSETS, login="north")
    assert [(e.row, e.column) for e in report.errors] == [(2, "Customer code")]
    assert not await Asset.filter(identifier="S1").exists()


async def test_the_system_may_load_too(host: Host, tmp_path: Path) -> None:
    report = await Loading(CUSTOMERS, SYSTEM).run(_csv(tmp_path / "c.csv", [HEAD, ["K1", "One", "", "", ""]]))
    assert report.created == 1


def test_the_command_answers_with_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from core.cli import main

    run = CliRunner()
    away = str(tmp_path / "nowhere" / "t.xlsx")
    answer = run.invoke(main, ["load", "customers", "--template", away, "--lang", "en"])
    assert answer.exit_code == 1
    assert "cannot be written" in answer.output
    answer = run.invoke(main, ["load", "customers", "--lang", "en"])
    assert answer.exit_code == 2
    assert "--as" in answer.output


@pytest.mark.slow
def test_the_first_administrator_comes_from_the_console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """V33: a fresh production start has no account, and no default password."""
    from click.testing import CliRunner

    from core.cli import main

    monkeypatch.setenv("GUIZHANG_DB", f"sqlite:///{tmp_path}/fresh.db")
    run = CliRunner()
    assert run.invoke(main, ["migrate"]).exit_code == 0
    assert run.invoke(main, ["user", "list"]).output == ""
    made = run.invoke(main, ["user", "create", "boss", "--role", "admin", "--scope", "all"])
    assert made.exit_code == 0, made.output
    again = run.invoke(main, ["user", "password", "boss"])
    assert made.output.split()[-1] != again.output.split()[-1]
    assert "admin:all" in run.invoke(main, ["user", "list"]).output
    assert run.invoke(main, ["user", "disable", "boss", "--reason", "x"]).exit_code == 1
    lost = ["user", "second-off", "boss", "--reason", "phone lost"]
    assert run.invoke(main, lost).exit_code == 1  # there is none
    with sqlite3.connect(tmp_path / "fresh.db") as database:
        database.execute("UPDATE core_user SET second_at = '2026-01-01 00:00:00+00:00'")
    assert run.invoke(main, lost).exit_code == 0
    assert run.invoke(main, lost).exit_code == 1
    assert run.invoke(main, ["demo"]).exit_code == 1
    sheet = _csv(tmp_path / "c.csv", [HEAD, ["K1", "", "", "", ""], ["K2", "Two", "", "", ""]])
    refused = run.invoke(main, ["load", "customers", str(sheet), "--as", "boss", "--lang", "en"])
    assert "does not hold the right" in refused.output
    assert run.invoke(main, ["user", "create", "agent", "--role", "agent"]).exit_code == 0
    loaded = run.invoke(
        main, ["load", "customers", str(sheet), "--as", "agent", "--lang", "en", "--errors", str(tmp_path / "e.csv")]
    )
    assert loaded.exit_code == 1
    assert "Row 2, Name: is missing" in loaded.output
    assert "New: 1, updated: 0, unchanged: 0, wrong: 1." in loaded.output
    # the wrong rows, corrected, can be loaded as they were written
    wrong = (tmp_path / "e.csv").read_text(encoding="utf-8-sig").replace("K1,", "K1,One")
    (tmp_path / "e.csv").write_text(wrong, encoding="utf-8")
    mended = run.invoke(main, ["load", "customers", str(tmp_path / "e.csv"), "--as", "agent", "--lang", "en"])
    assert "New: 1, updated: 0, unchanged: 0, wrong: 0." in mended.output


async def test_two_loading_the_same_file_at_once_enter_it_once(host: Host, make: Make, tmp_path: Path) -> None:
    path = _csv(tmp_path / "c.csv", [HEAD, *[[f"K{n:03d}", f"Name {n}", "", "", ""] for n in range(60)]])
    agent, manager = await make.actor("agent"), await make.actor("manager")
    reports = await asyncio.gather(Loading(CUSTOMERS, agent).run(path), Loading(CUSTOMERS, manager).run(path))
    assert await Customer.filter(code__startswith="K").count() == 60
    assert all(report.rows == 60 for report in reports)


async def test_two_of_one_name_are_both_entered_and_the_warning_is_kept(host: Host, make: Make, tmp_path: Path) -> None:
    """What a form would ask once more, a list of thousands cannot; doubles are found and merged afterwards."""
    path = _csv(tmp_path / "c.csv", [HEAD, ["K1", "张伟", "", "13800000001", ""], ["K2", "其他", "", "", ""]])
    assert (await _load(make, path)).created == 2
    again = _csv(tmp_path / "d.csv", [HEAD, ["K3", "张伟", "", "13800000001", ""]])
    report = await _load(make, again)
    assert (report.created, report.errors) == (1, [])
    entered = await Journal.filter(act="core.customer.register", refused=False).order_by("-id").first()
    assert entered is not None
    assert [r["keys"] for r in entered.refusals] == [["alike"]]


async def test_a_row_like_a_customer_on_file_goes_in_with_its_warning(host: Host, make: Make, tmp_path: Path) -> None:
    await make.customer(name="Zhang", phone="13900001234")
    rows = [["L-1", "Zhang Three", "", "139-0000-1234", "north"], ["L-2", "Somebody", "", "13900005678", "north"]]
    assert (await _load(make, _csv(tmp_path / "c.csv", [HEAD, *rows]))).created == 2
    warned = {}
    for code in ("L-1", "L-2"):
        entered = await Journal.get(subject_type="core.customer", number=(await Customer.get(code=code)).number)
        warned[code] = [(r["kind"], r["keys"]) for r in entered.refusals]
    assert warned == {"L-1": [("warn", ["alike"])], "L-2": []}
