"""A sheet as rows of texts, whatever file it came in. What is wrong with a file is a sentence, never a traceback."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import GuizhangError
from core.i18n import _

MOST_BYTES = 50 * 1024 * 1024
MOST_COLUMNS = 100
MOST_ROWS = 200_000
_DELIMITERS = ",;\t"


class BadFile(GuizhangError):
    """The message is for the reader, in his language."""


@dataclass(frozen=True)
class Line:
    """`number` as a spreadsheet program shows it: the first line of the file is 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


def read(path: Path) -> Iterator[Line]:
    """The lines that hold anything, comments (first cell starting with #) left out; raises BadFile."""
    from core.services.exchange.sheets import read_xlsx

    if not path.is_file():
        raise BadFile(_("There is no file %(name)s.", name=path.name))
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_("The file is too large: at most %(n)d MB can be loaded at once.", n=MOST_BYTES // 1024 // 1024))
    lines = read_xlsx(path) if _is_zip(path) else _read_csv(path)
    for line in lines:
        if line.number > MOST_ROWS:
            raise BadFile(_("The file has too many rows: at most %(n)d can be loaded at once.", n=MOST_ROWS))
        if len(line.cells) > MOST_COLUMNS:
            raise BadFile(_("The file has too many columns: at most %(n)d are read.", n=MOST_COLUMNS))
        if not line.is_blank and not line.cells[0].startswith("#"):
            yield line


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(_("This is an old or encrypted Excel file: save it as .xlsx without a password."))
    return start.startswith(b"PK")


def _read_csv(path: Path) -> Iterator[Line]:
    text = _decoded(path.read_bytes())
    if "\x00" in text:
        raise BadFile(_("This is neither a CSV nor an Excel file."))
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(_DELIMITERS, key=first.count))
    try:
        for number, cells in enumerate(reader, start=1):
            yield Line(number, tuple(unquoted(cell.strip()) for cell in cells))
    except csv.Error:
        raise BadFile(_("The file cannot be read as CSV after row %(n)d.", n=reader.line_num)) from None


def _decoded(raw: bytes) -> str:
    """Excel in Chinese writes GB18030, everybody else UTF-8; what is valid UTF-8 is hardly ever meant otherwise."""
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(_("The text is neither UTF-8 nor GB18030."))


# the full-width ones too: a spreadsheet program in Chinese or Japanese reads them as the others
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def quoted(cell: str) -> str:
    """A cell as it may be written to CSV: no spreadsheet program must take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unquoted(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
