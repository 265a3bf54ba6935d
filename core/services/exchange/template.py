"""The empty sheet to fill in: headings, a row of help, drop-downs where there is a choice."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import xlsxwriter

from core.i18n import _
from core.services.exchange.kinds import Kind

_WIDTH = 22
_ROWS = 5_000  # as far down as the drop-downs and formats reach


def write_template(kind: Kind, path: Path) -> None:
    """In the reader's language. Every cell is written as a string, so that nothing in it can be a formula."""
    made = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, plain) as book:
        sheet = book.add_worksheet(_(kind.label))
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        grey = book.add_format({"italic": True, "font_color": "#5f6b73", "text_wrap": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for index, column in enumerate(kind.columns):
            sheet.set_column(index, index, _WIDTH, text)
            sheet.write_string(0, index, _(column.label) + (" *" if column.required else ""), head)
            help_ = _(column.help) + (f" {column.example}" if column.example else "")
            sheet.write_string(1, index, f"# {help_}" if index == 0 else help_, grey)
            if column.choices:
                source = [_(label) for label in column.choices.values()]
                sheet.data_validation(2, index, _ROWS, index, {"validate": "list", "source": source})
        sheet.set_row(1, 48)
        sheet.freeze_panes(1, 0)
    path.write_bytes(made.getvalue())
