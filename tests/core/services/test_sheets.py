"""Foreign files: each is read or answered with a sentence, within limits of memory and time."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from core.services.exchange import sheets
from core.services.exchange.tables import BadFile, quoted, read, unquoted
from tests.core.services.test_load import HEAD, _xlsx


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)


def _many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
        for n in range(sheets.MOST_ENTRIES + 1):
            archive.writestr(f"x{n}", "")


def _no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")


def _broken_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets>")


def _cut(path: Path) -> None:
    whole = path.with_suffix(".whole")
    _xlsx(whole, [HEAD])
    path.write_bytes(whole.read_bytes()[:-200])


def _far_cell(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1_048_575, 16_383, "far")


def _old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100)


def _bytes(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 4)


def _nuls(path: Path) -> None:
    path.write_bytes(b"a,b\n\x00,\x00\n")


@pytest.mark.parametrize(
    "make_it", [_zip_bomb, _many_entries, _no_workbook, _broken_xml, _cut, _far_cell, _old, _bytes, _nuls]
)
def test_a_hostile_file_is_a_sentence(tmp_path: Path, make_it: Any) -> None:
    path = tmp_path / "hostile.xlsx"
    make_it(path)
    with pytest.raises(BadFile, match=r"\w"):
        list(read(path))


def test_memory_and_time_of_the_reader_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _xlsx(tmp_path / "a.xlsx", [HEAD] * 20_000)
    assert len(list(read(path))) == 20_000
    monkeypatch.setattr(sheets, "MEMORY", 20 * 1024 * 1024)
    with pytest.raises(BadFile):
        list(read(path))
    monkeypatch.undo()
    monkeypatch.setattr(sheets, "SECONDS", 0.001)
    with pytest.raises(BadFile):
        list(read(path))


@pytest.mark.parametrize("cell", ["=1+1", "+86 138", "-5", "@x", "plain", "", "'quoted'"])
def test_no_cell_starts_a_formula_and_none_is_lost(cell: str) -> None:
    assert not quoted(cell).startswith(("=", "+", "-", "@"))
    assert unquoted(quoted(cell)) == cell
