"""The process that opens a foreign workbook.

Path, bytes of memory, seconds, rows and columns in; JSON lines [row, cells] out.
Exit status 0 = read, 3 = too large, anything else = not readable. It imports nothing of the application.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date, datetime
from typing import Any

TOO_LARGE = 3


def text(value: Any) -> str:
    """A cell as somebody would type it: 13800000001 and not 13800000001.0, days as 2026-11-24."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.hour == value.minute == value.second == 0
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def main(path: str, memory: int, seconds: int, rows: int, columns: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    if sheet.start is None:
        return 0
    left = sheet.start[1]
    if sheet.total_height > rows or left + sheet.width > columns:
        return TOO_LARGE
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        line = [*[""] * left, *(text(cell) for cell in cells)]
        if any(line):
            sys.stdout.write(json.dumps([number, line]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *(int(argument) for argument in sys.argv[2:6])))
