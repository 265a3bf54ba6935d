"""Rows on their way out: a CSV line by line, a workbook row by row, neither ever whole in memory.

What somebody typed stays text: a cell that a spreadsheet program would take for a formula is written so that it cannot.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from core.services.exchange.tables import quoted

Value = str | int | float | Decimal | date | datetime | None
BOM = "\ufeff"  # or a spreadsheet program takes UTF-8 for the local encoding
_MOST_ROWS = 1_000_000  # on one sheet, below what a workbook can hold
_MOST_CHARACTERS = 32_767  # in a cell
_WIDTH = 20


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """The rows as lines of CSV."""
    out = StringIO()
    csv.writer(out).writerows([_written(value) for value in row] for row in rows)
    return out.getvalue()


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return value.isoformat() if isinstance(value, date) else str(value)


class Book:
    """A workbook written to `file`; a row once written cannot be changed. Parts of it lie in `folder` until `close`."""

    def __init__(self, file: IO[bytes], folder: Path, title: str, heads: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(folder)})
        self._title, self._heads = "".join(c for c in title if c not in "[]:*?/\\'")[:25], heads
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._money = self._book.add_format({"num_format": "#,##0.00"})
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(f"{self._title} {self._sheets}" if self._sheets > 1 else self._title)
        self._sheet.set_column(0, max(0, len(self._heads) - 1), _WIDTH)
        self._sheet.freeze_panes(1, 0)
        for column, head in enumerate(self._heads):
            self._sheet.write_string(0, column, head, self._bold)
        self._row = 0

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        for row in rows:
            if self._row == _MOST_ROWS:
                self._begin()
            self._row += 1
            for column, value in enumerate(row):
                self._cell(column, value)

    def _cell(self, column: int, value: Value) -> None:
        sheet: Any = self._sheet
        if isinstance(value, str):
            sheet.write_string(self._row, column, value[:_MOST_CHARACTERS])
        elif isinstance(value, Decimal):
            sheet.write_number(self._row, column, float(value), self._money)
        elif isinstance(value, date):
            sheet.write_datetime(self._row, column, value, self._instant if isinstance(value, datetime) else self._day)
        elif value is not None:
            sheet.write_number(self._row, column, value)

    def close(self) -> None:
        self._book.close()
